"""Where red seals lie.

A seal of an agency is a red circle of 20-42 mm (Thông tư 21/2012/TT-BCA). Framed stamps of the mail room and secrecy
marks are red as well, but their words stand straight and are read; bleed-through of a seal from the other side is
broken into specks and rarely closes its ring.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask

SMALLEST, LARGEST = 15.0, 75.0
"""Millimetres of the longer side."""
NARROWEST = 0.6
"""Least ratio of the sides: flatter red marks are print or pen."""
SPARSEST = 0.06
"""Least share of red pixels in the box; a bare ring of 0.5 mm covers a tenth."""
OUTER = 0.7
"""Share of the half axes from which ink counts as outline."""
BEYOND, CORNERS = 1.08, 0.15
"""Where the corners of the box begin, in half axes, and the share of the ink that may lie there; a frame has half."""
SECTORS = 24
CLOSED = 0.8
"""Share of the sectors round the centre that must hold red ink near the outline."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal's box in pixels of the mask that it was found on."""

    left: int
    top: int
    right: int
    bottom: int


def find_seals(red: Mask, dpi: float) -> list[Seal]:
    """Seals on a mask (H, W) of red ink at ``dpi`` (about 150), from the top of the image to its bottom."""
    if not red.any():
        return []
    reach = max(3, round(dpi * 0.08)) | 1
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = (Seal(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:count])
    found = [seal for seal in boxes if _of_a_seals_size(seal, dpi) and _round(seal, red)]
    return sorted((s for s in found if not any(_holds(other, s) for other in found)), key=lambda s: s.top)


def _of_a_seals_size(seal: Seal, dpi: float) -> bool:
    shorter, longer = sorted((seal.right - seal.left, seal.bottom - seal.top))
    return SMALLEST <= longer * INCH / dpi <= LARGEST and shorter >= NARROWEST * longer


def _round(seal: Seal, red: Mask) -> bool:
    """Whether there is enough ink, some of it nearly all the way round, and hardly any in the corners."""
    part = red[seal.top : seal.bottom, seal.left : seal.right]
    y, x = np.nonzero(part)
    if len(x) < SPARSEST * part.size:
        return False
    dx, dy = (x + 0.5) / part.shape[1] * 2 - 1, (y + 0.5) / part.shape[0] * 2 - 1
    reach = np.hypot(dx, dy)
    if float(np.mean(reach > BEYOND)) > CORNERS:
        return False
    outer = reach > OUTER
    sectors = ((np.arctan2(dy[outer], dx[outer]) / (2 * np.pi) + 0.5) * SECTORS).astype(np.intp) % SECTORS
    enough = max(2.0, 0.1 * np.pi * float(np.mean(part.shape)) / SECTORS)
    return float(np.mean(np.bincount(sectors, minlength=SECTORS) >= enough)) >= CLOSED


def _holds(outer: Seal, inner: Seal) -> bool:
    return (
        outer is not inner
        and outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )
