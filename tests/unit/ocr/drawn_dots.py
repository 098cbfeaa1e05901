"""Pages of a needle printer, drawn for the tests: letters of separate dots, the ribbon as dry as asked."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Pixels = npt.NDArray[np.uint8]

FONT = "/usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf"
INCH = 25.4


@dataclass(frozen=True, slots=True)
class Needles:
    """A print head: dots an inch across and down, and the width of a dot in millimetres."""

    across: int
    down: int
    dot: float


NINE = Needles(120, 72, 0.26)
"""Nine needles, 1/72 inch apart, one pass."""
NINE_TWICE = Needles(120, 144, 0.2)
"""The same head, the paper moved by half a step for a second pass."""
TWENTY_FOUR = Needles(120, 180, 0.13)
"""Twenty-four needles, 1/180 inch apart, in a draft."""


def needle_print(
    lines: tuple[str, ...], head: Needles, ink: float, dpi: int, seed: int, points: float = 12, height: float = 4.0
) -> Pixels:
    """A grey sheet (H, W), 7.2 inches wide, on which every dot was put ``ink`` levels below the paper, more or less.

    The dots lie beside their places by some hundredths of a millimetre, and each is as dark as its needle hit.
    """
    rng = np.random.default_rng(seed)
    y, x = np.nonzero(_lit(lines, head, points, height))
    count = len(x)
    across = (x + 0.5) / head.across * INCH + rng.normal(0, 0.012, count)
    down = (y + 0.5) / head.down * INCH + rng.normal(0, 0.012, count)
    sheet = np.zeros((round(height * dpi), round(7.2 * dpi)), np.float32)
    strength = np.clip(rng.normal(1, 0.15, count), 0.4, 1.4) * (rng.random(count) > 0.02)
    _put(sheet, across / INCH * dpi, down / INCH * dpi, head.dot / 2 / INCH * dpi, strength)
    paper = 238 + rng.normal(0, 4, sheet.shape)
    return np.clip(paper - ink * cv2.GaussianBlur(np.minimum(sheet, 1.15), (0, 0), 0.45), 0, 255).astype(np.uint8)


def _lit(lines: tuple[str, ...], head: Needles, points: float, height: float) -> npt.NDArray[np.bool_]:
    """The grid of the head (rows, columns), true where a needle strikes."""
    step = 720
    sheet = Image.new("L", (round(7.2 * step), round(height * step)), 0)
    face = ImageFont.truetype(FONT, points / 72 * step)
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        pen.text((0.5 * step, (0.4 + number * points * 1.5 / 72) * step), line, font=face, fill=255)
    grid = (round(7.2 * head.across), round(height * head.down))
    return np.asarray(sheet.resize(grid, Image.Resampling.BOX)) > 90


def _put(
    sheet: npt.NDArray[np.float32],
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    radius: float,
    strength: npt.NDArray[np.float64],
) -> None:
    """Discs of ``radius`` pixels round each place, their edges as soft as a pixel is wide."""
    reach = int(np.ceil(radius + 1))
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            column, row = left + across, top + down
            far = np.hypot(column + 0.5 - x, row + 0.5 - y)
            inside = (column >= 0) & (row >= 0) & (column < sheet.shape[1]) & (row < sheet.shape[0])
            cover = (np.clip(radius + 0.5 - far, 0, 1) * strength)[inside]
            np.maximum.at(sheet, (row[inside], column[inside]), cover.astype(np.float32))
