"""A corner that was folded or torn off: a straight edge across it, beyond which the paper goes on.

What shows in the triangle is the lid or what lies behind: dark, or white with the shadow of the fold before it. Either
way the edge is dark along its whole length, and a little further into the page nothing is.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Pixels

DPI = 75
"""Resolution at which corners are looked at: a shadow is half a millimetre wide and more."""
REACH = 45.0
"""Millimetres of each side that belong to the corner."""
LEGS = (8.0, 42.0)
"""Millimetres of the shorter and the longer side of the triangle: smaller ones hide nothing, larger ones are cuts."""
STEEPEST = 2.2
"""Greatest ratio of the two sides: flatter edges are those of a crooked sheet."""
STEP = 1.0
"""Millimetres between the triangles that are tried."""
DARKER = 16
"""Levels below the paper of a shadow that can be told from grain."""
BEYOND = 2.5
"""Millimetres further into the page where the paper must be bare; the shadow of a fold is no wider."""
SAMPLES = 48
"""Points of each edge that are looked at; the ends, where it meets the sides of the sheet, are left out."""


def folded_corner(layer: Pixels, dpi: float) -> float:
    """How surely a corner is folded, 0-1: the share of its best edge that is dark before bare paper.

    ``layer`` (H, W) is the print layer at ``dpi`` (about 150).
    """
    side = min(round(REACH * dpi / INCH), *layer.shape)
    corners = (layer[:side, :side], layer[:side, ::-1][:, :side], layer[::-1][:side, :side], layer[::-1, ::-1])
    return max(_edge(np.ascontiguousarray(corner[:side, :side]), dpi) for corner in corners)


def _edge(corner: npt.NDArray[np.uint8], dpi: float) -> float:
    """The same for one corner, which is laid into the top left."""
    size = round(corner.shape[0] * DPI / dpi)
    small = cv2.resize(corner, (size, size), interpolation=cv2.INTER_AREA)
    paper = float(np.quantile(small, 0.75))
    dark = (small < paper - DARKER).astype(np.uint8)
    if not dark.any():
        return 0.0
    on, beyond = _edges(size)
    near = cv2.dilate(dark, np.ones((3, 3), np.uint8)).ravel()
    clear = dark.ravel()
    return float(np.max(near[on].mean(axis=1) - clear[beyond].mean(axis=1)))


@cache
def _edges(size: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Flat indices, a row for each edge, of the points on it and of those beyond, in a corner of size × size pixels."""
    legs = np.arange(LEGS[0], min(LEGS[1], size * INCH / DPI - BEYOND), STEP)
    wide, high = (each.ravel() for each in np.meshgrid(legs, legs))
    fit = np.maximum(wide, high) <= STEEPEST * np.minimum(wide, high)
    wide, high = wide[fit, None], high[fit, None]
    along = np.linspace(0.06, 0.94, SAMPLES)[None]
    x, y = wide * along, high * (1 - along)
    away = BEYOND / np.hypot(wide, high)
    return _flat(x, y, size), _flat(x + high * away, y + wide * away, size)


def _flat(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.intp]:
    column, row = (np.clip(np.rint(each * DPI / INCH), 0, size - 1).astype(np.intp) for each in (x, y))
    return row * size + column
