"""Numbers of businesses and their check digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import business_check_digit, is_business_number


@pytest.mark.parametrize("number", ["0100109106", "0300588569", "0100109106-001"])
def test_numbers_that_firms_bear(number: str) -> None:
    assert is_business_number(number)


@pytest.mark.parametrize("text", ["", "0100109107", "010010910", "01001091066", "0100109106-01", "0100109106 "])
def test_what_is_none(text: str) -> None:
    assert not is_business_number(text)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_every_single_misread_digit_shows(nine: str, place: int, by: int) -> None:
    check = business_check_digit(nine)
    other = nine[:place] + str((int(nine[place]) + by) % 10) + nine[place + 1 :]
    assert check is None or not is_business_number(f"{other}{check}")
