"""How much two readings of the same page differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ocr.page import PageReading
from ocr.text.fold import canon


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new reading changed of the one before."""

    change: float
    """Share of the words that changed, 0-1: `word_difference`."""
    same_text: bool
    """Whether the text is letter for letter the same, order and case included."""


def difference(before: PageReading | None, after: PageReading) -> Difference:
    """What ``after`` changed of ``before``; None: the page had not been read."""
    old = before.text if before else ""
    return Difference(word_difference(old, after.text), before is not None and old == after.text)


def word_difference(before: str, after: str) -> float:
    """0: the same words; 1: none in common. Order, case and the place of tone marks do not count.

    Bray-Curtis dissimilarity of the two bags of words, 1 - 2·|A∩B| / (|A| + |B|); two empty texts are alike.
    Source: J. R. Bray, J. T. Curtis, Ecological Monographs 27 (1957), 325-349.
    """
    old, new = Counter(canon(before).split()), Counter(canon(after).split())
    words = old.total() + new.total()
    return 1 - 2 * (old & new).total() / words if words else 0.0
