"""Lines as the rules look at them: text with and without marks, letter by letter, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.page import Box, Word
from ocr.text.fold import fold


@dataclass(frozen=True)
class Strip:
    """Words side by side, of one column."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bare(self) -> str:
        """The text folded, each letter in its place."""
        return bare(self.text)

    @cached_property
    def box(self) -> Box:
        """The smallest box that holds the words."""
        return Box.around([word.box for word in self.words])

    @property
    def centre(self) -> float:
        """How far to the right its middle stands, a fraction of the width."""
        return self.box.x + self.box.w / 2

    @property
    def middle(self) -> float:
        """How far down its middle stands, a fraction of the height."""
        return self.box.y + self.box.h / 2

    @cached_property
    def capitals(self) -> float:
        """The share of capitals among its letters."""
        return capitals(self.text)

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of which ``text[start:end]`` has a part."""
        return tuple(word for word, at in self._placed() if at < end and at + len(word.text) > start)

    def parted(self, at: int) -> tuple[Strip, Strip]:
        """Two strips, the second from the word nearest to ``text[at]``; neither is empty where ``at`` is within."""
        starts = [start for _, start in self._placed()]
        cut = min(range(1, len(starts)), key=lambda place: abs(starts[place] - at))
        return Strip(self.words[:cut]), Strip(self.words[cut:])

    def _placed(self) -> Iterator[tuple[Word, int]]:
        at = 0
        for word in self.words:
            yield word, at
            at += len(word.text) + 1


def bare(text: str) -> str:
    """`fold`, letter for letter, so that places in the one are places in the other."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := fold(letter)) == 1 else letter for letter in text)


def capitals(text: str) -> float:
    """The share of capitals among the letters; 0 without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters) if letters else 0.0


def mean_confidence(words: Sequence[Word]) -> float:
    """That of words, weighted by their letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters


def lowest_confidence(words: Sequence[Word]) -> float:
    """Of the word believed least."""
    return min(word.confidence for word in words)
