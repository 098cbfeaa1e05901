"""Common words that stand next to each other, as terms of their own.

To see in the places of words that they stand side by side takes a third of a microsecond for each page that has them
all, and of a common word most pages have one. A pair of them is found as a word is. So little text is made of so few
words that four hundred of them, each written as one letter, hold three quarters of all neighbours in a page of print.

The pairs are never all there is: what they miss, the places know.
"""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

from archive.search.words import spaced

COMMON = tuple(Path(__file__).with_name("common.txt").read_text(encoding="ascii").split())
"""Folded: the commonest words of laws, of forms and of names. Whoever changes them changes `SCHEMA_VERSION`."""
_FIRST = 0x100
"""Letters from here to 0x7FF take two bytes and are no blanks."""
_LETTER = {word: chr(_FIRST + number) for number, word in enumerate(COMMON)}
_OTHER = " "


def neighbours(bare: str) -> str:
    """A folded text with each common word as one letter and each other word as a blank, without space between them.

    Two letters that stand next to each other in it are what `pair` gives.
    """
    return "".join(map(_LETTER.get, spaced(bare).split(), repeat(_OTHER)))


def pair(first: str, second: str) -> str | None:
    """The term for two folded words next to each other; None where one of them is not common."""
    letters = _LETTER.get(first), _LETTER.get(second)
    return letters[0] + letters[1] if letters[0] and letters[1] else None
