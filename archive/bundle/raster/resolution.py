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
"""Pixels an inch of the shape of print: more make its edges longer and no letter clearer, fewer need its greys."""


def least_size(info: ImageInfo) -> tuple[int, int]:
    """Width and height in pixels of the source at `LEAST_DPI`, rounded up; its own where it is no finer.

    Where the file did not state its resolution the pixels stay as many as they are: an inferred one may be wrong.
    """
    width, height = size_at(info, LEAST_DPI)
    return min(width, info.width), min(height, info.height)


def size_at(info: ImageInfo, dpi: int) -> tuple[int, int]:
    """Width and height in pixels of the source at ``dpi`` both ways, rounded up; its own if that is inferred."""
    if not info.dpi_stated:
        return info.width, info.height
    return math.ceil(info.width * dpi / info.dpi_x), math.ceil(info.height * dpi / info.dpi_y)


def resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """``pixels`` (H, W) or (H, W, 3) as ``size`` (width, height): averaged where fewer, which takes noise away."""
    height, width = pixels.shape[:2]
    if size == (width, height):
        return pixels
    kind = cv2.INTER_AREA if size[0] <= width else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=kind), np.uint8)
