"""Where red seals lie.

A seal of an agency is a circle of 20-42 mm (Thông tư 21/2012/TT-BCA), a stamped name or an incoming-mail stamp a
frame of a similar size, and each is red. Bleed-through of a seal from the other side is broken into specks and
rarely closes its ring.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Mask

INCH = 25.4
SMALLEST, LARGEST = 10.0, 75.0
"""Millimetres of the longer side."""
NARROWEST = 0.45
"""Least ratio of the sides: longer and flatter red marks are print or pen."""
SPARSEST = 0.06
"""Least share of red pixels in the box; a bare ring of 0.5 mm covers a tenth."""
SECTORS = 24
CLOSED = 0.8
"""Share of the sectors round the centre that must hold red ink near the outline."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A red mark of a seal's size, in pixels of the mask that it was found on."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int
    """Red pixels."""
    closed: float
    """0-1: how much of its outline is there."""


def find_stamps(red: Mask, dpi: float) -> list[Stamp]:
    """Red marks of a seal's size on a mask of red ink, from the top of the image to its bottom."""
    reach = max(3, round(dpi * 0.1)) | 1
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    del labels
    found = []
    for left, top, width, height, _ in stats[1:count]:
        if min(width, height) * INCH / dpi < SMALLEST * NARROWEST:
            continue
        stamp = _stamp(red, int(left), int(top), int(left + width), int(top + height))
        if _like_a_seal(stamp, dpi):
            found.append(stamp)
    return sorted((s for s in found if not any(_holds(other, s) for other in found)), key=lambda s: s.top)


def seals(stamps: list[Stamp]) -> list[Stamp]:
    """Those whose outline is complete enough for a stamp on this side of the sheet."""
    return [stamp for stamp in stamps if stamp.closed >= CLOSED]


def _stamp(red: Mask, left: int, top: int, right: int, bottom: int) -> Stamp:
    part = red[top:bottom, left:right]
    y, x = np.nonzero(part)
    dx, dy = (x + 0.5) / part.shape[1] * 2 - 1, (y + 0.5) / part.shape[0] * 2 - 1
    outer = np.hypot(dx, dy) > 0.7
    sectors = ((np.arctan2(dy[outer], dx[outer]) / (2 * np.pi) + 0.5) * SECTORS).astype(np.intp) % SECTORS
    filled: npt.NDArray[np.intp] = np.bincount(sectors, minlength=SECTORS)
    enough = max(2.0, 0.1 * float(np.mean(part.shape)) / SECTORS * np.pi)
    return Stamp(left, top, right, bottom, len(x), float(np.mean(filled >= enough)))


def _like_a_seal(stamp: Stamp, dpi: float) -> bool:
    width, height = stamp.right - stamp.left, stamp.bottom - stamp.top
    longer = max(width, height) * INCH / dpi
    return (
        SMALLEST <= longer <= LARGEST
        and min(width, height) >= NARROWEST * max(width, height)
        and stamp.ink >= SPARSEST * width * height
    )


def _holds(outer: Stamp, inner: Stamp) -> bool:
    return (
        outer is not inner
        and outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )
