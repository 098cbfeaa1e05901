"""How many pixels a smaller page image keeps: 200 an inch, as Nghị định 30/2020/NĐ-CP asks at least of a scan."""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocr.image.ink import Pixels
from ocr.page import ImageInfo

LEAST_DPI = 200
"""Pixels an inch below which no page image is reduced (Nghị định 30/2020/NĐ-CP, Appendix I, on digitising paper)."""
PRINT_DPI = 300
"""Pixels an inch that the shape of print is worth: finer ones make its edges longer and no letter clearer."""


def size_at(info: ImageInfo, dpi: int) -> tuple[int, int]:
    """Width and height in pixels of the source at ``dpi`` in each direction in which it is finer, rounded up.

    Where the file did not state its resolution the pixels stay as many as they are: an inferred one may be wrong.
    """
    return _side(info.width, info.dpi_x, dpi, info.dpi_stated), _side(info.height, info.dpi_y, dpi, info.dpi_stated)


def _side(length: int, source_dpi: float, dpi: int, stated: bool) -> int:
    return math.ceil(length * dpi / source_dpi) if stated and source_dpi > dpi else length


def reduced(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """``pixels`` (H, W) or (H, W, 3) as ``size`` (width, height), by averaging: it takes noise away with it."""
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
