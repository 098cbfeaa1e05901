"""The bare paper between what was drawn on it: its noise smoothed, and holes closed.

A scanner's noise is most of what a colour JPEG holds. Averaging it away where nothing is drawn takes nothing from
the page; strokes, seals and whatever else stands out of the noise keep their own pixels, and a rim of paper.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Mask, Pixels, lightest_colour

REACH = 3.0
"""Pixels (standard deviation) over which bare paper is averaged; at 200 dpi, 0.4 mm."""
LEAST_CONTRAST = 5.0
"""Levels by which a mark differs from the paper round it, even on a page without noise."""
NOISES = 5.0
"""The same in standard deviations of the noise that a slight blur leaves; one pixel in two million is that far off."""
RIM = 5
"""Pixels across of what is kept round a mark."""
_MAD = 1.4826
"""From the median of absolute differences to the standard deviation of normal noise."""
_SMALLEST_LEVEL = 4
"""Pixels: an image that small is filled with its own mean."""

Floats = npt.NDArray[np.float32]


def smoothed(pixels: Pixels) -> Pixels:
    """``pixels`` (H, W) or (H, W, 3) with the noise averaged out of the paper, marks as they were."""
    soft = cv2.GaussianBlur(pixels, (0, 0), REACH)
    slight = cv2.GaussianBlur(pixels, (0, 0), 1.0)
    stands_out = lightest_colour(np.asarray(cv2.absdiff(slight, soft), np.uint8))
    noise = _MAD * float(np.median(stands_out[::4, ::4]))
    mark = (stands_out > max(LEAST_CONTRAST, NOISES * noise)).astype(np.uint8)
    kept = cv2.dilate(mark, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (RIM, RIM)))
    weight = cv2.blur(kept.astype(np.float32), (3, 3))
    return np.asarray(cv2.blendLinear(pixels, soft, weight, 1 - weight), np.uint8)


def filled(pixels: Pixels, known: Mask) -> Pixels:
    """``pixels`` (H, W) or (H, W, 3) where ``known`` (H, W) is 255; where it is 0, guessed from what lies round.

    Means of ever larger neighbourhoods are taken until each has something
    known in it, and the nearest that has counts (pull and push: Gortler et al., "The Lumigraph", SIGGRAPH 1996).
    """
    weight = np.asarray(known > 0, np.float32)
    colours = pixels.astype(np.float32).reshape(*pixels.shape[:2], -1)
    found = _pull_push(np.asarray(colours * weight[..., None], np.float32), weight)
    return np.clip(np.rint(found), 0, 255).astype(np.uint8).reshape(pixels.shape)


def _pull_push(weighted: Floats, weight: Floats) -> Floats:
    height, width = weight.shape
    if weight.min() >= 1:
        return weighted
    if min(height, width) <= _SMALLEST_LEVEL or not weight.any():
        return np.broadcast_to(weighted.sum((0, 1)) / max(float(weight.sum()), 1e-6), weighted.shape).astype(np.float32)
    half = ((width + 1) // 2, (height + 1) // 2)
    below_weight = cv2.resize(weight, half, interpolation=cv2.INTER_AREA)
    below = _channels(cv2.resize(weighted, half, interpolation=cv2.INTER_AREA))
    # A neighbourhood of which half is known is as good as one that is known whole.
    gain = np.minimum(2.0, 1 / np.maximum(below_weight, 1e-6)).astype(np.float32)
    coarse = _pull_push(below * gain[..., None], below_weight * gain)
    guess = _channels(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR))
    return weighted + guess * (1 - weight[..., None])


def _channels(array: npt.NDArray[np.generic]) -> Floats:
    """OpenCV drops the third axis of one channel."""
    return np.asarray(array, np.float32).reshape(*array.shape[:2], -1)
