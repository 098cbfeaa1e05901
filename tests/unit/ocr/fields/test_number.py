"""The paper's own number among others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields import FieldName, paper_fields
from ocr.fields.number import is_of, printed_number, set_right
from tests.unit.ocr.fields.written import head, line, page


@given(st.integers(10, 99999), st.sampled_from(["QĐ-SCT", "TTr-UBND", "SCT-QLTM", "GP-SCT", "QĐ-BCĐ138"]))
def test_what_is_printed_is_read(number: int, notation: str) -> None:
    read = printed_number(f"Số: {number}/{notation}")
    assert read is not None and read.exact and not read.apart
    assert (read.number, read.notation) == (str(number), notation)


@pytest.mark.parametrize(
    ("text", "number", "notation"),
    [
        ("Sô: l12/QD-SCT", "112", "QĐ-SCT"),
        ("So:1O5/GP-SCT", "105", "GP-SCT"),
        ("ố: 1O5/GP-SCT", "105", "GP-SCT"),
        ("Số: 112/Q Đ-SCT", "112", "QĐ-SCT"),
        ("Số: 112/QĐ- SCT", "112", "QĐ-SCT"),
        ("Số: 112/QĐ–SCT", "112", "QĐ-SCT"),
        ("Số: /TTr-UBND", "", "TTr-UBND"),
        ("Số: ð†5 /UBND-KTTH", "", "UBND-KTTH"),
    ],
)
def test_what_recognition_does_is_undone_and_never_exact(text: str, number: str, notation: str) -> None:
    read = printed_number(text)
    assert read is not None and not read.exact
    assert (read.number, read.notation) == (number, notation)


def test_guidance_stays_guidance() -> None:
    """HD is a kind of its own and no HĐ that lost its bar."""
    assert set_right("HD-SCT", "SỞ CÔNG THƯƠNG") == "HD-SCT"


def test_an_agency_is_spelt_as_its_name_is() -> None:
    assert set_right("QD-BCD138", "BAN CHỈ ĐẠO 138") == "QĐ-BCĐ138"
    assert is_of("QĐ-SCT", "SỞ CÔNG THƯƠNG") and is_of("SCT-QLTM", "SỞ CÔNG THƯƠNG")
    assert is_of("QĐ-UBND", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")
    assert is_of("ĐN-HGL", "CÔNG TY CỔ PHẦN XĂNG DẦU HỒNG GIANG LỘC")
    assert not is_of("QĐ-ST", "SỞ CÔNG THƯƠNG")


def test_a_number_in_the_head_is_certain_and_keeps_what_was_read() -> None:
    fields = paper_fields(page(*head("UBND TỈNH LÂM ĐỒNG", "SỞ CÔNG THƯƠNG", number="Số: 123/QD-SCT")))
    notation = fields.get(FieldName.NOTATION)
    assert notation is not None and notation.sure
    assert (notation.value, notation.raw) == ("QĐ-SCT", "Số: 123/QD-SCT")
    assert fields.value(FieldName.NUMBER) == "123"


@pytest.mark.parametrize("number", ["Số: 12 /QĐ-SCT", "Số: 5/QĐ-SCT", "Số: l2/QĐ-SCT"])
def test_figures_that_may_be_wrong_are_not_certain(number: str) -> None:
    """A pen's room before the slash, no leading zero, a letter for a figure."""
    found = paper_fields(page(*head("SỞ CÔNG THƯƠNG", number=number))).get(FieldName.NUMBER)
    assert found is not None and not found.sure


def test_words_that_are_not_believed_are_not_certain() -> None:
    found = paper_fields(page(*head("SỞ CÔNG THƯƠNG", confidence=0.7))).get(FieldName.NUMBER)
    assert found is not None and not found.sure


def test_illegible_handwriting_leaves_the_number_missing() -> None:
    fields = paper_fields(page(*head("SỞ CÔNG THƯƠNG", number="Số: 892 /SCT-QLTM", confidence=0.5)))
    assert fields.get(FieldName.NUMBER) is None
    assert fields.value(FieldName.NOTATION) == "SCT-QLTM"


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 81/2018/NĐ-CP ngày 22 tháng 5 năm 2018 của Chính phủ;",
        "số 15/2020/TT-BGDĐT ngày 26 tháng 5 năm 2020 và được sửa đổi, bổ sung",
        "Số 657/QĐ-UBND ngày 13 tháng 7 năm 2023 về việc sửa đổi khoản 1",
    ],
)
def test_a_law_that_is_quoted_is_not_the_papers_own(text: str) -> None:
    quoted = page(*(line(text, x=0.15, y=at) for at in (0.06, 0.15, 0.25, 0.6)))
    fields = paper_fields(quoted)
    assert fields.get(FieldName.NUMBER) is None and fields.get(FieldName.DATE) is None


def test_a_number_under_the_title_of_a_licence() -> None:
    lines = [*head("SỞ CÔNG THƯƠNG", number=""), line("GIẤY PHÉP", y=0.17), line("Số: 05/GP-SCT", y=0.2)]
    fields = paper_fields(page(*lines))
    assert (fields.value(FieldName.NUMBER), fields.value(FieldName.NOTATION)) == ("05", "GP-SCT")


def test_the_year_of_a_law_goes_with_the_notation() -> None:
    fields = paper_fields(page(*head("CHÍNH PHỦ", number="Số: 118/2025/NĐ-CP")))
    assert (fields.value(FieldName.NUMBER), fields.value(FieldName.NOTATION)) == ("118", "2025/NĐ-CP")
