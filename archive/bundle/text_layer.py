"""The invisible text of a page: pure arithmetic from recognised words to PDF operators.

Each line has one font size and one baseline; each word is shown together with its trailing space in one ``Tj``,
stretched by ``Tz`` to the width of its box, and set at its own place by ``Td``. Readers of PDF text guess words and
lines from positions; the rules below are those under which poppler, PDFium and pypdf all guess right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from archive.bundle.pdf_file import number
from ocr.page import Line, PageReading, Word

LINE_HEIGHT = 1.117
"""Height of a line of text in font sizes: a taller box is a seal's or a rule's doing, not the text's."""
GAP = 0.2
"""Free space kept before the next word, in font sizes; below about 0.15 ``pdftotext -raw`` joins the two."""
STEP = 1.0
"""Points by which a word begins after the one before it; an equal or backward x makes PDFium reorder."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a word looks at font size 1."""

    width: float
    """Advance; more than zero."""
    depth: float
    """How far it reaches below the baseline."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word at its place."""

    text: str
    x: float
    """Points from the left of the page canvas."""
    stretch: float
    """Horizontal scaling in per cent."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Words on one baseline."""

    size: float
    """Font size in points."""
    baseline: float
    """Points above the bottom of the page canvas."""
    words: tuple[PlacedWord, ...]


def in_place(line: Line) -> list[Word]:
    """The words of a line in the order in which the text layer shows them: from left to right."""
    return sorted(line.words, key=lambda word: word.box.x)


def place(reading: PageReading, scale: float, shape: Callable[[str], Shape]) -> Iterator[PlacedLine]:
    """The lines of a page in reading order; ``scale`` is points for each page pixel."""
    for line in reading.lines:
        yield _place_line(in_place(line), reading.width * scale, reading.height * scale, shape)


def _place_line(words: list[Word], width: float, height: float, shape: Callable[[str], Shape]) -> PlacedLine:
    shapes = [shape(word.text) for word in words]
    starts = _starts(words, width)
    size = _font_size(words, shapes, starts, width, height)
    baseline = median(
        height - (word.box.y + word.box.h) * height + form.depth * size
        for word, form in zip(words, shapes, strict=True)
    )
    placed = []
    for i, (word, form) in enumerate(zip(words, shapes, strict=True)):
        room = starts[i + 1] - starts[i] - GAP * size if i + 1 < len(words) else width - starts[i]
        extent = min(max(word.box.w * width, 0.1 * size), room)
        placed.append(PlacedWord(word.text, starts[i], 100 * extent / (form.width * size)))
    return PlacedLine(size, min(baseline, height), tuple(placed))


def _starts(words: list[Word], width: float) -> list[float]:
    """Where the words begin, in points: their boxes' left edges, pushed apart where they coincide.

    What stands at the right edge is pushed to the left, because readers ignore text outside of the page.
    """
    starts: list[float] = []
    for i, word in enumerate(words):
        x = min(word.box.x * width, width - STEP * (len(words) - i))
        starts.append(max(x, starts[-1] + STEP) if starts else x)
    return starts


def _font_size(words: list[Word], shapes: list[Shape], starts: list[float], width: float, height: float) -> float:
    """Font size of a line, mostly from the widths of its words: a seal across them inflates only the heights."""
    line_height = max(word.box.y + word.box.h for word in words) - min(word.box.y for word in words)
    limits = [
        line_height * height / LINE_HEIGHT,
        1.15 * median(word.box.w * width / form.width for word, form in zip(words, shapes, strict=True)),
        1.6 * median(word.box.h for word in words) * height,
        *(2 * (after - before) for before, after in pairwise(starts)),
    ]
    return max(1.0, min(limits))


def operators(lines: Iterator[PlacedLine], dx: float, dy: float, encode: Callable[[str], bytes]) -> bytes:
    """The text object of a page; (dx, dy) is the canvas' bottom left corner, ``encode`` gives the codes of a string."""
    parts = ["BT", "3 Tr"]
    at = (0.0, 0.0)
    for line in lines:
        parts.append(f"/F0 {number(line.size, 2)} Tf")
        for word in line.words:
            to = (round(word.x + dx, 2), round(line.baseline + dy, 2))
            move = f"{number(to[0] - at[0], 2)} {number(to[1] - at[1], 2)} Td"
            parts.append(f"{number(word.stretch, 2)} Tz {move} <{encode(word.text + ' ').hex()}> Tj")
            at = to
    return "\n".join([*parts, "ET\n"]).encode("ascii") if len(parts) > 2 else b""
