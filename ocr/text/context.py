"""How well a syllable stands between its neighbours, by counts of which syllable follows which in official texts.

The counts (``pairs.txt``) are of laws and decisions, which are in the public domain (Luật Sở hữu trí tuệ, Art. 15);
`benchmarks.corpus.pairs` makes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Self

from ocr.text.definition import LETTER
from ocr.text.fold import canon

COUNTS = Path(__file__).with_name("pairs.txt")
"""A syllable a line with how often it stands, then which lines follow it, ``×`` how often."""
OTHER = "#"
"""Stands for whatever is no word of letters, and for the ends of a line."""
PAIRS = 0.7
"""Weight of the pairs against single syllables: the usual middle of interpolated bigrams (Jelinek and Mercer, 1980)."""
UNSEEN = 0.5
"""Times that a syllable which was never counted is taken to have stood."""
REMEMBERED = 8192
"""Tokens whose letters are remembered: the same few hundred make up most of every page."""
_CORE = re.compile(rf"{LETTER}+")


@lru_cache(REMEMBERED)
def core(token: str) -> str | None:
    """The letters of a token that is one word with signs round it (``(thi;``), else None: numbers, codes, dates."""
    runs = _CORE.findall(token)
    return runs[0] if len(runs) == 1 and not any(ch.isdigit() for ch in token) else None


def is_plain(token: str) -> bool:
    """Whether the context may say what a word is: neither name nor abbreviation, neither number nor code."""
    word = core(token)
    return word is not None and word.islower()


@lru_cache(REMEMBERED)
def counted_as(token: str) -> str:
    """What the counts call a token."""
    word = core(token)
    return OTHER if word is None else canon(word)


@dataclass(frozen=True)
class Context:
    """Counts of syllables and of pairs of them. `to_text` and `from_text` are the stored form."""

    often: dict[str, int]
    """Commonest first."""
    follow: dict[tuple[str, str], int]

    @classmethod
    def counted(cls, lines: Iterable[str]) -> Self:
        """The counts of running text, a paragraph a line."""
        often: dict[str, int] = {}
        follow: dict[tuple[str, str], int] = {}
        for line in lines:
            words = [OTHER, *map(counted_as, line.split()), OTHER]
            for word in words[1:]:
                often[word] = often.get(word, 0) + 1
            for pair in pairwise(words):
                follow[pair] = follow.get(pair, 0) + 1
        return cls(dict(sorted(often.items(), key=lambda item: (-item[1], item[0]))), follow)

    @cached_property
    def _total(self) -> int:
        return sum(self.often.values())

    def likelihood(self, before: str, word: str, after: str) -> float:
        """The natural logarithm of how likely ``word`` is between its neighbours, all as `counted_as` names them."""
        return math.log(self._chance(before, word)) + math.log(self._chance(word, after))

    def _chance(self, first: str, second: str) -> float:
        alone = (self.often.get(second, 0) or UNSEEN) / self._total
        together = self.follow.get((first, second), 0) / (self.often.get(first, 0) or 1)
        return PAIRS * together + (1 - PAIRS) * alone

    def to_text(self) -> str:
        """One line a syllable."""
        numbers = {word: str(number) for number, word in enumerate(self.often)}
        rows = {word: [word, str(count)] for word, count in self.often.items()}
        for (first, second), count in sorted(self.follow.items()):
            rows[first].append(numbers[second] + (f"×{count}" if count > 1 else ""))
        return "".join(" ".join(row) + "\n" for row in rows.values())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The counts that `to_text` made ``text`` of. Raises `ValueError` on others."""
        rows = [line.split() for line in text.splitlines()]
        words = [row[0] for row in rows]
        return cls(
            {word: int(row[1]) for word, row in zip(words, rows, strict=True)},
            {(row[0], words[place]): count for row in rows for place, count in _successors(row[2:])},
        )


def _successors(cells: list[str]) -> Iterator[tuple[int, int]]:
    for cell in cells:
        place, _, count = cell.partition("×")
        yield int(place), int(count or 1)


@cache
def official_texts() -> Context:
    """The counts of `COUNTS`."""
    return Context.from_text(COUNTS.read_text(encoding="utf-8"))
