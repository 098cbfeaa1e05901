"""Names of files: any bytes become text, and any texts can be put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.names import natural_key, printable


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    ordered = sorted(names, key=natural_key)
    assert sorted(ordered) == sorted(names)


@given(st.binary(min_size=1, max_size=255))
def test_any_name_becomes_printable_text(raw: bytes) -> None:
    text = printable(raw.decode("utf-8", "surrogateescape"))
    assert text.encode("utf-8") and text.isprintable()


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\n", "\x1b", "\x00", "\u200f"])
def test_marks_that_deceive_the_eye_are_replaced(mark: str) -> None:
    assert printable(f"đơn{mark}gnp.exe") == "đơn�gnp.exe"
