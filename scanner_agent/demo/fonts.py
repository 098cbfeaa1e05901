"""Typefaces of the demonstration papers: Debian's, and only those that have every Vietnamese letter."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from config.errors import MissingFont
from scanner_agent.glyphs import missing_letters

FONT_FOLDER = Path("/usr/share/fonts/truetype")


class Face(StrEnum):
    """A cut of the papers' typeface."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"
    BOLD_ITALIC = "bold italic"


_CANDIDATES = {
    Face.REGULAR: ("liberation2/LiberationSerif-Regular.ttf", "noto/NotoSerif-Regular.ttf", "dejavu/DejaVuSerif.ttf"),
    Face.BOLD: ("liberation2/LiberationSerif-Bold.ttf", "noto/NotoSerif-Bold.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    Face.ITALIC: ("liberation2/LiberationSerif-Italic.ttf", "noto/NotoSerif-Italic.ttf", "dejavu/DejaVuSerif.ttf"),
    Face.BOLD_ITALIC: (
        "liberation2/LiberationSerif-BoldItalic.ttf",
        "noto/NotoSerif-BoldItalic.ttf",
        "dejavu/DejaVuSerif-Bold.ttf",
    ),
}


@cache
def font(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels. Raises `MissingFont` where no candidate is installed with all letters."""
    return ImageFont.truetype(str(font_file(face)), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def font_file(face: Face) -> Path:
    """The first candidate that is installed and has every Vietnamese letter; raises `MissingFont`."""
    for name in _CANDIDATES[face]:
        if not missing_letters(FONT_FOLDER / name):
            return FONT_FOLDER / name
    raise MissingFont(path=FONT_FOLDER / _CANDIDATES[face][-1])
