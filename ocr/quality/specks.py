"""Black grains all over the paper: a scanner of black and white that was set too dark draws its shade so."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Pixels

DARKER = 64
"""Levels below white of a grain: at 150 dpi one dot of 300 dpi is a quarter of a pixel."""
LARGEST = 0.4
"""Millimetres of its longer side: the dot of an i is 0.5."""

PARTS = 4
"""Parts of the page, each way, in which they are counted."""


def specks(layer: Pixels, dpi: float) -> float:
    """Grains for each square centimetre of the print layer (H, W) at ``dpi`` (about 150): the median over its parts.

    Halftone pictures are grains, too, but seldom cover half of a page.
    """
    dark = (layer < 255 - DARKER).astype(np.uint8)
    _, _, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    longer = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT])
    x, y = centres[1:][longer <= LARGEST * dpi / INCH].T
    high, wide = layer.shape
    counts, _, _ = np.histogram2d(y, x, bins=PARTS, range=((0, high), (0, wide)))
    return float(np.median(counts)) * counts.size / (high * wide) * (dpi / INCH * 10) ** 2
