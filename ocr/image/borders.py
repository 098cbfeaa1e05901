"""What a scan shows beyond its sheet: the dark lid along the edges, wedges of a sheet that lies askew.

Thick and nearly black in all colours, and reaching the edge of the image: print is thinner, a coloured cover is
lighter in one of its colours. For reading, it is painted like paper; the kept image stays as it is.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask, Pixels, lightest_colour

DARKEST_COLOUR = 90
"""Levels of the lightest of red, green and blue below which a lid or a shadow is black."""
THICK = 2.5
"""Millimetres from which something black at the edge is no stroke of a letter or a pen."""
FRINGE = 1.5
"""Millimetres of half-shadow beside it."""
MOST = 0.6
"""Share of the image from which the black is the page itself: a negative, or a photograph."""


def scan_edges(overview: Pixels, dpi: float) -> Mask:
    """Pixels (0 or 1) of ``overview``, (H, W) or (H, W, 3) at ``dpi`` (about 150), that show no paper."""
    if not any((lightest_colour(np.ascontiguousarray(side)) < DARKEST_COLOUR).any() for side in _sides(overview)):
        return np.zeros(overview.shape[:2], np.uint8)
    black = (lightest_colour(overview) < DARKEST_COLOUR).astype(np.uint8)
    thick = _odd(THICK, dpi)
    # What lies outside counts as black, or a narrow wedge would be opened away where it meets the edge.
    framed = cv2.copyMakeBorder(black, thick, thick, thick, thick, cv2.BORDER_CONSTANT, value=(1,))
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    count, labels = cv2.connectedComponents(opened, connectivity=4)
    outside = labels == labels[0, 0] if count > 1 else np.zeros(labels.shape, bool)
    edges = cv2.dilate(outside.astype(np.uint8), np.ones((_odd(2 * FRINGE, dpi),) * 2, np.uint8))
    found = np.asarray(cv2.bitwise_and(edges[thick:-thick, thick:-thick], _near(black, dpi)), np.uint8)
    return found if 0 < float(found.mean()) <= MOST else np.zeros_like(black)


def without_edges(pixels: Pixels, edges: Mask) -> Pixels:
    """A copy of ``pixels``, (H, W) or (H, W, 3), with ``edges`` (a mask of any size) painted like its paper."""
    height, width = pixels.shape[:2]
    mask = cv2.resize(edges, (width, height), interpolation=cv2.INTER_NEAREST).astype(bool)
    step = max(1, min(height, width) // 200)
    paper = np.median(pixels[::step, ::step][~mask[::step, ::step]], axis=0)
    cleaned = pixels.copy()
    cleaned[mask] = paper.astype(np.uint8)
    return cleaned


def _sides(pixels: Pixels) -> tuple[Pixels, ...]:
    """The outermost rows and columns, each still of as many dimensions."""
    return pixels[:1], pixels[-1:], pixels[:, :1], pixels[:, -1:]


def _near(black: Mask, dpi: float) -> Mask:
    """Black and its half-shadow: what the frame covers of a page without an edge stays."""
    return np.asarray(cv2.dilate(black, np.ones((_odd(2 * FRINGE, dpi),) * 2, np.uint8)), np.uint8)


def _odd(millimetres: float, dpi: float) -> int:
    return round(millimetres * dpi / INCH) | 1
