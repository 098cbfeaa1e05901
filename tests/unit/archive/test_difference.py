"""How much two readings differ: a measure of words, and whether the text is the same letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.difference import difference, word_difference
from archive.readings import unread
from ocr.page import Box, Line, PageReading, PageState, Word
from tests.doubles import INFO

texts = st.lists(st.sampled_from(["đơn", "đề", "nghị", "cấp", "giấy", "phép"])).map(" ".join)


def reading(text: str) -> PageReading:
    words = tuple(Word(word, Box(0.1, 0.1, 0.1, 0.1), 0.9) for word in text.split())
    blank = unread(INFO, PageState.OK)
    return PageReading(**{name: getattr(blank, name) for name in blank.__slots__} | {"lines": (Line(words),)})


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("đơn đề nghị", "đơn đề nghị", 0.0),
        ("", "", 0.0),
        ("", "đơn", 1.0),
        ("đơn", "", 1.0),
        ("hòa Bình", "BÌNH hoà", 0.0),
        ("một hai ba bốn", "một hai ba năm", 0.25),
        ("đơn đơn", "đơn", 1 / 3),
        ("đơn", "don", 1.0),
    ],
)
def test_the_share_of_words_that_changed(before: str, after: str, change: float) -> None:
    assert word_difference(before, after) == pytest.approx(change)


@given(texts, texts)
def test_it_is_a_share_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= word_difference(one, other) == word_difference(other, one) <= 1


def test_other_order_or_case_is_another_text_of_the_same_words() -> None:
    found = difference(reading("đơn đề nghị"), reading("Đề nghị đơn"))
    assert (found.change, found.same_text) == (0.0, False)
    assert difference(reading("đơn"), reading("đơn")).same_text


def test_a_page_that_was_not_read_has_changed() -> None:
    assert not difference(None, reading("đơn")).same_text
