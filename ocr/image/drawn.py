"""The page drawn upright for recognition: its print in grey, its coloured marks lifted off.

Colour is drawn only where marks lie, on most pages a twentieth of the sheet: three colours take four times as long to
draw as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from ocr.image.canvas import Canvas, Window, draw, size_at
from ocr.image.ink import INCH, Pixels
from ocr.image.look import Look
from ocr.image.marks import Marks, find_marks, whitened
from ocr.image.marks_lifted import without_marks
from ocr.page import Box

AROUND = 5.0
"""Millimetres round the marks that are drawn in colour: averages that tell marks from fringes reach two of them."""
MOSTLY = 0.5
"""Share of the page from which all of it is drawn in colour."""


@dataclass(frozen=True, slots=True)
class Coloured:
    """The part of a drawn page that bears marks."""

    pixels: Pixels = field(repr=False)
    """(H, W, 3) RGB, its paper white."""
    marks: Marks = field(repr=False)
    window: Window
    """Where it lies on the drawn page."""

    def within(self, box: Box, page: Pixels) -> Box:
        """What of a box of ``page`` lies on this part, as a box of it."""
        height, width = page.shape[:2]
        left, right = (x * width - self.window.left for x in (box.x, box.x + box.w))
        top, bottom = (y * height - self.window.top for y in (box.y, box.y + box.h))
        wide, high = self.window.width, self.window.height
        return Box.from_corners(left / wide, top / high, right / wide, bottom / high)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn upright."""

    print: Pixels = field(repr=False)
    """Grey (H, W), its marks as light as paper."""
    coloured: Coloured | None


def draw_print(source: Pixels, look: Look, page: Canvas, dpi: int) -> Drawn:
    """The page at ``dpi`` from ``source``, (H, W) or (H, W, 3) RGB, on which ``look`` saw what marks there are."""
    needed = needed_channels(source, look)
    if needed.ndim == 2:
        return Drawn(draw(needed, page, dpi), None)
    window = _window(look, page, dpi)
    pixels = whitened(draw(source, page, dpi, window), look.paper)
    marks = find_marks(pixels, dpi)
    lifted = without_marks(pixels, marks)
    coloured = Coloured(pixels, marks, window)
    if (window.width, window.height) == size_at(page, dpi):
        return Drawn(lifted, coloured)
    grey = whitened(draw(np.asarray(cv2.cvtColor(source, cv2.COLOR_RGB2GRAY), np.uint8), page, dpi), look.paper)
    grey[window.rows, window.columns] = lifted
    return Drawn(grey, coloured)


def needed_channels(source: Pixels, look: Look) -> Pixels:
    """A page without coloured marks needs one channel only."""
    if source.ndim == 3 and not look.marks:
        return np.asarray(cv2.extractChannel(source, 0), np.uint8)
    return source


def _window(look: Look, page: Canvas, dpi: int) -> Window:
    """Where the marks lie on the page drawn at ``dpi``."""
    width, height = size_at(page, dpi)
    box, margin = look.marked_box(page), AROUND * dpi / INCH
    left, right = (int(np.clip(x * width + by, 0, width)) for x, by in ((box.x, -margin), (box.x + box.w, margin)))
    top, bottom = (int(np.clip(y * height + by, 0, height)) for y, by in ((box.y, -margin), (box.y + box.h, margin)))
    if (right - left) * (bottom - top) > MOSTLY * width * height:
        return Window(0, 0, width, height)
    return Window(left, top, right - left, bottom - top)
