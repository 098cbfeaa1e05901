"""Dossier codes within recognised print and decoded text: found where they stand by themselves, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import printed_codes, written_codes

NEW, OLD = "H57.132-260804-0583", "000.00.19.H47-260105-0001"


def found(text: str) -> list[str | None]:
    return [each.code.text if each.code else None for each in printed_codes(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"Mã số hồ sơ: {NEW} - Số phiếu: 26.10229", NEW),
        (f"({NEW}),", NEW),
        (f"1 {NEW}", NEW),
        (f"2. {OLD}", OLD),
        (f"Mã hồ sơ:{OLD}.", OLD),
        ("H57.132-26O8O4-O583", NEW),
        ("H57.l32-260804-0583", NEW),
        ("H57.I32-260804-0583", NEW),
        ("H57.132–260804—0583", NEW),
        ("H57 . 132 - 260804 - 0583", NEW),
        ("H57. 132-260804 -0583", NEW),
        ("H57,132-260804-0583", NEW),
        ("OOO.0O.l9.H47-26O1O5-OOO1", OLD),
        ("000. 00. 19. H47-260105-0001", OLD),
        ("H26.KGO-260804-0583", "H26.KGO-260804-0583"),
        ("H26.O1-260804-0583", "H26.01-260804-0583"),
        ("I01.2-260804-0583", "I01.2-260804-0583"),
        ("H26.12-260804-12345", "H26.12-260804-12345"),
        ("H57.132-260230-0583", None),
        ("H57.132-261304-0583", None),
    ],
)
def test_print_is_repaired_where_the_grammar_leaves_no_choice(text: str, code: str | None) -> None:
    assert found(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Số: 1234/SCT-QLTM ngày 04/8/2026",
        "H57.132-260804-058",
        "H57.132-260804-058312",
        "H57.132-260804-0583-2",
        "H57.132-260804-0583l",
        "H57.132-260804-0583I và",
        "XH57.132-260804-0583",
        "57.132-260804-0583",
        "H57132-260804-0583",
        "H5S.132-260804-0583",
    ],
)
def test_what_is_not_surely_a_code_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "0?0.00.19.H47-260105-0001",
        "0 0.00.19. H47-260105-0001",
        "000 00 19 H47-260105-0001",
        "000.00.19-H47-260105-0001",
        "00.00.19,H47-260105-0001",
    ],
)
def test_the_rest_of_a_longer_code_is_not_taken_for_a_code(text: str) -> None:
    assert found(text) == []


def test_where_a_code_stands_is_told_with_what_stood_there() -> None:
    (code,) = printed_codes("Mã số hồ sơ: H57 .l32-260804-0583 nộp ngày")
    assert code.text == "H57 .l32-260804-0583"
    assert "Mã số hồ sơ: H57 .l32-260804-0583 nộp ngày"[code.start : code.end] == code.text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (NEW, [NEW]),
        (f"{NEW}|2.000648|0101234567|ĐƠN ĐỀ NGHỊ|04082026", [NEW]),
        (f'{{"maHoSo":"{OLD}","maTTHC":"2.000648.000.00.00.H50"}}', [OLD]),
        (f"https://dichvucong.example/tracuu?ma={NEW}&x=1", [NEW]),
        (f"{NEW};{OLD}", [NEW, OLD]),
        ("H57.132-26O804-0583", []),
        ("H57.132 - 260804 - 0583", []),
        (f"X{NEW}", []),
        (f"{NEW}-1", []),
        ("https://dichvucong.example/2.000648", []),
    ],
)
def test_decoded_text_is_not_repaired(text: str, codes: list[str]) -> None:
    assert [each.code.text for each in written_codes(text) if each.code] == codes


@given(
    unit=st.from_regex(r"H[0-9]{2}(\.[0-9]{1,3}){1,3}|[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2}", fullmatch=True),
    received=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    serial=st.integers(0, 9999),
    blurs=st.lists(st.sampled_from(["O", "I", "l", "0", "1"]), max_size=8),
)
def test_confused_digits_never_give_another_code(unit: str, received: date, serial: int, blurs: list[str]) -> None:
    code = f"{unit}-{received:%y%m%d}-{serial:04}"
    confused = list(code)
    for place, blur in zip([i for i, c in enumerate(code) if c in "01"], blurs, strict=False):
        if (blur in "O0") == (code[place] == "0"):
            confused[place] = blur
    assert found(f"Mã hồ sơ: {''.join(confused)}, nộp") == [code]
