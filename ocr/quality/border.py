"""Print that runs out of the image: letters that touch its border, with more print behind them."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Pixels

DEPTH = 12.0
"""Millimetres of the strip along each side in which letters are looked for: two to three lines of print."""
INK = 0.45
"""Share of the contrast of the page's strokes from which a pixel is ink."""
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


def cut_letters(layer: Pixels, contrast: float, dpi: float) -> int:
    """Pieces of letters at the border where most of them touch, on the print layer (H, W) at ``dpi`` (about 150).

    ``contrast``: levels from the paper to the strokes of the page.
    """
    depth = min(round(DEPTH * dpi / INCH), min(layer.shape) // 2)
    # Each strip is laid so that its first row is the border of the image.
    strips = (layer[:depth], layer[::-1][:depth], layer.T[:depth], layer.T[::-1][:depth])
    return max(_touching(np.ascontiguousarray(strip), contrast, dpi / INCH) for strip in strips)


def _touching(strip: npt.NDArray[np.uint8], contrast: float, millimetre: float) -> int:
    paper = float(np.quantile(strip[::3, ::3], 0.75))
    dark = (strip < paper - INK * contrast).astype(np.uint8)
    if float(dark[0].mean()) > SHADOWED:
        return 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    top, wide, high = (
        stats[1:, column] / millimetre for column in (cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    )
    at_border = (stats[1:, cv2.CC_STAT_TOP] <= 1) & (wide >= LOWEST) & (wide <= HIGHEST) & (high >= THINNEST)
    longer = np.maximum(wide, high)
    whole = (top > THINNEST) & (longer >= LETTER[0]) & (longer <= LETTER[1])
    touching = int(np.count_nonzero(at_border))
    return touching if np.count_nonzero(whole) >= COMPANY * touching else 0
