"""The inks of a page: which layer of a colour scan shows the print without the stamps on it.

Red ink is as light as paper in the red channel, black and blue ink are as dark there as anywhere: black letters
under a red seal stand free. Violet stamp ink is not: its lightest channel is the blue one.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]

INCH = 25.4
"""Millimetres."""
REDNESS = 40
"""Levels by which red must exceed green and blue; a yellowed paper or a scanner's colour fringe stays below."""
LIFT = 0.3
"""What red ink still lacks to the brightness of paper in the red channel, as a share of its redness."""
VIOLET = 20
"""Levels by which both red and blue must exceed green in violet ink."""
PAPER_BLOCK, PAPER_WINDOW = 8, 21
"""Pixels each way that are taken together to see the paper, and how many such blocks across its median is taken of."""


def without_red(pixels: Pixels) -> Pixels:
    """The grey page (H, W) in which red ink alone is nearly as light as paper; violet pens stay dark.

    ``pixels`` is (H, W), which is returned as it is, or (H, W, 3) RGB.
    """
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.addWeighted(red, 1.0, cv2.subtract(red, cv2.max(green, blue)), LIFT, 0), np.uint8)


def print_layer(pixels: Pixels) -> Pixels:
    """The grey page (H, W) in which red and violet stamps are nearly as light as paper, print as dark as it was.

    ``pixels`` is (H, W), which is returned as it is, or (H, W, 3) RGB.
    """
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    layer = without_red(pixels)
    violet = cv2.subtract(cv2.min(red, blue), green)
    if not (violet > VIOLET).any():
        return layer
    certain = np.minimum(violet, VIOLET).astype(np.uint8)
    to_blue = cv2.multiply(cv2.subtract(blue, red), certain, scale=1 / VIOLET)
    return np.asarray(cv2.add(cv2.add(layer, to_blue), violet), np.uint8)


def red_ink(pixels: Pixels) -> Mask:
    """Pixels (0 or 1) of red ink; ``pixels`` is (H, W, 3) RGB at about 150 dpi. A grey page has none."""
    if pixels.ndim == 2:
        return np.zeros(pixels.shape, np.uint8)
    red, green, blue = cv2.split(cv2.GaussianBlur(pixels, (0, 0), 1.0))
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)) > REDNESS, np.uint8)


def lightest_colour(pixels: Pixels) -> Pixels:
    """The lightest of the colours of each pixel (H, W), in which any ink but black is weakest; a grey page as it is.

    ``pixels`` is (H, W) or (H, W, 3). OpenCV goes plane by plane: numpy's ``max`` over three values takes forty times
    as long.
    """
    if pixels.ndim == 2:
        return pixels
    first, second, third = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(first, second), third), np.uint8)


def darkest_colour(pixels: Pixels) -> Pixels:
    """The darkest of the colours of each pixel (H, W), in which every ink shows; a grey page as it is.

    ``pixels`` is (H, W) or (H, W, 3).
    """
    if pixels.ndim == 2:
        return pixels
    first, second, third = cv2.split(pixels)
    return np.asarray(cv2.min(cv2.min(first, second), third), np.uint8)


def bare_paper(layer: Pixels) -> Pixels:
    """The brightness of the bare paper at every pixel of a layer (H, W): the median of what lies around it."""
    return np.asarray(cv2.resize(paper_around(layer), layer.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def paper_around(layer: Pixels) -> Pixels:
    """The same as `bare_paper`, one value for each block of `PAPER_BLOCK` pixels each way."""
    share = 1 / PAPER_BLOCK
    small = cv2.resize(layer, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.medianBlur(cv2.dilate(small, np.ones((3, 3), np.uint8)), PAPER_WINDOW), np.uint8)
