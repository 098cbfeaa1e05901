"""The words that a PDF page says are printed on it, with their places, as PDFium finds them.

They are a claim: fonts lie about their letters, and another program's recognition looks like print. Left out is what
nobody could see (invisible text, render mode 3, and clipping alone, 7; text on or under a picture; text off the page)
and what does not run from left to right as the page is shown. Whether the rest is believed is judged on
the drawn page (`ocr.printed`).
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocr.engine.port import RawLine, RawWord
from ocr.page import Affine, Box, Line, TextLayer, Word
from ocr.text.order import reading_order

MOST_CHARACTERS = 30_000
"""Of a page: ten times a page of fine print. What has more costs more than recognition would."""
_UNSEEN_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_UNKNOWN = "\ufffd"
"""Stands for a letter of which the file does not say what it means."""
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line."""
_LEVEL = 0.05
"""Sine of the angle, three degrees, at which text no longer runs along the lines of the page."""
_FINE = 1000
"""Parts of a pixel in which PDFium is asked for places: it answers in whole numbers."""
_LIGATURES = range(0xFB00, 0xFB07)
"""ﬀ to ﬆ: letters joined for looks, no letters of their own."""


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    ends_line: bool


def text_layer(document: Any, ordinal: int, width: int, height: int) -> TextLayer | None:
    """What page ``ordinal`` of the PDFium ``document``, drawn on ``width`` × ``height`` pixels, says it bears.

    Lines in reading order, boxes in fractions of the drawn page; None where there is nothing to be said, or too much.
    Text that annotations show counts: they are made part of the page, which must have been drawn before.
    """
    with closing(_flattened(document, ordinal)) as page, closing(page.get_textpage()) as text:
        count = pdfium_c.FPDFText_CountChars(text)
        if not 0 < count <= MOST_CHARACTERS:
            return None
        letters = list(_letters(text, count, _to_pixels(page, width, height), _pictures(page)))
    lines = reading_order(list(_raw_lines(letters, width, height)))
    found = tuple(Line(tuple(_word(word, width, height) for word in line)) for line in lines)
    return TextLayer(found, pdfium.PDFIUM_INFO.tag) if found else None


def _flattened(document: Any, ordinal: int) -> Any:
    """The page with what its annotations show as part of its content, where it has any."""
    page = document[ordinal]
    if pdfium_c.FPDFPage_GetAnnotCount(page) and pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == 1:
        page.close()
        return document[ordinal]
    return page


def _to_pixels(page: Any, width: int, height: int) -> Affine:
    """The map from page space to the pixels on which the page is drawn; it knows crop box, turn and unit."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def place(at_x: float, at_y: float) -> tuple[float, float]:
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width * _FINE, height * _FINE, 0, at_x, at_y, x, y)
        return x.value / _FINE, y.value / _FINE

    (c, f), (ac, df), (bc, ef) = place(0, 0), place(100, 0), place(0, 100)
    return Affine((ac - c) / 100, (bc - c) / 100, c, (df - f) / 100, (ef - f) / 100, f)


def _pictures(page: Any) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of the pictures of the page, in page space."""
    return [item.get_bounds() for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=5)]


def _letters(
    text: Any, count: int, to_pixels: Affine, pictures: list[tuple[float, float, float, float]]
) -> Iterator[_Letter]:
    """What can be seen, in the order of the file; white space as it parts words."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    is_shown = _Shown(text, to_pixels)
    for index in range(count):
        code = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if code.isspace() or code == "\0":
            yield _Letter(" ", 0, 0, 0, 0, code in "\r\n")
            continue
        pdfium_c.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        if not is_shown(index) or any(p[0] <= x <= p[2] and p[1] <= y <= p[3] for p in pictures):
            continue
        first, second = to_pixels.apply(left.value, bottom.value), to_pixels.apply(right.value, top.value)
        (x0, x1), (y0, y1) = sorted((first[0], second[0])), sorted((first[1], second[1]))
        meant = _meant(code, bool(pdfium_c.FPDFText_HasUnicodeMapError(text, index)))
        yield _Letter(meant, x0, y0, x1, y1, code == _HYPHEN)


class _Shown:
    """Which letters can be seen and run along the page, asked once for each piece of text."""

    def __init__(self, text: Any, to_pixels: Affine) -> None:
        self._text, self._to_pixels = text, to_pixels
        self._known: dict[int | None, bool] = {}

    def __call__(self, index: int) -> bool:
        piece = pdfium_c.FPDFText_GetTextObject(self._text, index)
        name = ctypes.cast(piece, ctypes.c_void_p).value
        if name not in self._known:
            self._known[name] = bool(piece) and self._judge(piece, index)
        return self._known[name]

    def _judge(self, piece: Any, index: int) -> bool:
        matrix, to = pdfium_c.FS_MATRIX(), self._to_pixels
        if pdfium_c.FPDFTextObj_GetTextRenderMode(piece) in _UNSEEN_MODES:
            return False
        if not pdfium_c.FPDFText_GetMatrix(self._text, index, matrix):
            return False
        across, down = to.a * matrix.a + to.b * matrix.b, to.d * matrix.a + to.e * matrix.b
        return bool(across > 0 and abs(down) <= _LEVEL * math.hypot(across, down))


def _meant(code: str, unknown: bool) -> str:
    if code == _HYPHEN:
        return "-"
    if unknown or code == "\ufffe":
        return _UNKNOWN
    return unicodedata.normalize("NFKC", code) if ord(code) in _LIGATURES else code


def _raw_lines(letters: list[_Letter], width: int, height: int) -> Iterator[RawLine]:
    """Letters as words and lines; what lies off the page is left out."""
    line: RawLine = []
    word: list[_Letter] = []

    def finish_word() -> None:
        if word:
            line.append(_raw_word(word))
            word.clear()

    for letter in letters:
        seen = letter.text != " " and 0 <= letter.left <= letter.right <= width and 0 <= letter.top <= letter.bottom
        seen = seen and letter.bottom <= height
        if seen and word and _stands_elsewhere(word[-1], letter):
            finish_word()
        if seen:
            word.append(letter)
        else:
            finish_word()
        if letter.ends_line:
            finish_word()
            if line:
                yield line
            line = []
    finish_word()
    if line:
        yield line


def _stands_elsewhere(before: _Letter, letter: _Letter) -> bool:
    """Whether a letter is not beside the one before it: the file parts words by leaping, without white space."""
    tall = max(before.bottom - before.top, letter.bottom - letter.top)
    return letter.left - before.right > tall or before.left - letter.right > tall or before.top - letter.bottom > tall


def _raw_word(letters: list[_Letter]) -> RawWord:
    return RawWord(
        "".join(letter.text for letter in letters),
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
        1.0,
    )


def _word(word: RawWord, width: int, height: int) -> Word:
    box = Box.from_corners(word.left / width, word.top / height, word.right / width, word.bottom / height)
    return Word(word.text, box, 1.0)
