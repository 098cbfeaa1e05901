"""What a separator's QR code says: it comes apart as it was put together, and every slip shows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import (
    MOST_SHEETS,
    CaseCode,
    Separator,
    check_digits,
    format_separator,
    is_separator,
    parse_case_code,
    parse_separator,
)

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-:"


@st.composite
def codes(draw: st.DrawFn) -> CaseCode:
    old = st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True)
    new = st.from_regex(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,5}){0,4}", fullmatch=True)
    received = draw(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    code = parse_case_code(f"{draw(old | new)}-{received:%y%m%d}-{draw(st.integers(0, 99_999)):04}")
    assert code is not None
    return code


separators = st.builds(Separator, codes(), st.none() | st.integers(1, MOST_SHEETS))


def swapped(text: str, place: int) -> str:
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@given(separators)
def test_what_is_put_together_comes_apart_again(separator: Separator) -> None:
    text = format_separator(separator)
    assert is_separator(text)
    assert parse_separator(text) == separator


@given(separators, st.data())
def test_every_changed_character_shows(separator: Separator, data: st.DataObject) -> None:
    """But for the S itself: a field of another letter is one that a later version may have."""
    text = format_separator(separator)
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda i: i < 6 or text[i - 1 : i + 1] != ":S"))
    other = data.draw(st.sampled_from(CHARACTERS.replace(text[place], "")))
    assert parse_separator(text[:place] + other + text[place + 1 :]) is None


@given(separators, st.data())
def test_every_swap_of_neighbours_shows(separator: Separator, data: st.DataObject) -> None:
    text = format_separator(separator)
    place = data.draw(st.integers(0, len(text) - 2).filter(lambda i: text[i] != text[i + 1]))
    assert parse_separator(swapped(text, place)) is None


@given(codes(), codes())
def test_two_codes_that_differ_in_one_character_or_swap_have_other_check_digits(
    code: CaseCode, other: CaseCode
) -> None:
    """Also where the change makes another code of the grammar: the moved dot of H26.12.3 and H26.1.23."""
    near = [code.text[:i] + c + code.text[i + 1 :] for i in range(len(code.text)) for c in CHARACTERS]
    near += [swapped(code.text, i) for i in range(len(code.text) - 1)]
    neighbours = {found for text in near if (found := parse_case_code(text))} - {code}
    assert neighbours
    assert check_digits(code) not in {check_digits(each) for each in neighbours}


def test_the_check_digits_are_those_of_mod_97_10() -> None:
    code = parse_case_code("H57.132-260804-0583")
    assert code is not None
    values = ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-".index(character) for character in code.text]
    number = sum(value * 10**place for place, value in enumerate(reversed(values)))
    assert (number * 100 + int(check_digits(code))) % 97 == 1
    assert format_separator(Separator(code)) == "SOHOA:1:H57.132-260804-0583:35"


def test_fields_that_a_later_version_adds_are_passed_over() -> None:
    code = parse_case_code("H57.132-260804-0583")
    assert code is not None
    assert parse_separator("SOHOA:1:H57.132-260804-0583:N12:35") == Separator(code)
    said = format_separator(Separator(code, 12)).removesuffix(":35")
    assert parse_separator(f"{said}:N7:35") == Separator(code, 12)


@pytest.mark.parametrize(
    "text",
    [
        "SOHOA:1:H57.132-260804-0583",
        "SOHOA:1:H57.132-260804-0583:",
        "SOHOA:1:H57.132-260804-0583:36",
        "SOHOA:2:H57.132-260804-0583:35",
        "SOHOA:1:H57.132-261304-0583:35",
        "SOHOA:1: H57.132-260804-0583:35",
        "SOHOA:1:H57.132-260804-0583:35\n",
        "SOHOA:",
    ],
)
def test_a_damaged_separator_is_one_and_names_nothing(text: str) -> None:
    assert is_separator(text) and parse_separator(text) is None


@pytest.mark.parametrize("text", ["", "H57.132-260804-0583", "sohoa:1:H57.132-260804-0583:35", "https://sohoa.example"])
def test_other_qr_codes_are_no_separators(text: str) -> None:
    assert not is_separator(text) and parse_separator(text) is None
