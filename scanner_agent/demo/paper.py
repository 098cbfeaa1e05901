"""An A4 side as it leaves the printer: the layout of Nghị định 30/2020, Appendix I, with every line remembered.

Lengths are millimetres and sizes points, whatever the resolution. Lines are remembered as they are drawn, from top to
bottom and from left to right, so that what is recognised later can be compared with what was written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ocr.page import Box
from scanner_agent.demo import ink
from scanner_agent.demo.fonts import Face, font

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP = 30.0, 192.0, 18.0
LEFT_COLUMN, RIGHT_COLUMN = 60.0, 146.0
"""Where the two columns of the head, and of the signatures, are centred."""
LEADING = 1.42
"""Distance of lines in sizes of type."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One side of a sheet before it was worn."""

    pixels: NDArray[np.uint8]
    """RGB, (height, width, 3)."""
    dpi: int
    lines: tuple[str, ...] = ()
    seal: Box | None = None
    """Where the seal is; its own words are not among the lines."""

    @classmethod
    def blank(cls, dpi: int = 200) -> Self:
        """A side on which nothing stands."""
        return cls(np.full((_pixels(HEIGHT, dpi), _pixels(WIDTH, dpi), 3), 255, np.uint8), dpi)


class Paper:
    """Writes from the top of an A4 side downwards; `finish` gives the drawing."""

    def __init__(self, dpi: int = 200, *, size: float = 13, seed: int = 0) -> None:
        self.dpi, self.size = dpi, size
        self.y = TOP
        self._random = np.random.default_rng(seed)
        self._image = Image.new("L", (_pixels(WIDTH, dpi), _pixels(HEIGHT, dpi)), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._lines: list[str] = []
        self._stamps: list[ink.Stamp] = []
        self._seal: Box | None = None

    # --- parts of a document, in the order in which they stand ---

    def head(self, issuer: Sequence[str], number: str, place_and_date: str) -> None:
        """Issuer, the last line bold, and its number on the left; the country, its motto and the date on the right."""
        country = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        top = self.y
        for i, line in enumerate(issuer):
            plain = len(issuer) > 1 and i == 0 and line.startswith(("UBND", "ỦY BAN"))
            self._place(line, LEFT_COLUMN, face=Face.REGULAR if plain else Face.BOLD, size=12, centred=True)
        self._rule(LEFT_COLUMN, 22)
        self._place(number, LEFT_COLUMN, size=12.5, centred=True)
        left_end, self.y = self.y, top
        self._place(country[0], RIGHT_COLUMN, face=Face.BOLD, size=12, centred=True)
        self._place(country[1], RIGHT_COLUMN, face=Face.BOLD, size=13, centred=True)
        self._rule(RIGHT_COLUMN, 58)
        self._place(place_and_date, RIGHT_COLUMN, face=Face.ITALIC, size=13, centred=True)
        self.y = max(left_end, self.y) + 5

    def country(self) -> None:
        """The country and its motto alone, centred, as on applications of persons."""
        middle = (LEFT + RIGHT) / 2
        self._place("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", middle, face=Face.BOLD, size=13, centred=True)
        self._place("Độc lập - Tự do - Hạnh phúc", middle, face=Face.BOLD, size=13.5, centred=True)
        self._rule(middle, 58)
        self.y += 4

    def corner(self, text: str) -> None:
        """In the upper right corner, such as the code of a form; what follows stands below it."""
        self._place(text, RIGHT - self._width(text, Face.ITALIC, 11), face=Face.ITALIC, size=11)

    def title(self, *lines: str) -> None:
        """The kind of document in bold capitals, then what it is about."""
        for i, line in enumerate(lines):
            self._place(line, (LEFT + RIGHT) / 2, face=Face.BOLD, size=14.5 if i == 0 else 13.5, centred=True)
        self.y += 3

    def centred(self, text: str, face: Face = Face.REGULAR) -> None:
        """One line in the middle, such as the addressee."""
        self._place(text, (LEFT + RIGHT) / 2, face=face, size=self.size, centred=True)
        self.y += 2

    def page_number(self, number: int) -> None:
        """The number at the top centre, as from the second page on."""
        self._place(str(number), WIDTH / 2, size=12, centred=True)
        self.y += 2

    def paragraph(self, text: str, *, indent: float = 10, face: Face = Face.REGULAR) -> None:
        """Justified lines, the first one indented."""
        words, first = unicodedata.normalize("NFC", text).split(), True
        while words:
            start = LEFT + (indent if first else 0)
            line = self._fitting(words, RIGHT - start, face)
            words, first = words[len(line) :], False
            self._justified(line, start, face, stretch=bool(words))
        self.y += self.size * 0.12

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A ruled table, its first row bold; a cell is one line."""
        height, edges = self.size * 0.6, [LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        thick = max(1, self.dpi // 100)
        for i, row in enumerate(rows):
            for left, right, cell in zip(edges[:-1], edges[1:], row, strict=True):
                box = (self._px(left), self._px(self.y), self._px(right), self._px(self.y + height))
                self._draw.rectangle(box, outline=30, width=thick)
                self._write(cell, left + 1.5, self.y + 1.1, Face.BOLD if i == 0 else Face.REGULAR, self.size - 1.5)
            self._lines.append(" ".join(cell for cell in row if cell))
            self.y += height
        self.y += 4

    def signature(
        self,
        role: Sequence[str],
        name: str,
        *,
        seal: ink.Seal | None = None,
        recipients: Sequence[str] = (),
        place_and_date: str = "",
    ) -> None:
        """Recipients on the left; on the right the role, a hand and the name, the seal over its left third and text."""
        self.y += 2
        if place_and_date:
            self._place(place_and_date, RIGHT_COLUMN, face=Face.ITALIC, size=13, centred=True)
        top = self.y
        for line in role:
            self._place(line, RIGHT_COLUMN, face=Face.BOLD, size=13, centred=True)
        space, self.y = self.y, top
        for i, line in enumerate(recipients):
            self._place(line, LEFT, face=Face.BOLD_ITALIC if i == 0 else Face.REGULAR, size=12 if i == 0 else 11)
        self.y = max(space + 22, self.y)
        self._place(name, RIGHT_COLUMN, face=Face.BOLD, size=13.5, centred=True)
        self._stamps.append(ink.hand(self._random, self.dpi).at(RIGHT_COLUMN + 4, space + 11))
        if seal is not None:
            x, y = RIGHT_COLUMN - 17 + self._random.uniform(-2, 2), space + 3 + self._random.uniform(-2, 2)
            self._stamps.append(ink.impression(seal, self._random, self.dpi).at(x, y))
            r = ink.SEAL_DIAMETER / 2
            self._seal = Box.from_corners((x - r) / WIDTH, (y - r) / HEIGHT, (x + r) / WIDTH, (y + r) / HEIGHT)

    def finish(self) -> Drawing:
        """The side with the coloured ink on it."""
        pixels = np.repeat(np.asarray(self._image)[:, :, None], 3, axis=2)
        for stamp in self._stamps:
            pixels = ink.press(pixels, stamp, self.dpi)
        return Drawing(pixels, self.dpi, tuple(self._lines), self._seal)

    # --- type ---

    def _px(self, millimetres: float) -> int:
        return _pixels(millimetres, self.dpi)

    def _write(self, text: str, x: float, y: float, face: Face, size: float) -> None:
        self._draw.text((self._px(x), self._px(y)), text, font=font(face, self._type(size)), fill=22)

    def _type(self, size: float) -> int:
        return round(size / 72 * self.dpi)

    def _width(self, text: str, face: Face, size: float) -> float:
        return font(face, self._type(size)).getlength(text) / self.dpi * 25.4

    def _place(self, text: str, x: float, *, size: float, face: Face = Face.REGULAR, centred: bool = False) -> None:
        text = unicodedata.normalize("NFC", text)
        left = x - self._width(text, face, size) / 2 if centred else x
        self._write(text, left, self.y, face, size)
        self._lines.append(text)
        self.y += size * LEADING / 72 * 25.4

    def _rule(self, middle: float, width: float) -> None:
        left, right, y = self._px(middle - width / 2), self._px(middle + width / 2), self._px(self.y + 0.8)
        self._draw.line((left, y, right, y), fill=30, width=max(1, self.dpi // 100))
        self.y += 2.6

    def _fitting(self, words: list[str], width: float, face: Face) -> list[str]:
        count = 1
        while count < len(words) and self._width(" ".join(words[: count + 1]), face, self.size) <= width:
            count += 1
        return words[:count]

    def _justified(self, words: list[str], start: float, face: Face, *, stretch: bool) -> None:
        natural = sum(self._width(word, face, self.size) for word in words)
        gap = self._width(" ", face, self.size)
        if stretch and len(words) > 1:
            gap = (RIGHT - start - natural) / (len(words) - 1)
        x = start
        for word in words:
            self._write(word, x, self.y, face, self.size)
            x += self._width(word, face, self.size) + gap
        self._lines.append(" ".join(words))
        self.y += self.size * LEADING / 72 * 25.4


def _pixels(millimetres: float, dpi: int) -> int:
    return round(millimetres / 25.4 * dpi)
