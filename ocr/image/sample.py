"""A few lines of a page, to judge the whole by: the place where most print stands."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.canvas import Canvas, part
from ocr.image.ink import INCH
from ocr.image.profile import CELL, OVERVIEW_DPI, TextInk

WIDTH, HEIGHT = 88.0, 28.0
"""Millimetres of the sample: four lines of some eight words, a tenth of a second of recognition."""
SQUARE = 4.0
"""Millimetres of the squares in which print is counted: a line with its space below."""
PRINT = (0.03, 0.45)
"""Share of ink in a square of print: less is dust, more is a picture, a stamp or a barcode."""


def sample(upright: TextInk, skew: float, page: Canvas) -> Canvas | None:
    """The part of ``page`` that shows most print; None where nothing on it looks like print.

    ``upright`` is the ink as ``page`` lies before it is straightened by ``skew`` degrees clockwise round its centre.
    """
    cells, square = upright.cells, SQUARE / INCH * OVERVIEW_DPI / CELL
    columns = np.floor(cells.across(skew) / square).astype(np.intp)
    rows = np.floor(cells.heights(skew) / square).astype(np.intp)
    left, top = int(columns.min(initial=0)), int(rows.min(initial=0))
    wide, high = int(columns.max(initial=0)) - left + 1, int(rows.max(initial=0)) - top + 1
    squares = (rows - top) * wide + columns - left
    ink = np.bincount(squares, weights=cells.weight, minlength=wide * high).reshape(high, wide)
    share = ink / (square * CELL) ** 2
    printed = ((share >= PRINT[0]) & (share <= PRINT[1])).astype(np.float32)
    if not printed.any():
        return None
    reach = (round(WIDTH / SQUARE) | 1, round(HEIGHT / SQUARE) | 1)
    seen = cv2.boxFilter(printed, -1, reach, normalize=False, borderType=cv2.BORDER_CONSTANT)
    row, column = divmod(int(np.argmax(seen)), seen.shape[1])
    millimetre = page.dpi / INCH
    x = page.width / 2 + (column + left + 0.5) * SQUARE * millimetre
    y = page.height / 2 + (row + top + 0.5) * SQUARE * millimetre
    half = (WIDTH / 2 * millimetre, HEIGHT / 2 * millimetre)
    return part(page, x - half[0], y - half[1], x + half[0], y + half[1])
