"""Print that runs out of the image: letters that touch its border, with more print behind them."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask, Pixels, bare_paper

DEPTH = 12.0
"""Millimetres of the strip along each side in which letters are looked for: two to three lines of print."""
INK = 0.55
"""Share of the contrast of the page's strokes from which a pixel is ink: the edge of a sheet has a blurred shadow."""
LEAST = 50.0
"""Levels below the paper of any ink there."""
LOWEST, HIGHEST = 0.9, 8.0
"""Millimetres along the border of a piece of a letter or of a short word; dust is smaller, shadows are longer."""
THINNEST = 0.5
"""Millimetres into the page that such a piece reaches at least."""
LETTER = (1.0, 6.0)
"""Millimetres of the longer side of whole letters behind them."""
SHADOWED = 0.45
"""Share of a border that is dark where a shadow or the scanner's lid shows beside the paper: no print can be cut there.
A line that is cut along its length covers a quarter to a third of the width."""
COMPANY = 0.5
"""Whole letters in the strip for each that touches the border: print goes on, dirt along an edge does not."""


def cut_letters(page: Pixels, contrast: float, dpi: float) -> int:
    """Strokes that run into the border of ``page`` (H, W) or (H, W, 3) RGB at ``dpi`` (about 150), where most do.

    ``contrast``: levels from the paper to the strokes of the page. Every stroke that the border cuts counts, in
    whatever ink: an E has three, dirt one.
    """
    ink = page if page.ndim == 2 else np.asarray(cv2.min(cv2.min(page[..., 0], page[..., 1]), page[..., 2]), np.uint8)
    # The paper of the place: the shade along the edge of a scan is as dark as pale print.
    dark = (cv2.subtract(bare_paper(ink), ink) > max(LEAST, INK * contrast)).astype(np.uint8)
    depth = min(round(DEPTH * dpi / INCH), min(dark.shape) // 2)
    # Each strip is laid so that its first row is the border of the image.
    strips = (dark[:depth], dark[::-1][:depth], dark.T[:depth], dark.T[::-1][:depth])
    return max(_touching(np.ascontiguousarray(strip), dpi / INCH) for strip in strips)


def _touching(dark: Mask, millimetre: float) -> int:
    if float(dark[0].mean()) > SHADOWED:
        return 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    top, wide, high = (
        stats[:, column] / millimetre for column in (cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    )
    at_border = (stats[:, cv2.CC_STAT_TOP] <= 1) & (wide >= LOWEST) & (wide <= HIGHEST) & (high >= THINNEST)
    longer = np.maximum(wide, high)
    whole = (top > THINNEST) & (longer >= LETTER[0]) & (longer <= LETTER[1])
    at_border[0] = whole[0] = False
    pieces = int(np.count_nonzero(at_border))
    if not pieces or np.count_nonzero(whole) < COMPANY * pieces:
        return 0
    cut = at_border[labels[:2].max(axis=0)].astype(np.int8)
    return int(np.count_nonzero(np.diff(cut, prepend=0) == 1))
