"""One sheet scanned twice is told from two that look alike."""

from __future__ import annotations

from ocr.page import Box, Line, PageReading, PageState, Word
from ocr.quality.twins import same_sheet
from tests.unit.ocr.drawn import BODY
from tests.unit.ocr.test_page import reading

TEXT = " ".join(BODY).split()


def page(words: list[str], down: float = 0.0, unsure: tuple[float, ...] = ()) -> PageReading:
    """A page of these words, ten a line; ``unsure``: where across the page something unsure stands."""
    printed = [
        Word(word, Box(0.1 + 0.08 * (n % 10), 0.1 + 0.05 * (n // 10) + down, 0.07, 0.02), 0.95)
        for n, word in enumerate(words)
    ]
    by_hand = [Word("~", Box(x, 0.8 + down, 0.05, 0.03), 0.3) for x in unsure]
    lines = tuple(Line((word,)) for word in [*printed, *by_hand])
    return reading(PageState.OK, *lines)


def test_a_sheet_scanned_again_a_little_lower_is_the_same() -> None:
    misread = [*TEXT[:20], "qu1et", *TEXT[21:]]
    assert same_sheet(page(TEXT, unsure=(0.2, 0.4, 0.6)), page(misread, 0.02, (0.2, 0.41, 0.6)), 0.03)


def test_a_form_for_another_person_is_another_sheet() -> None:
    other = [*TEXT[:20], "Trần", "Thị", "Bình", "1987", *TEXT[24:]]
    assert not same_sheet(page(TEXT), page(other), 0.03)


def test_what_was_written_by_hand_elsewhere_makes_another_sheet() -> None:
    assert not same_sheet(page(TEXT, unsure=(0.1, 0.2, 0.3)), page(TEXT, unsure=(0.6, 0.7, 0.8)), 0.03)


def test_of_a_few_words_nothing_is_said() -> None:
    assert not same_sheet(page(TEXT[:6]), page(TEXT[:6]), 0.03)
