"""Ruled lines out: table frames and leader lines, which recognition takes for letters.

Only what is straight and longer than any letter goes; where letters touch a rule they keep their strokes, but for
the rule's own thickness.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import Mask, Pixels
from ocr.image.leaders import Leader, find_leaders

LENGTH = 0.4
"""Inches from which a straight stroke is a rule: no letter of a heading is that tall."""
STRIDE = 8
"""Pixels from one that is looked at to the next, in looking for rows that may hold a rule."""


def without_rules(grey: Pixels, dpi: int, inches: float = LENGTH) -> Pixels:
    """The straight page (H, W) at ``dpi`` whose level and upright rules from ``inches`` on are painted like paper."""
    return _painted_over(grey, _rules(_dark(grey, dpi), dpi, inches))


def without_rules_and_leaders(grey: Pixels, dpi: int) -> tuple[Pixels, list[Leader]]:
    """The same, with the dots of leaders painted over as well; and where these were."""
    dark = _dark(grey, dpi)
    found, dots = find_leaders(dark, dpi)
    return _painted_over(grey, [*_rules(dark, dpi, LENGTH), *([] if dots is None else [dots])]), found


def _dark(grey: Pixels, dpi: int) -> Mask:
    block = dpi // 6 | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 25)
    return np.asarray(dark, np.uint8)


def _rules(dark: Mask, dpi: int, inches: float) -> list[Mask]:
    length = round(dpi * inches)
    level = _runs(dark, length)
    upright = _runs(dark.T, length)
    return [each for each in (level, None if upright is None else upright.T) if each is not None]


def _painted_over(grey: Pixels, masks: list[Mask]) -> Pixels:
    if not masks:
        return grey
    rules = cv2.dilate(np.bitwise_or.reduce(masks), np.ones((3, 3), np.uint8))
    cleaned = grey.copy()
    cleaned[rules > 0] = np.uint8(np.median(grey[::8, ::8]))
    return cleaned


def _runs(dark: Mask, length: int) -> Mask | None:
    """What of the rows of ``dark`` (H, W) are runs of at least ``length`` pixels; None: nothing is.

    Most rows have none, and every eighth pixel shows that. At the borders what lies outside counts as dark.
    """
    samples = max(1, length // STRIDE - 2)
    likely = cv2.erode(np.ascontiguousarray(dark[:, ::STRIDE]), np.ones((1, samples), np.uint8))
    rows = np.flatnonzero(likely.any(axis=1))
    kernel = np.ones((1, length), np.uint8)
    cores = cv2.erode(np.ascontiguousarray(dark[rows]), kernel) if len(rows) else np.zeros(0, np.uint8)
    if not cores.any():
        return None
    runs = np.zeros(dark.shape, np.uint8)
    runs[rows] = cv2.dilate(cores, kernel)
    return runs
