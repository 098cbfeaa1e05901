"""What is printed or stamped in red: secrecy marks, stamps of the mail room, titles of certificates.

The print layer hides red ink, so these words must be read on a layer of their own, or a page marked MẬT would pass
for an open one. Round seals are left out: their curved words come out as noise.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask, Pixels
from ocr.image.seal import Seal
from ocr.page import Box

LOWEST, HIGHEST = 2.2, 15.0
"""Millimetres of a letter worth reading in red: a capital of 9 points to the largest stamp."""
LEAST_AREA = 0.8
"""Square millimetres of ink of such a letter."""
LETTERS = 2
STAMP_FRAME = 0.25
"""Inches: the shorter side of the frame round a stamped word."""
FRINGE = 30
"""Levels of redness that the edges of black print may have where a scanner's colours do not quite meet."""
GAIN = 2.0
"""Red ink is rarely quite pure: this makes it as dark as print."""


def has_red_print(red: Mask, seals: list[Seal], dpi: float) -> bool:
    """Whether the mask of red ink at ``dpi`` shows pieces like letters outside the seals."""
    if not red.any():
        return False
    outside = red.copy()
    for seal in seals:
        outside[seal.top : seal.bottom, seal.left : seal.right] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(outside, connectivity=8)
    millimetre = dpi / INCH
    longer = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]) / millimetre
    area = stats[1:, cv2.CC_STAT_AREA] / millimetre**2
    return int(np.count_nonzero((longer >= LOWEST) & (longer <= HIGHEST) & (area >= LEAST_AREA))) >= LETTERS


def red_layer(page: Pixels, seals: tuple[Box, ...]) -> Pixels:
    """The upright page (H, W, 3) RGB as grey (H, W) that shows its red ink alone, black on white, without the seals."""
    red, green, blue = cv2.split(page)
    redness = cv2.subtract(cv2.subtract(red, cv2.max(green, blue)), np.full_like(red, FRINGE))
    layer = 255 - np.asarray(cv2.convertScaleAbs(redness, alpha=GAIN), np.uint8)
    height, width = layer.shape
    for box in seals:
        top, left = int(box.y * height), int(box.x * width)
        layer[top : int((box.y + box.h) * height) + 1, left : int((box.x + box.w) * width) + 1] = 255
    return layer
