"""Numbers of administrative papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import DocumentNumber, parse_document_number
from config.codes.document_number import KINDS

AGENCIES = st.from_regex(r"[A-ZĐ]{2,6}[0-9]{0,3}", fullmatch=True)
NUMBERS = st.builds(
    DocumentNumber,
    st.integers(1, 9999).map("{:02}".format),
    st.one_of(
        st.builds("{}-{}".format, st.sampled_from(sorted(KINDS)), AGENCIES),
        st.builds("{}-{}".format, AGENCIES, AGENCIES),
    ),
    st.one_of(st.none(), st.integers(1945, 2099)),
)


@given(NUMBERS)
def test_what_is_written_is_parsed_again(number: DocumentNumber) -> None:
    assert parse_document_number(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "QĐ-SCT", "123", "123/", "/QĐ-SCT", "12 3/QĐ-SCT", "123/QĐ-SCT ngày", "31/7/2026"]
)
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parse_document_number(text) is None


def test_a_letter_has_no_named_kind() -> None:
    assert DocumentNumber("1234", "SCT-QLTM").named_kind is None
    assert DocumentNumber("05", "GP-SCT").named_kind == "GP"
