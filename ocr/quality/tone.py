"""How light the paper is, how dark the strokes on it, and how steeply they rise from it.

All is seen in tiles of about a millimetre and a half, wide enough to hold paper and ink of one letter: what is drawn
large, such as a photo or a shadow, fills tiles with one tone and does not count as strokes.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image.ink import INCH, Pixels, lightest_colour

PAPER_QUANTILE = 0.75
"""Of the page's area, from dark to light: on a black lid a receipt may cover little more than a quarter of the scan."""
LEAST_CONTRAST = 22
"""Grey levels below which a tile holds nothing but grain and what shines through."""
STRONG = 0.5
"""Share of the contrast of the page's clear strokes from which a tile counts: the rest is faint by nature."""
CLEAR = 0.95
"""Quantile of the tiles with ink at which the page's clear strokes are found; above lie specks and rules."""
SHADE = 40.0
"""Levels by which the paper beside a stroke may be darker than elsewhere; a photograph has no paper within."""
BROAD = 9
"""Tiles of three pixels, at 150 dpi 4.6 mm, that nothing which was written or printed in strokes fills."""
FEW = 40
"""Tiles with ink below which nothing can be said of the strokes: about two words."""
PRINTED = 0.1
"""Share of the tiles that are not bare from which strokes speak for the page: a photograph alone has them by chance."""
COARSE = 16
"""Pixels, at 150 dpi 2.7 mm, that are averaged to see the paper between and beside the strokes."""
FINE = 3
"""Pixels across the window in which a rise is measured; its ends lie two pixels apart."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of a page, 0 black to 255 white."""

    paper: float
    contrast: float | None
    """Levels from paper to the heart of a clear stroke; None: hardly any ink."""
    rise: float | None
    """Millimetres from paper to ink across the edge of a stroke, as far as the resolution shows it."""


def tone(page: Pixels, layer: Pixels, dpi: float) -> Levels:
    """Measures ``page`` (H, W) or (H, W, 3) at ``dpi`` (about 150), and its print layer (H, W)."""
    fine, wide = np.ones((FINE, FINE), np.uint8), np.ones((3, 3), np.uint8)
    light, dark = np.asarray(cv2.dilate(layer, fine), np.uint8), np.asarray(cv2.erode(layer, fine), np.uint8)
    # What is the lightest of the inverse is the darkest.
    lightest, darkest = (cv2.dilate(_lightest(each), wide) for each in (light, 255 - dark))
    contrast = cv2.subtract(lightest, cv2.bitwise_not(darkest))
    steep = cv2.dilate(_lightest(light - dark), wide)
    inked = contrast[contrast >= LEAST_CONTRAST]
    paper = _paper(page)
    if len(inked) < FEW:
        return Levels(paper, None, None)
    strong = contrast >= max(LEAST_CONTRAST, STRONG * float(np.quantile(inked, CLEAR)))
    strong &= _without_areas(light) >= float(np.quantile(lightest, PAPER_QUANTILE)) - SHADE
    if np.count_nonzero(strong) < max(FEW, PRINTED * len(inked)):
        return Levels(paper, None, None)
    steepness = float(np.median(steep[strong] / contrast[strong].astype(np.float32)))
    rise = (FINE - 1) * INCH / dpi / max(steepness, 0.01)
    return Levels(paper, float(np.median(contrast[strong])), round(rise, 3))


def _lightest(levels: Pixels) -> Pixels:
    """The lightest of every square of nine pixels; each pixel of ``levels`` is already that of its square of three."""
    third = np.ascontiguousarray(levels[FINE // 2 :: FINE, FINE // 2 :: FINE])
    return np.asarray(cv2.dilate(third, np.ones((3, 3), np.uint8))[1::3, 1::3], np.uint8)


def _without_areas(light: Pixels) -> Pixels:
    """The darkest that every tile shows but for its strokes: dark where a picture or a shadow begins or lies."""
    third = np.ascontiguousarray(light[FINE // 2 :: FINE, FINE // 2 :: FINE])
    closed = cv2.morphologyEx(third, cv2.MORPH_CLOSE, np.ones((BROAD, BROAD), np.uint8))
    darkest = cv2.erode(closed, np.ones((9, 9), np.uint8))
    # As `_lightest` leaves them: every third again.
    return np.asarray(darkest[1::3, 1::3], np.uint8)


def _paper(page: Pixels) -> float:
    """The level of the bare paper in the channel in which it is lightest: coloured paper is not dark."""
    small = cv2.resize(page, None, fx=1 / COARSE, fy=1 / COARSE, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(cv2.dilate(lightest_colour(np.asarray(small, np.uint8)), np.ones((3, 3), np.uint8)), 9)
    return float(np.quantile(around, PAPER_QUANTILE))
