"""Text as a cloud of ink points, and the projection profile that shows its lines.

Where text lines run across the profile's axis, ink gathers in narrow bands; the energy of the differences between
neighbouring bins is largest there (W. Postl, "Detection of linear oblique structures and skew scan in digitized
documents", ICPR 1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]

OVERVIEW_DPI = 150
"""Resolution at which the shape of a page is judged: letters keep their ascenders and marks, noise is averaged out."""


@dataclass(frozen=True, slots=True)
class InkPoints:
    """Coordinates of ink pixels, relative to the centre of the image: x to the right, y down, in pixels."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.x)

    def turned(self) -> InkPoints:
        """The points after a quarter turn clockwise."""
        return InkPoints(-self.y, self.x)

    def thinned(self, limit: int) -> InkPoints:
        """Evenly chosen points, at most about ``limit``."""
        step = -(-len(self) // limit)
        return self if step <= 1 else InkPoints(self.x[::step], self.y[::step])

    def heights(self, clockwise: float) -> npt.NDArray[np.float32]:
        """The y of every point after a turn by ``clockwise`` degrees."""
        angle = np.radians(clockwise)
        return (self.x * np.float32(np.sin(angle)) + self.y * np.float32(np.cos(angle))).astype(np.float32)

    def across(self, clockwise: float) -> npt.NDArray[np.float32]:
        """The x of every point after a turn by ``clockwise`` degrees."""
        angle = np.radians(clockwise)
        return (self.x * np.float32(np.cos(angle)) - self.y * np.float32(np.sin(angle))).astype(np.float32)


def text_mask(grey: Grey, dpi: int = OVERVIEW_DPI) -> Mask:
    """Pixels (0 or 1) that may be letters: locally dark, not part of a rule, a shadow, a picture or a speck.

    ``grey`` is (H, W) at ``dpi``. What is longer than an inch is no word at this size of print; what is smaller
    than a quarter of a millimetre is dust.
    """
    block = dpi // 5 | 1
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 22)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, height, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    speck = max(2, dpi // 100) ** 2
    letters = (np.maximum(width, height) <= dpi) & (np.minimum(width, height) <= dpi // 2) & (area > speck)
    letters[0] = False
    return np.asarray(letters[labels], np.uint8)


def ink_points(mask: Mask) -> InkPoints:
    """The pixels of ``mask`` that are not 0."""
    y, x = np.nonzero(mask)
    height, width = mask.shape
    return InkPoints(
        x.astype(np.float32) - np.float32(width / 2 - 0.5), y.astype(np.float32) - np.float32(height / 2 - 0.5)
    )


def band_energy(points: InkPoints, clockwise: float, bin_size: float = 1.0) -> float:
    """How sharply the ink gathers in bands after a turn by ``clockwise`` degrees; larger is sharper.

    Mean square difference of neighbouring bins over the mean square of the bins: it does not depend on the amount
    of ink, and noise without lines gives about the same value at every angle.
    """
    heights = points.heights(clockwise) / np.float32(bin_size)
    bins = (heights - heights.min()).astype(np.intp)
    counts = np.bincount(bins).astype(np.float64)
    power = float(np.sum(counts**2))
    return float(np.sum(np.diff(counts) ** 2)) / power if power else 0.0
