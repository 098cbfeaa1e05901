"""Which quarter turn sets a page upright, judged by the shape of its lines alone.

Two questions, answered apart. *Along which axis do the lines run?* The projection profile is sharp across them.
*Which side is up?* All letters stand on the base line, while only some reach above the x-height and, in
Vietnamese, many carry their marks there: seen from above, the profile of a line rises in steps and ends in a cliff.
The cubed slopes of the profile keep the sign of that asymmetry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from ocr.image.profile import InkPoints, TextInk
from ocr.image.skew import Skew, glance, measured
from ocr.page import QuarterTurn

STRIP = 400
"""Pixels: columns and cells have base lines of their own, so the page is judged in strips of this width."""


@dataclass(frozen=True, slots=True)
class Posture:
    """How a page seems to lie."""

    turn: QuarterTurn
    """Clockwise degrees that set it upright."""
    skew: Skew
    """How far it lies askew after that turn."""
    axis_margin: float
    """How many times sharper the lines stand along the chosen axis than along the other; 1: no difference."""
    side_margin: float
    """0-1: how much the profile leans to the chosen side; 0: no difference."""


def posture(ink: TextInk) -> Posture | None:
    """How the page with this ink lies; None where there is too little ink to say."""
    lying, standing = glance(ink), glance(ink.turned())
    if lying is None or standing is None:
        return None
    across = lying.confidence >= standing.confidence
    along, seen = (ink, lying) if across else (ink.turned(), standing)
    skew = measured(along, seen)
    lean = _lean(along.points, skew)
    first = 0 if across else 90
    turn = first if lean >= 0 else first + 180
    margin = lying.confidence / max(standing.confidence, 1e-9)
    return Posture(cast(QuarterTurn, turn), skew, margin if across else 1 / max(margin, 1e-9), abs(lean))


def _lean(points: InkPoints, skew: Skew) -> float:
    """-1 to 1: positive where the cliffs of the line profiles lie below."""
    heights = points.heights(skew.degrees)
    rows = (heights - heights.min()).astype(np.intp)
    columns = points.across(skew.degrees)
    strips = ((columns - columns.min()) / STRIP).astype(np.intp)
    depth = int(rows.max()) + 7
    counts = np.bincount(strips * depth + rows + 3, minlength=(int(strips.max()) + 1) * depth).astype(np.float64)
    profiles = counts.reshape(-1, depth)
    smooth = profiles[:, :-2] + profiles[:, 1:-1] + profiles[:, 2:]
    slopes = np.diff(smooth, axis=1)
    weight = float(np.sum(np.abs(slopes) ** 3))
    return -float(np.sum(slopes**3)) / weight if weight else 0.0
