"""The measures of one page: numbers only, so that what counts as a fault can change without reading again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Self


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
    """Strokes that run into the border of the image where most of them do."""
    specks: float = 0.0
    """Black grains for each square centimetre."""
    fold: float = 0.0
    """How surely a corner is folded, 0-1."""
    letters: int = 0
    """Letters that were read."""
    unsure: float = 0.0
    """Share of them that belong to words of a confidence below `ocr.quality.measures.UNSURE`."""

    def of_a_blank(self) -> Self:
        """The same without what was seen of strokes: on a blank side they are dust and what shines through."""
        return replace(self, contrast=None, rise=None, cut_letters=0)

    def of_pale_print(self, contrast: float) -> Self:
        """The same where the strokes are too pale for their edges to be measured; ``contrast`` is theirs, in levels."""
        return replace(self, contrast=contrast, rise=None, cut_letters=0)

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers by their names."""
        return asdict(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The measures that `to_dict` made ``plain`` of; those unknown to this version are left out."""
        return cls(**{name: value for name, value in plain.items() if name in cls.__dataclass_fields__})
