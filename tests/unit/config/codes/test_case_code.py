"""The grammars of dossier codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import CodeStyle, parse_case_code


@pytest.mark.parametrize(
    ("text", "unit", "received", "serial", "style"),
    [
        ("000.00.12.H26-210430-0001", "000.00.12.H26", date(2021, 4, 30), 1, CodeStyle.QCVN_102),
        ("000.00.19.H47-260105-0001", "000.00.19.H47", date(2026, 1, 5), 1, CodeStyle.QCVN_102),
        ("H57.132-260804-0583", "H57.132", date(2026, 8, 4), 583, CodeStyle.QD_20),
        ("H26.12-251002-0007", "H26.12", date(2025, 10, 2), 7, CodeStyle.QD_20),
        ("G02.03.01-260105-0012", "G02.03.01", date(2026, 1, 5), 12, CodeStyle.QD_20),
        ("H26.12-251002-12345", "H26.12", date(2025, 10, 2), 12345, CodeStyle.QD_20),
        ("H26-240229-0001", "H26", date(2024, 2, 29), 1, CodeStyle.QD_20),
    ],
)
def test_both_grammars_are_read(text: str, unit: str, received: date, serial: int, style: CodeStyle) -> None:
    code = parse_case_code(text)
    assert code is not None
    assert (code.text, code.unit, code.received, code.serial, code.style) == (text, unit, received, serial, style)
    assert str(code) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H57.132",
        "h57.132-260804-0583",
        "H57.132-260804-583",
        "H57.132-260804-058312",
        "H57.132-261304-0583",
        "H57.132-260230-0583",
        "H57.132-250229-0583",
        "H57.132-260800-0583",
        "H57.132 - 260804 - 0583",
        "H57.132–260804–0583",
        "H57..132-260804-0583",
        "H57.132456-260804-0583",
        "00.00.19.H47-260105-0001",
        "000.00.19.H47-260105-0001-2",
        "Mã hồ sơ: H57.132-260804-0583",
        "H57.132-260804-0583\nH57.132-260804-0584",
        "H57.132-２６0804-0583",
        "H26.ABCDE.ABCDE.ABCDE.ABCDE.ABCDE.ABCDE-260804-0583",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert parse_case_code(text) is None


def test_blanks_around_a_code_do_not_matter() -> None:
    assert parse_case_code(" \tH57.132-260804-0583\r\n") == parse_case_code("H57.132-260804-0583")


@given(
    letter=st.sampled_from("GHK"),
    level1=st.integers(0, 99),
    sub=st.lists(st.from_regex(r"[0-9A-Z]{1,5}", fullmatch=True), max_size=5),
    received=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    serial=st.integers(0, 99_999),
)
def test_every_code_that_is_put_together_by_the_rule_comes_apart_again(
    letter: str, level1: int, sub: list[str], received: date, serial: int
) -> None:
    unit = ".".join([f"{letter}{level1:02}", *sub])
    code = parse_case_code(f"{unit}-{received:%y%m%d}-{serial:04}")
    assert code is not None
    assert (code.unit, code.received, code.serial) == (unit, received, serial)
