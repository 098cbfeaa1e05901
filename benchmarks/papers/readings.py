"""Readings of drawn sides: from the drawing's own truth with damaged words, or by the whole pipeline."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from random import Random

from benchmarks.fields.reading import NotedPaper, noted_reading
from benchmarks.papers.shapes import Side
from ocr.page import Box, Line, PageReading
from scanner_agent.demo.fonts import Face, font

SIZES = (12.0, 12.5, 13.0, 13.5)
"""Points in which offices write."""


class SwiftPaper(NotedPaper):
    """A paper that measures each word once: thousands of pages are written in a minute."""

    def _width(self, text: str, face: Face, size: float) -> float:
        blank, words = _word_width(" ", face, self._type(size)), text.split(" ")
        return (sum(_word_width(word, face, self._type(size)) for word in words) + blank * (len(words) - 1)) * self._mm

    @property
    def _mm(self) -> float:
        return 25.4 / self.dpi


@lru_cache(maxsize=100_000)
def _word_width(word: str, face: Face, pixels: int) -> float:
    """Pixels."""
    return font(face, pixels).getlength(word)


def noted_sheet(random: Random) -> SwiftPaper:
    """A sheet that is remembered, not drawn."""
    return SwiftPaper(size=random.choice(SIZES))


def noted(side: Side, noise: float, random: Random) -> PageReading | None:
    """What is read of a side, with a share ``noise`` of the words damaged; None: blank."""
    if side.paper is None:
        return None
    assert isinstance(side.paper, NotedPaper)
    whole = noted_reading(side.paper, noise, random)
    return _upper_half(whole) if side.half else whole


def _upper_half(reading: PageReading) -> PageReading:
    """The same words on a sheet half as high."""
    lines = tuple(
        Line(tuple(replace(word, box=_doubled(word.box)) for word in line.words)) for line in reading.lines
        if all(word.box.y + word.box.h < 0.5 for word in line.words)
    )  # fmt: skip
    return replace(reading, height=reading.height // 2, lines=lines)


def _doubled(box: Box) -> Box:
    return Box(box.x, 2 * box.y, box.w, 2 * box.h)
