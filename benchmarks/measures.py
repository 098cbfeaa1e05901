"""Measures of what was read against what stands on the page."""

from __future__ import annotations

import unicodedata
from collections import Counter

import numpy as np
from numpy.typing import NDArray

_ALIKE = str.maketrans(
    {"…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "‑": "-", "−": "-"}
)


def levelled(text: str) -> str:
    """``text`` without what no reader can know: NFC, quotes straight, dashes as hyphens, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def bag_of_words(text: str) -> Counter[str]:
    """The words of ``text``, `levelled`."""
    return Counter(levelled(text).split())


def word_bag_error(truth: str, text: str) -> float:
    """1 − 2·|common words| / (|truth| + |text|): 0 where all words agree, 1 where none does; order does not count.

    It runs at about three times the character error rate.
    """
    expected, found = bag_of_words(truth), bag_of_words(text)
    total = expected.total() + found.total()
    return 1 - 2 * (expected & found).total() / total if total else 0.0


def character_error_rate(truth: str, text: str) -> float:
    """Letters to put in, take out or replace for each letter of ``truth``, both `levelled`: Levenshtein (1966).

    Order counts: two columns read one after the other instead of line by line are errors. Above 1 where more was
    read than is there; of an empty truth, 0 where nothing was read and 1 else.
    """
    expected, found = levelled(truth), levelled(text)
    return edit_distance(expected, found) / len(expected) if expected else float(bool(found))


def edit_distance(one: str, other: str) -> int:
    """The fewest letters put in, taken out or replaced that make ``other`` of ``one``.

    Row by row (Wagner and Fischer, 1974); what is put in runs along a row: the least of all starts, found at once.
    """
    letters, places = _letters(other), np.arange(len(other) + 1)
    row = places.copy()
    for number, letter in enumerate(_letters(one), 1):
        kept_or_replaced = row[:-1] + (letters != letter)
        row[1:] = np.minimum(kept_or_replaced, row[1:] + 1)
        row[0] = number
        row = np.minimum.accumulate(row - places) + places
    return int(row[-1])


def _letters(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)
