"""Black grains all over the paper: a scanner of black and white that was set too dark draws its shade so."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Pixels
from ocr.image.pieces import pieces_of

DARKER = 64
"""Levels below white of a grain: at 150 dpi one dot of 300 dpi is a quarter of a pixel."""
LARGEST = 0.4
"""Millimetres of its longer side: the dot of an i is 0.5."""

PARTS = 4
"""Parts of the page, each way, in the middle of which grains are counted."""
GRAINY = 0.75
"""Quantile of the parts that stands for the page: the shade may lie on one side, a halftone picture on another."""


def specks(layer: Pixels, dpi: float) -> float:
    """Grains for each square centimetre of the print layer (H, W) at ``dpi`` (about 150)."""
    high, wide = (side // PARTS for side in layer.shape)
    tops, lefts = ([place * side + side // 4 for place in range(PARTS)] for side in (high, wide))
    counts = [_grains(layer[y : y + high // 2, x : x + wide // 2], dpi) for y in tops for x in lefts]
    return float(np.quantile(counts, GRAINY))


def _grains(part: Pixels, dpi: float) -> float:
    dark = (part < 255 - DARKER).astype(np.uint8)
    _, stats = pieces_of(dark)
    longer = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT])
    return int(np.count_nonzero(longer <= LARGEST * dpi / INCH)) * (dpi / INCH * 10) ** 2 / part.size
