"""Print that runs out of the image: letters that touch its border, with more print behind them."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask, Pixels, bare_paper, darkest_colour
from ocr.image.pieces import pieces_of

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
TALLEST, STROKE = 4.0, 3.0
"""Millimetres into the page that a wider piece reaches at least, a seal or a signature, and along the border of each of
its strokes: shadows are flatter, and longer where they meet it."""
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
    ink = darkest_colour(page)
    # The paper of the place: the shade along the edge of a scan is as dark as pale print.
    dark = (cv2.subtract(bare_paper(ink), ink) > max(LEAST, INK * contrast)).astype(np.uint8)
    depth = min(round(DEPTH * dpi / INCH), min(dark.shape) // 2)
    # Each strip is laid so that its first row is the border of the image.
    strips = (dark[:depth], dark[::-1][:depth], dark.T[:depth], dark.T[::-1][:depth])
    return max(_touching(np.ascontiguousarray(strip), dpi / INCH) for strip in strips)


def _touching(dark: Mask, millimetre: float) -> int:
    if float(dark[0].mean()) > SHADOWED:
        return 0
    labels, stats = pieces_of(dark)
    top, wide, high = (
        stats[:, column] / millimetre for column in (cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    )
    longer = np.maximum(wide, high)
    small = (wide >= LOWEST) & (wide <= HIGHEST) & (high >= THINNEST)
    large = (wide > HIGHEST) & (high >= TALLEST)
    whole = (top > THINNEST) & (longer >= LETTER[0]) & (longer <= LETTER[1])
    small[0] = large[0] = whole[0] = False
    border = labels[:2].max(axis=0)
    pieces = len(np.unique(border[small[border]]))
    if np.count_nonzero(whole) < COMPANY * pieces:
        small[:] = False
    strokes = [run for run in _runs(large[border]) if run <= STROKE * millimetre]
    return len(_runs(small[border])) + len(strokes)


def _runs(row: npt.NDArray[np.bool_]) -> list[int]:
    """How long the runs of True in a row are, in pixels."""
    steps = np.diff(row.astype(np.int8), prepend=0, append=0)
    return [int(run) for run in np.flatnonzero(steps < 0) - np.flatnonzero(steps > 0)]
