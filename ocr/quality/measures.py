"""Measuring how a page was scanned, on the overview that reading makes of it anyway, and how surely it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.engine.port import RawLine
from ocr.image.ink import INCH, Pixels
from ocr.page import ImageInfo
from ocr.quality.border import cut_letters
from ocr.quality.fold import folded_corner
from ocr.quality.specks import specks
from ocr.quality.tone import tone
from ocr.quality.values import PageMeasures

UNSURE = 0.6
"""Confidence below which a word is more likely wrong than right."""
USUAL_CONTRAST = 120.0
"""Levels between paper and ink where a page has too few strokes to tell."""


def measure(page: Pixels, layer: Pixels, info: ImageInfo, dpi: float) -> PageMeasures:
    """Measures how a page was scanned, for about a fiftieth of a second.

    ``page`` (H, W) or (H, W, 3) RGB and its print layer (H, W) at ``dpi`` (about 150), unturned; ``info`` is that
    of the stored image.
    """
    levels = tone(page, layer, dpi)
    return PageMeasures(
        dpi=round(min(info.dpi_x, info.dpi_y), 1),
        width=round(info.width / info.dpi_x * INCH, 1),
        height=round(info.height / info.dpi_y * INCH, 1),
        paper=round(levels.paper, 1),
        contrast=levels.contrast,
        rise=levels.rise,
        cut_letters=cut_letters(page, levels.contrast or USUAL_CONTRAST, dpi),
        specks=round(specks(layer, dpi), 1),
        fold=round(folded_corner(layer, dpi), 3),
    )


def with_words(measures: PageMeasures, lines: Sequence[RawLine]) -> PageMeasures:
    """The measures, with how surely the words were recognised, at first, before doubtful ones were read again."""
    words = [word for line in lines for word in line]
    letters = sum(len(word.text) for word in words)
    unsure = sum(len(word.text) for word in words if word.confidence < UNSURE)
    return replace(measures, letters=letters, unsure=round(unsure / letters, 4) if letters else 0.0)
