"""A sheet on a photograph: the map that sees it from straight above, and the size it then has.

To the reading of a page the straightened sheet is what a scan is otherwise: *source pixels* are then its pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Projective:
    """The map x' = (a·x + b·y + c) / (g·x + h·y + i), y' = (d·x + e·y + f) / (g·x + h·y + i)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0
    g: float = 0.0
    h: float = 0.0
    i: float = 1.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """The image of one point. Raises `ZeroDivisionError` on the line that lies infinitely far off."""
        depth = self.g * x + self.h * y + self.i
        return (self.a * x + self.b * y + self.c) / depth, (self.d * x + self.e * y + self.f) / depth

    @property
    def rows(self) -> tuple[tuple[float, float, float], ...]:
        """The 3 × 3 matrix."""
        return (self.a, self.b, self.c), (self.d, self.e, self.f), (self.g, self.h, self.i)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A photographed sheet as it lies flat."""

    width: int
    height: int
    """Pixels of the straightened sheet: as many as its nearest side has on the photograph."""
    dpi: float
    """Of these pixels, inferred from the paper sizes."""
    from_photo: Projective
    """From pixels of the photograph to pixels of the sheet."""

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or not self.dpi > 0:
            raise ValueError(f"not a sheet: {self}")

    def to_list(self) -> list[Any]:
        """Plain numbers: width, height, dpi, and the matrix row by row."""
        return [self.width, self.height, self.dpi, *(value for row in self.from_photo.rows for value in row)]

    @classmethod
    def from_list(cls, plain: list[Any]) -> Self:
        """The sheet that `to_list` made ``plain`` of. Raises `ValueError` or `TypeError` on others."""
        width, height, dpi, *matrix = plain
        return cls(width, height, dpi, Projective(*matrix))
