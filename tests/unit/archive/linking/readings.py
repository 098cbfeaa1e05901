"""Readings made up for the tests: lines of print and barcodes without an image."""

from __future__ import annotations

from ocr.page import Affine, Barcode, Box, EngineIdentity, Line, PageReading, PageState, Word

A4_HEIGHT, DPI = 2339, 200
BOX = Box(0.1, 0.1, 0.2, 0.05)


def line(text: str, y: float = 0.3, millimetres: float = 3.5) -> Line:
    """A line of print whose words stand a twentieth of the page apart."""
    height = millimetres / 25.4 * DPI / A4_HEIGHT
    return Line(tuple(Word(word, Box(0.05 * i, y, 0.04, height), 0.9) for i, word in enumerate(text.split())))


def qr(text: str, box: Box = BOX) -> Barcode:
    return Barcode("QRCode", text, box)


def code_39(text: str) -> Barcode:
    return Barcode("Code39", text, BOX)


def reading(*parts: Line | Barcode) -> PageReading:
    """A page with these lines and barcodes."""
    lines = tuple(part for part in parts if isinstance(part, Line))
    return PageReading(
        state=PageState.OK if lines else PageState.NO_TEXT,
        width=1654,
        height=A4_HEIGHT,
        dpi=DPI,
        rotation=0,
        skew_degrees=0.0,
        skew_applied=False,
        to_page=Affine(),
        engine=EngineIdentity("none", "", ""),
        pipeline="test",
        lines=lines,
        barcodes=tuple(part for part in parts if isinstance(part, Barcode)),
    )
