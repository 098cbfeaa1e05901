"""Specks, pen strokes and the remains of stamps that an engine takes for words."""

from __future__ import annotations

import unicodedata
from statistics import median

from ocr.engine.port import RawLine, RawWord
from ocr.text.doubt import SURE

BELIEVABLE = 0.5
"""Confidence below which a line has nothing to say for itself if none of its words comes higher."""
_STANDING_ALONE = frozenset((*'-–—+*•·/%&…“”".,;:', "./.", "...", "...."))
"""Signs that stand between blanks in print."""


def without_noise(lines: list[RawLine]) -> list[RawLine]:
    """The lines without doubtful signs that print does not set apart, and without lines of which no word is believed.

    A line is believed for one word of letters or figures above `BELIEVABLE`; one that has signs alone needs to be sure.
    """
    kept = ([word for word in line if not _is_speck(word)] for line in lines)
    return [line for line in kept if line and _is_believed(line)]


def _is_speck(word: RawWord) -> bool:
    return not _says_something(word) and word.text not in _STANDING_ALONE and word.confidence < SURE


def _is_believed(line: RawLine) -> bool:
    words = [word for word in line if _says_something(word)]
    if words:
        return any(word.confidence >= BELIEVABLE or _may_be_a_mark(word.text) for word in words)
    return median(word.confidence for word in line) >= SURE


def _may_be_a_mark(text: str) -> bool:
    """Whether it stands in capitals, as marks of secrecy do: they count however faint they are."""
    return len(text) > 1 and text.isupper()


def _says_something(word: RawWord) -> bool:
    return any(unicodedata.category(ch)[0] in "LN" and unicodedata.category(ch) != "Lm" for ch in word.text)
