"""Whether a page is black and white and nothing else, though it was stored with grey or colour."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import Mask, Pixels, darkest_colour, lightest_colour

MIDDLE = 128
"""The level between black and white."""
NEAR = 48
"""Levels from black and from white within which a pixel is one of them: JPEG ripples that far round an edge."""
BETWEEN = 0.002
"""Largest share of pixels that may lie between. Edges that were scanned, not drawn, are ten times as many."""
COLOUR = 24
"""Levels between the channels of a pixel up to which it is grey."""


def black_and_white(pixels: Pixels) -> Mask | None:
    """The page (H, W) or (H, W, 3) as 0 and 255, if that is all it ever was; None where it has tones or colours.

    It was all where next to no pixel lies between the two and none of these lie together: they are what JPEG left
    of sharp edges. A pencil line, a stamp or a photograph has pixels of its own tone side by side.
    """
    grey = pixels if pixels.ndim == 2 else np.asarray(cv2.extractChannel(pixels, 1), np.uint8)
    between = np.asarray(cv2.inRange(grey, np.array([NEAR]), np.array([255 - NEAR])), np.uint8)
    if cv2.countNonZero(between) > BETWEEN * grey.size or _lie_together(between) or _coloured(pixels):
        return None
    return np.asarray(cv2.threshold(grey, MIDDLE - 1, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _lie_together(between: Mask) -> bool:
    return bool(cv2.erode(between, np.ones((2, 2), np.uint8), borderValue=0).any())


def _coloured(pixels: Pixels) -> bool:
    if pixels.ndim == 2:
        return False
    spread = cv2.subtract(lightest_colour(pixels), darkest_colour(pixels))
    # One pixel may be false, a stroke may not.
    return bool((cv2.erode(spread, np.ones((2, 2), np.uint8), borderValue=0) > COLOUR).any())
