"""Measures of what was read against what stands on the page."""

from __future__ import annotations

import unicodedata
from collections import Counter

_ALIKE = str.maketrans(
    {"…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "‑": "-", "−": "-"}
)


def bag_of_words(text: str) -> Counter[str]:
    """The words of ``text`` in NFC, quotes straight, dashes as hyphens, an ellipsis as three dots."""
    return Counter(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def word_bag_error(truth: str, text: str) -> float:
    """1 − 2·|common words| / (|truth| + |text|): 0 where all words agree, 1 where none does; order does not count.

    It runs at about three times the character error rate.
    """
    expected, found = bag_of_words(truth), bag_of_words(text)
    total = expected.total() + found.total()
    return 1 - 2 * (expected & found).total() / total if total else 0.0
