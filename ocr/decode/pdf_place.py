"""Where an image lies on a PDF page: arithmetic on matrices and rectangles, y pointing up, points of 1/72 inch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

COVERED = 0.9
"""Share of the page that the image must fill, and share of the image that must lie on the page."""
_SQUARE = 1e-3
"""Largest sine of an angle that still counts as a quarter turn: 0.06°, two pixels on the width of A4 at 300 dpi."""
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Width by height; 0 where there is nothing between the sides."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def cut(self, other: Rect) -> Rect:
        """What this one and ``other`` have in common."""
        return Rect(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """How an image is shown: clockwise quarter turn, and its pixels an inch of paper in its own directions."""

    turn: Literal[0, 90, 180, 270]
    dpi_x: float
    dpi_y: float


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then`` (ISO 32000-1, 8.3.4: row vectors)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def rectangle(matrix: Matrix, x: float, y: float, width: float, height: float) -> Rect | None:
    """The rectangle after ``matrix``; None where it is no longer upright."""
    a, b, c, d, e, f = matrix
    if _turn(matrix) is None:
        return None
    xs = (a * x + c * y + e, a * (x + width) + c * (y + height) + e)
    ys = (b * x + d * y + f, b * (x + width) + d * (y + height) + f)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def placement(
    matrix: Matrix, clip: Rect | None, box: Rect, rotate: int, unit: float, width: int, height: int
) -> Placement | None:
    """How an image of ``width`` × ``height`` pixels is shown; None where it does not fill its page, or not squarely.

    ``matrix`` leads from the unit square to page space, ``box`` is the visible page, ``rotate`` its clockwise turn,
    ``unit`` the points of one unit of its space.
    """
    own, whole = _turn(matrix), rectangle(matrix, 0, 0, 1, 1)
    if own is None or own[1] or whole is None or rotate % 90:
        return None
    seen = whole.cut(box) if clip is None else whole.cut(box).cut(clip)
    if not (seen.area >= COVERED * box.area > 0 and seen.area >= COVERED * whole.area > 0):
        return None
    a, b, c, d, _, _ = matrix
    turns: tuple[Literal[0, 90, 180, 270], ...] = (0, 90, 180, 270)
    return Placement(
        turns[(own[0] + rotate) // 90 % 4],
        width * _POINTS / (math.hypot(a, b) * unit),
        height * _POINTS / (math.hypot(c, d) * unit),
    )


def _turn(matrix: Matrix) -> tuple[int, bool] | None:
    """Clockwise quarter turn of ``matrix`` and whether it mirrors; None where its axes are not those of the page."""
    a, b, c, d, _, _ = matrix
    if not all(map(math.isfinite, matrix)):
        return None
    across, up = math.hypot(a, b), math.hypot(c, d)
    if not across or not up:
        return None
    if abs(b) <= _SQUARE * across and abs(c) <= _SQUARE * up:
        return (0 if a > 0 else 180), (a > 0) != (d > 0)
    if abs(a) <= _SQUARE * across and abs(d) <= _SQUARE * up:
        return (270 if b > 0 else 90), (b > 0) != (c < 0)
    return None
