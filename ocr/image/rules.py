"""Ruled lines out: table frames and leader lines, which recognition takes for letters.

Only what is straight and longer than any letter goes; where letters touch a rule they keep their strokes, but for
the rule's own thickness.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Mask, Pixels

LENGTH = 0.4
"""Inches from which a straight stroke is a rule: no letter of a heading is that tall."""


def without_rules(grey: Pixels, dpi: int, inches: float = LENGTH) -> Pixels:
    """The straight page (H, W) at ``dpi`` whose level and upright rules from ``inches`` on are painted like paper."""
    length = round(dpi * inches)
    block = dpi // 6 | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 25)
    runs = [_runs(dark, shape) for shape in ((1, length), (length, 1))]
    found = [each for each in runs if each is not None]
    if not found:
        return grey
    rules = np.bitwise_or.reduce(found)
    cleaned = grey.copy()
    cleaned[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = np.uint8(np.median(grey[::8, ::8]))
    return cleaned


def _runs(dark: npt.NDArray[Any], shape: tuple[int, int]) -> Mask | None:
    """What of ``dark`` is straight and fills ``shape``, (height, width); None: nothing is."""
    kernel = np.ones(shape, np.uint8)
    cores = cv2.erode(dark, kernel)
    return np.asarray(cv2.dilate(cores, kernel), np.uint8) if cores.any() else None
