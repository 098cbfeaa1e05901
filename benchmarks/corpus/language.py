"""Running text: words drawn one after the other, each by how often it followed the one before in real texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice
from pathlib import Path
from random import Random

COUNTS = Path(__file__).with_name("counts.txt")
"""What `benchmarks.corpus.count` counted: a word a line, then which lines follow it, ``×`` how often."""
NUMBER = "#"
"""Stands for any number."""
SYMBOL = "#/"
"""Stands for what has digits and more: the number of a document, a date, an article."""


@dataclass(frozen=True)
class Language:
    """Words, and which follow which. `to_text` and `from_text` are its stored form."""

    words: tuple[str, ...]
    """Commonest first."""
    follow: tuple[tuple[tuple[int, int], ...], ...]
    """For each word the places in ``words`` of those that follow it, each with how often it does."""

    @cached_property
    def _urns(self) -> tuple[tuple[int, ...], ...]:
        """For each word its successors, each as often as it followed: a draw is one look into the urn."""
        return tuple(tuple(chain.from_iterable([after] * count for after, count in pairs)) for pairs in self.follow)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """What begins a sentence: what follows a full stop."""
        ends = [urn for word, urn in zip(self.words, self._urns, strict=True) if word.endswith(".")]
        return tuple(chain.from_iterable(ends)) or tuple(range(len(self.words)))

    def run(self, random: Random, number: Callable[[Random], str], symbol: Callable[[Random], str]) -> Iterator[str]:
        """Words without end; ``number`` and ``symbol`` invent what stands where those stood."""
        words, urns, starts, draw = self.words, self._urns, self._starts, random.random
        at = starts[int(draw() * len(starts))]
        while True:
            word = words[at]
            if word == NUMBER:
                yield number(random)
            elif word == SYMBOL:
                yield symbol(random)
            else:
                yield word
            urn = urns[at] or starts
            at = urn[int(draw() * len(urn))]

    def take(
        self, count: int, random: Random, number: Callable[[Random], str], symbol: Callable[[Random], str]
    ) -> list[str]:
        """The first ``count`` words of a `run`."""
        return list(islice(self.run(random, number, symbol), count))

    def to_text(self) -> str:
        """One line a word."""
        return "".join(
            " ".join([word, *(f"{after}×{count}" if count > 1 else str(after) for after, count in pairs)]) + "\n"
            for word, pairs in zip(self.words, self.follow, strict=True)
        )

    @classmethod
    def from_text(cls, text: str) -> Language:
        """The language that `to_text` made ``text`` of. Raises `ValueError` on others."""
        rows = [line.split() for line in text.splitlines()]
        return cls(
            words=tuple(word for word, *_ in rows),
            follow=tuple(tuple(_pair(each) for each in pairs) for _, *pairs in rows),
        )


@cache
def vietnamese() -> Language:
    """The language of laws and decisions, from `COUNTS`."""
    return Language.from_text(COUNTS.read_text(encoding="utf-8"))


def _pair(text: str) -> tuple[int, int]:
    after, _, count = text.partition("×")
    return int(after), int(count or 1)
