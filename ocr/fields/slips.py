"""Words of a form found though a letter of them was misread: only labels and names of agencies, never values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process


def listed(text: str) -> tuple[str, ...]:
    """The names between the bars of a text."""
    return tuple(text.split("|"))


@cache
def slipped(word: str) -> str:
    """A pattern of ``word`` with at most one letter lost or another in its place."""
    ways = [word]
    for place in range(len(word)):
        before, after = re.escape(word[:place]), re.escape(word[place + 1 :])
        ways += [rf"{before}\w{after}", before + after]
    return f"(?:{'|'.join(ways)})"


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, blanks aside, 0 to 100 (Indel similarity of rapidfuzz)."""
    return float(fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))


def nearest(text: str, choices: Sequence[str], least: float) -> str | None:
    """The one of ``choices`` most like ``text``; None below ``least`` (0 to 100), or where two are equally like it."""
    best = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=least, limit=2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return str(best[0][0])
