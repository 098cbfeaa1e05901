"""Are two scans of one and the same sheet, or of two that only look alike?

Two copies of a form share most of their words; what was filled in tells them apart. So it is counted which words of
one page were read for sure and are missing on the other. Handwriting is hardly ever read for sure, but the places
where something unsure stands agree on one sheet and do not on two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from ocr.page import Box, PageReading, Word
from ocr.text.fold import canon

SURE = 0.85
"""Confidence from which a word that is missing on the other page counts: recognition is then right, mostly."""
LEAST_WORDS = 12
"""Sure words on each page below which nothing can be said."""
LEAST_UNSURE = 3
"""Unsure words on each page from which their places are compared."""
SAME_PLACES = 0.4
"""Share of the unsure words that must lie where one lies on the other page; lines are cut into words differently."""


def same_sheet(before: PageReading, after: PageReading, differing: float) -> bool:
    """Whether the two readings are of one sheet, scanned twice.

    ``differing``: share of the sure words (0-1) that may be missing on the other page; noise makes a few different.
    """
    first, second = _sure(before), _sure(after)
    if min(first.total(), second.total()) < LEAST_WORDS:
        return False
    missing = (first - _all(after)).total() + (second - _all(before)).total()
    return missing <= differing * (first.total() + second.total()) and _same_places(before, after)


def _sure(reading: PageReading) -> Counter[str]:
    return Counter(canon(word.text) for word in reading.words if word.confidence >= SURE and len(word.text) > 1)


def _all(reading: PageReading) -> Counter[str]:
    return Counter(canon(word.text) for word in reading.words)


def _same_places(before: PageReading, after: PageReading) -> bool:
    first, second = _unsure(before.words), _unsure(after.words)
    if min(len(first), len(second)) < LEAST_UNSURE:
        return abs(len(first) - len(second)) <= max(LEAST_UNSURE, 0.5 * max(len(first), len(second)))
    right, down = _offset(before.words, after.words)
    met = sum(any(_meet(box, other, right, down) for other in second) for box in first)
    met += sum(any(_meet(other, box, right, down) for other in first) for box in second)
    return met >= SAME_PLACES * (len(first) + len(second))


def _unsure(words: Sequence[Word]) -> list[Box]:
    return [word.box for word in words if word.confidence < SURE]


def _offset(before: Sequence[Word], after: Sequence[Word]) -> tuple[float, float]:
    """How far the second scan lies to the right and below the first: the median over words that stand once on both."""
    places = _single(before)
    moved = [(box.x - places[text].x, box.y - places[text].y) for text, box in _single(after).items() if text in places]
    if not moved:
        return 0.0, 0.0
    return median(right for right, _ in moved), median(down for _, down in moved)


def _single(words: Sequence[Word]) -> dict[str, Box]:
    counts = Counter(word.text for word in words)
    return {word.text: word.box for word in words if counts[word.text] == 1 and word.confidence >= SURE}


def _meet(box: Box, other: Box, right: float, down: float) -> bool:
    """Whether most of the smaller of the two lies on the larger, once the scans lie on each other."""
    x, y = box.x + right, box.y + down
    wide = min(x + box.w, other.x + other.w) - max(x, other.x)
    high = min(y + box.h, other.y + other.h) - max(y, other.y)
    smaller = min(box.w * box.h, other.w * other.h)
    return wide > 0 and high > 0 and wide * high >= 0.5 * smaller
