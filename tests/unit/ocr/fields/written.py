"""Readings written by hand for tests: lines with the place where they stand."""

from __future__ import annotations

from ocr.page import Affine, Box, EngineIdentity, Line, PageReading, PageState, Word

LETTER, HEIGHT = 0.0105, 0.014
"""Fractions of the page that a letter is wide and a line high."""


def line(text: str, *, x: float | None = None, centre: float = 0.53, y: float, confidence: float = 0.96) -> Line:
    """A line whose words stand side by side from ``x``, or round ``centre``."""
    at = centre - len(text) * LETTER / 2 if x is None else x
    words = []
    for word in text.split():
        box = Box.from_corners(at, y, at + len(word) * LETTER, y + HEIGHT)
        words.append(Word(word, box, confidence))
        at += (len(word) + 1) * LETTER
    return Line(tuple(words))


def page(*lines: Line) -> PageReading:
    """A page on which these lines were read."""
    return PageReading(
        state=PageState.OK,
        width=1654,
        height=2339,
        dpi=200,
        rotation=0,
        skew_degrees=0.0,
        skew_applied=False,
        to_page=Affine(),
        engine=EngineIdentity("written", "1", ""),
        pipeline="1",
        lines=lines,
    )


COUNTRY = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", centre=0.68, y=0.06)
MOTTO = line("Độc lập - Tự do - Hạnh phúc", centre=0.68, y=0.08)


def head(
    *issuer: str,
    number: str = "Số: 123/QĐ-SCT",
    date: str = "Hà Nội, ngày 31 tháng 7 năm 2026",
    confidence: float = 0.96,
) -> list[Line]:
    """An administrative head: the agency's lines and the number on the left, state and date on the right."""
    left = [line(text, centre=0.26, y=0.06 + 0.02 * row) for row, text in enumerate(issuer)]
    below = 0.065 + 0.02 * len(issuer)
    numbered = [line(number, centre=0.26, y=below, confidence=confidence)] if number else []
    dated = [line(date, centre=0.68, y=0.11, confidence=confidence)] if date else []
    return [*left, *numbered, COUNTRY, MOTTO, *dated]
