"""Which pixels of a page are print in its own black: what a stencil can show in one colour, sharper than JPEG.

Print is dark in every channel, so that red and blue ink never counts; it reaches the darkness of the page's print,
so that nothing fainter is made darker; and its pieces are letters, marks, rules, not figures. What is left out, by
any of these tests, stays in the background and is lost by none.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask, Pixels, bare_paper, darkest_colour, lightest_colour
from ocr.image.pieces import pieces_of

LEAST_DEPTH = 60
"""Levels below the paper of print that is worth a stencil."""
LEAST_PRINT = 0.0005
"""Share of the page that must be so dark: less is a speck or a page number."""
INK_SHARE = 75
"""Per cent of the dark pixels that are lighter than the ink itself: they are edges and thin strokes."""
EDGE = 0.42
"""Share of the ink's depth at which a letter ends and the paper begins: with 0.5, where a blurred edge stood, hairlines
and marks become thinner than they were, with less they run together."""
CALM, BLUR, CRISP = 0.07, 0.2, 1.0
"""Millimetres (standard deviation) of the blur against noise and of the one to be undone, and how far it is undone."""
FIGURE = 7.0
"""Millimetres both ways from which a piece is a signature, a drawing or a frame, not letters: they keep their tones."""
SPECK = 0.025
"""Square millimetres of the smallest piece; a full stop of 8 points has twice as many."""
COLOURED = 40
"""Mean levels between the channels of a piece from which it is of another ink than black."""


@dataclass(frozen=True, slots=True)
class Print:
    """Print in one colour."""

    mask: Mask
    """(H, W), 255 where there is print, else 0."""
    colour: tuple[int, int, int]
    """RGB, 0-255."""


def find_print(pixels: Pixels, dpi: float) -> Print | None:
    """The print of a page (H, W) or (H, W, 3) RGB at ``dpi``; None where there is none."""
    lightest = lightest_colour(pixels)
    depth = cv2.subtract(bare_paper(lightest), _crisp(lightest, dpi))
    dark = depth[depth > LEAST_DEPTH]
    if dark.size < LEAST_PRINT * depth.size:
        return None
    ink = float(np.percentile(dark, INK_SHARE))
    spread = np.asarray(cv2.subtract(lightest, darkest_colour(pixels)), np.uint8)
    pieces = _pieces(np.asarray(depth > EDGE * ink, np.uint8), spread, dpi)
    if not pieces.any():
        return None
    core = (pieces > 0) & (depth >= ink)
    inks = np.median(pixels[core].reshape(np.count_nonzero(core), -1), axis=0) if core.any() else np.zeros(1)
    red, green, blue = np.broadcast_to(np.rint(inks).astype(int), 3)
    return Print(pieces, (int(red), int(green), int(blue)))


def _crisp(layer: Pixels, dpi: float) -> Pixels:
    """The layer with the scanner's blur taken back: hairlines gain what they lost, gaps between marks open again."""
    smooth = cv2.GaussianBlur(layer, (0, 0), CALM * dpi / INCH)
    wide = cv2.GaussianBlur(layer, (0, 0), BLUR * dpi / INCH)
    return np.asarray(cv2.addWeighted(smooth, 1 + CRISP, wide, -CRISP, 0), np.uint8)


def _pieces(dark: Mask, spread: Pixels, dpi: float) -> Mask:
    """Those connected pieces of the mask (0 or 1) that are print, as 255."""
    labels, stats = pieces_of(dark)
    millimetre = dpi / INCH
    lesser = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) / millimetre
    area: npt.NDArray[np.float64] = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    inside = dark > 0
    colour = np.bincount(labels[inside], weights=spread[inside], minlength=len(stats)) / np.maximum(area, 1)
    print_like = (lesser < FIGURE) & (area / millimetre**2 >= SPECK) & (colour < COLOURED)
    print_like[0] = False
    return np.asarray(np.where(print_like, 255, 0).astype(np.uint8)[labels], np.uint8)
