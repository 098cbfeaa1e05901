"""The light on a page evened out for reading: shadows, a lamp at one side, the dark corners of a lens.

Every colour is divided by what bare paper shows of it at that place, so that shade and tint go together.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import PAPER_BLOCK, Pixels, bare_paper, paper_around

WHITE = 245
"""Level that bare paper is brought to; a little room above it keeps its noise from being cut."""
DEEPEST = 0.3
"""Share of the page's brightest paper below which nothing is shaded paper: a picture, a lid."""
UNEVEN = 0.87
"""Brightness of the darkest paper, by that of the brightest, below which light is evened. Scanners stay above 0.9."""
DARKEST, BRIGHTEST = 5, 95
"""Per cent of the paper that is darker than what is called so: a picture on the page does not decide."""


def uneven(seen: Pixels) -> bool:
    """Whether the paper on ``seen``, (H, W) or (H, W, 3) RGB at about 150 dpi, is brighter here than there."""
    layer = np.asarray(seen if seen.ndim == 2 else cv2.extractChannel(seen, 1), np.uint8)
    paper = paper_around(layer)
    brightest = float(np.percentile(paper, BRIGHTEST))
    lit = paper[paper > DEEPEST * brightest]
    return lit.size > 0 and float(np.percentile(lit, DARKEST)) < UNEVEN * brightest


def even(pixels: Pixels, seen: Pixels) -> Pixels:
    """A copy of ``pixels``, (H, W) or (H, W, 3), with its paper equally white everywhere.

    ``seen`` is the same image at about 150 dpi: paper is looked for there.
    """
    if pixels.ndim == 2:
        return _even(pixels, seen)
    channels = zip(cv2.split(pixels), cv2.split(seen), strict=True)
    return np.asarray(cv2.merge([_even(np.asarray(one), np.asarray(small)) for one, small in channels]), np.uint8)


def _even(channel: Pixels, seen: Pixels) -> Pixels:
    paper = bare_paper(seen)
    least = DEEPEST * float(np.percentile(paper[::PAPER_BLOCK, ::PAPER_BLOCK], BRIGHTEST))
    shade = cv2.resize(np.maximum(paper, max(1.0, least)).astype(np.uint8), channel.shape[::-1])
    return np.asarray(cv2.divide(channel, shade, scale=WHITE), np.uint8)
