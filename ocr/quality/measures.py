"""The measures of one page: numbers only, so that what counts as a fault can change without reading again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from ocr.image.ink import INCH, Pixels
from ocr.page import ImageInfo, Line
from ocr.quality.border import cut_letters
from ocr.quality.fold import folded_corner
from ocr.quality.tone import tone

UNSURE = 0.6
"""Confidence below which a word is more likely wrong than right."""
USUAL_CONTRAST = 120.0
"""Levels between paper and ink where a page has too few strokes to tell."""


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """What can be measured of how a page was scanned. `to_dict` and `from_dict` are the stored form."""

    dpi: float
    """Source pixels an inch, in the coarser direction."""
    width: float
    height: float
    """Millimetres of the scan as it lies."""
    paper: float
    """Level of the bare paper, 0 black to 255 white."""
    contrast: float | None = None
    """Levels from the paper to the strokes; None: hardly any ink."""
    rise: float | None = None
    """Millimetres from paper to ink across the edge of a stroke; None: hardly any ink."""
    cut_letters: int = 0
    """Pieces of letters that touch the border of the image where most of them do."""
    fold: float = 0.0
    """How surely a corner is folded, 0-1."""
    letters: int = 0
    """Letters that were read."""
    unsure: float = 0.0
    """Share of them that belong to words of a confidence below `UNSURE`."""

    def with_words(self, lines: Sequence[Line]) -> Self:
        """The same, with what the words of the page say."""
        words = [word for line in lines for word in line.words]
        letters = sum(len(word.text) for word in words)
        unsure = sum(len(word.text) for word in words if word.confidence < UNSURE)
        return replace(self, letters=letters, unsure=round(unsure / letters, 4) if letters else 0.0)

    def of_a_blank(self) -> Self:
        """The same without what was seen of strokes: on a blank side they are dust and what shines through."""
        return replace(self, contrast=None, rise=None, cut_letters=0)

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers by their names."""
        return asdict(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The measures that `to_dict` made ``plain`` of; those of a later version that are unknown here are left out."""
        return cls(**{name: value for name, value in plain.items() if name in cls.__dataclass_fields__})


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
        cut_letters=cut_letters(layer, levels.contrast or USUAL_CONTRAST, dpi),
        fold=round(folded_corner(layer, dpi), 3),
    )
