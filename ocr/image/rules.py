"""Ruled lines out: table frames and leader lines, which recognition takes for letters.

Only what is straight and longer than any letter goes; where letters touch a rule they keep their strokes, but for
the rule's own thickness.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import Pixels

LENGTH = 0.4
"""Inches from which a straight stroke is a rule: no letter of a heading is that tall."""


def without_rules(grey: Pixels, dpi: int, inches: float = LENGTH) -> Pixels:
    """The straight page (H, W) at ``dpi`` whose level and upright rules from ``inches`` on are painted like paper."""
    length = round(dpi * inches)
    block = dpi // 6 | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 25)
    across = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.bitwise_or(across, down)
    if not rules.any():
        return grey
    rules = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    cleaned = grey.copy()
    cleaned[rules > 0] = np.uint8(np.median(grey[::8, ::8]))
    return cleaned
