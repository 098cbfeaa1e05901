"""Text as a cloud of ink points, and the projection profile that shows its lines.

Where text lines run across the profile's axis, ink gathers in narrow bands; the energy of the differences between
neighbouring bins is largest there (W. Postl, "Detection of linear oblique structures and skew scan in digitized
documents", ICPR 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.pieces import pieces_of

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]

DARKER = 22
"""Grey levels below the surroundings that make ink."""

OVERVIEW_DPI = 150
"""Resolution at which the shape of a page is judged: letters keep their ascenders and marks, noise is averaged out."""


_GOLDEN = np.float32(0.618034)
CELL = 3
"""Pixels of `OVERVIEW_DPI` that are taken together, each way, for a first look: half a millimetre."""


@dataclass(frozen=True, slots=True)
class InkPoints:
    """Ink as points, relative to the centre of the image: x to the right, y down, each with its share of ink."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32] | None = None
    """None: every point weighs 1."""

    def __len__(self) -> int:
        return len(self.x)

    def turned(self) -> InkPoints:
        """The points after a quarter turn clockwise."""
        return InkPoints(-self.y, self.x, self.weight)

    def heights(self, clockwise: float) -> npt.NDArray[np.float32]:
        """The y of every point after a turn by ``clockwise`` degrees."""
        angle = np.radians(clockwise)
        return self.x * np.float32(np.sin(angle)) + self.y * np.float32(np.cos(angle))

    def across(self, clockwise: float) -> npt.NDArray[np.float32]:
        """The x of every point after a turn by ``clockwise`` degrees."""
        angle = np.radians(clockwise)
        return self.x * np.float32(np.cos(angle)) - self.y * np.float32(np.sin(angle))


@dataclass(frozen=True, slots=True)
class TextInk:
    """What may be letters on a page, seen finely and coarsely."""

    points: InkPoints
    """Pixels at `OVERVIEW_DPI`."""
    cells: InkPoints
    """The same in cells of `CELL` pixels, weighted by their ink: few enough to try many angles, none left out."""
    letter_width: float
    letter_height: float
    """Median of the connected pieces, in pixels as the image lies; 0 where there are none."""

    def turned(self) -> TextInk:
        """The same after a quarter turn clockwise."""
        return TextInk(self.points.turned(), self.cells.turned(), self.letter_height, self.letter_width)


def text_ink(grey: Grey, dpi: int = OVERVIEW_DPI) -> TextInk:
    """What may be letters on ``grey`` (H, W) at ``dpi``: locally dark, no rule, shadow, picture or speck.

    What is longer than an inch is no word at this size of print; what is smaller than a third of a millimetre is
    dust.
    """
    block = dpi // 5 | 1
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, DARKER)
    labels, stats = pieces_of(dark)
    width, height, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    letters = (np.maximum(width, height) <= dpi) & (np.minimum(width, height) <= dpi // 2) & (area > (dpi // 75) ** 2)
    letters[0] = False
    inked = np.flatnonzero(dark.view(np.bool_))  # looking up the label of each ink pixel, not of the paper as well
    inked = inked[letters[labels.ravel()[inked]]]
    mask = np.zeros(dark.shape, np.uint8)
    mask.ravel()[inked] = 1
    return TextInk(
        _points(inked, mask.shape), _cells(mask), _typical(width[letters], dpi), _typical(height[letters], dpi)
    )


def ink_points(mask: Mask) -> InkPoints:
    """The pixels of a mask (H, W) as points round its centre, scattered within their pixels."""
    return _points(np.flatnonzero(mask.view(np.bool_)), mask.shape)  # `nonzero` of numbers takes twice as long


def _points(inked: npt.NDArray[np.intp], size: tuple[int, ...]) -> InkPoints:
    """The same of the flat indices of the pixels; ``size`` is that of the mask."""
    height, width = size
    y, x = np.divmod(inked, width)
    # Points that all lie on whole rows look sharpest unturned: scattering them over their pixels takes that away.
    return InkPoints(_centred(x, width) + _scatter(height)[y], _centred(y, height) + _scatter(width)[x])


def _scatter(count: int) -> npt.NDArray[np.float32]:
    """For each row or column by how much, within half a pixel, its points are moved along it."""
    return (_GOLDEN * np.arange(count, dtype=np.float32)) % 1 - np.float32(0.5)


def _cells(mask: Mask) -> InkPoints:
    height, width = (size // CELL * CELL for size in mask.shape)
    rows = sum((mask[i:height:CELL, :width] for i in range(1, CELL)), mask[:height:CELL, :width])
    counts = sum((rows[:, i::CELL] for i in range(1, CELL)), rows[:, ::CELL])
    y, x = np.nonzero(counts)
    return InkPoints(_centred(x, counts.shape[1]), _centred(y, counts.shape[0]), counts[y, x].astype(np.float32))


def _centred(positions: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.float32]:
    return positions.astype(np.float32) - np.float32(size / 2 - 0.5)


def _typical(sizes: npt.NDArray[Any], dpi: int) -> float:
    """The median size of the pieces, marks and points left aside."""
    letters = sizes[sizes >= dpi / 40]
    return float(np.median(letters)) if len(letters) else 0.0


def band_energy(points: InkPoints, clockwise: float) -> float:
    """How sharply the ink gathers in bands after a turn by ``clockwise`` degrees; larger is sharper.

    Mean square difference of neighbouring bins over the mean square of the bins: it does not depend on the amount
    of ink, and noise without lines gives about the same value at every angle.
    """
    heights = points.heights(clockwise)
    counts = np.bincount((heights - heights.min()).astype(np.intp), weights=points.weight)
    power = float(np.sum(np.square(counts, dtype=np.float64)))
    return float(np.sum(np.square(np.diff(counts), dtype=np.float64))) / power if power else 0.0
