"""How far a page lies askew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr.image.profile import TextInk, band_energy

LIMIT = 15.0
"""Degrees either way that are searched; a sheet lies further askew only by somebody's intent."""
COARSE_STEP, FINE_STEP = 0.5, 0.05
ENOUGH_POINTS = 1000
"""Ink pixels (at 150 dpi about three short words) below which an angle means nothing."""
SURE = 1.35
"""How many times sharper than at other angles the lines must be."""


@dataclass(frozen=True, slots=True)
class Skew:
    """A measured skew."""

    degrees: float
    """Clockwise degrees that straighten the page."""
    confidence: float
    """How many times sharper the lines stand at that angle than at the other angles of the search."""


def glance(ink: TextInk) -> Skew | None:
    """The skew to half a degree, with its confidence; None where there is too little ink to say anything."""
    if len(ink.points) < ENOUGH_POINTS:
        return None
    angles = np.arange(-LIMIT, LIMIT + COARSE_STEP / 2, COARSE_STEP)
    energies = np.array([band_energy(ink.cells, angle) for angle in angles])
    best = int(np.argmax(energies))
    return Skew(float(angles[best]), float(energies[best] / max(float(np.median(energies)), 1e-9)))


def measured(ink: TextInk, seen: Skew) -> Skew:
    """The skew that was seen at a glance, to a hundredth of a degree."""
    return Skew(_refine(ink, seen.degrees), seen.confidence)


def _refine(ink: TextInk, near: float) -> float:
    """The sharpest angle round ``near``, in two rounds; the last one by the parabola through the top three.

    Cells tell a tenth of a degree as surely as pixels do, and there are five times fewer of them.
    """
    for points, reach, step in (
        (ink.cells, COARSE_STEP, COARSE_STEP / 5),
        (ink.points, COARSE_STEP / 5, FINE_STEP / 2),
    ):
        angles = near + np.arange(-reach, reach + step / 2, step)
        energies = np.array([band_energy(points, angle) for angle in angles])
        best = int(np.clip(np.argmax(energies), 1, len(angles) - 2))
        near = float(angles[best])
    left, top, right = (float(energies[best + i]) for i in (-1, 0, 1))
    bend = left - 2 * top + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    return near + float(np.clip(shift, -1, 1)) * step


def straightening(skew: Skew | None) -> float | None:
    """Clockwise degrees that straighten the page; None where ``skew`` is unsure or at the end of the search."""
    if skew is None or skew.confidence < SURE or abs(skew.degrees) > LIMIT - COARSE_STEP:
        return None
    return skew.degrees
