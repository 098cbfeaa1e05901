"""The canvas of a page: where every source pixel lies once the page is upright and straight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.page import Affine, Box, ImageInfo, QuarterTurn

Pixels = npt.NDArray[np.uint8]

WHITE = (255, 255, 255)
HARDLY_FINER = 1.5
"""Pixels of a scan for each of its overview up to which the nearest ones stand for all: 200 dpi seen at 150."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Size of the upright page in page pixels, and the map that leads there from source pixels."""

    width: int
    height: int
    dpi: float
    to_page: Affine

    def box(self, x0: float, y0: float, x1: float, y1: float, scale: float = 1.0) -> Box:
        """The box of two corners given in page pixels times ``scale``."""
        width, height = self.width * scale, self.height * scale
        return Box.from_corners(x0 / width, y0 / height, x1 / width, y1 / height)

    def box_of_source(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box that holds a rectangle of source pixels once it lies on the page."""
        corners = [self.to_page.apply(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.box(min(xs), min(ys), max(xs), max(ys))


def canvas(info: ImageInfo, turn: QuarterTurn, skew: float = 0.0) -> Canvas:
    """The canvas of an image turned by ``turn`` and then by ``skew`` degrees clockwise round its centre.

    The scan keeps its size: a straightened page loses slivers of its corners rather than growing.
    """
    sx, sy = info.dpi / info.dpi_x, info.dpi / info.dpi_y
    wide, high = info.width * sx, info.height * sy
    if turn in (90, 270):
        width, height = round(high), round(wide)
    else:
        width, height = round(wide), round(high)
    to_page = (
        Affine.scale(sx, sy)
        .then(Affine.quarter_turn(turn, wide, high))
        .then(Affine.rotation(skew, width / 2, height / 2))
    )
    return Canvas(max(1, width), max(1, height), info.dpi, to_page)


def part(page: Canvas, left: float, top: float, right: float, bottom: float) -> Canvas:
    """The canvas of a rectangle of ``page``, given in page pixels and clipped to it."""
    left, top = max(0, round(left)), max(0, round(top))
    width, height = min(page.width, round(right)) - left, min(page.height, round(bottom)) - top
    return Canvas(max(1, width), max(1, height), page.dpi, page.to_page.then(Affine(c=-left, f=-top)))


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a drawn page, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def rows(self) -> slice:
        """Its rows on the page."""
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        """Its columns on the page."""
        return slice(self.left, self.left + self.width)


def size_at(page: Canvas, dpi: float) -> tuple[int, int]:
    """Width and height in pixels of the page drawn at ``dpi``."""
    scale = dpi / page.dpi
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def draw(source: Pixels, page: Canvas, dpi: float, window: Window | None = None) -> Pixels:
    """The page at ``dpi``, upright and straight, interpolated once from ``source`` (H, W) or (H, W, 3).

    ``window``: nothing but that rectangle of it. Where the source is more than twice as fine as asked, whole blocks of
    pixels are averaged first, else fine print would be sampled instead of averaged.
    """
    scale = dpi / page.dpi
    size = size_at(page, dpi)
    matrix = page.to_page.then(Affine.scale(size[0] / page.width, size[1] / page.height))
    block = int(1 / scale)
    if block >= 2:
        height, width = source.shape[0] // block * block, source.shape[1] // block * block
        if width and height:
            small = (width // block, height // block)
            source = np.asarray(cv2.resize(source[:height, :width], small, interpolation=cv2.INTER_AREA), np.uint8)
            matrix = Affine.scale(block, block).then(matrix)
    if window is not None:
        matrix, size = matrix.then(Affine(c=-window.left, f=-window.top)), (window.width, window.height)
    white: Any = WHITE if source.ndim == 3 else 255
    kind = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR
    drawn = cv2.warpAffine(source, for_opencv(matrix), size, flags=kind, borderValue=white)
    return np.asarray(drawn, np.uint8)


def overview(source: Pixels, info: ImageInfo, dpi: float) -> Pixels:
    """The source reduced or enlarged to ``dpi`` in both directions, not turned.

    Where whole blocks of pixels give that to a pixel, what is left over at the right and the lower edge is left out:
    averaging blocks is fifteen times as fast. Where hardly more than a pixel does, neighbours are interpolated, which
    differs by less than a level and is seven times as fast as averaging shares of pixels.
    """
    size = (max(1, round(info.width * dpi / info.dpi_x)), max(1, round(info.height * dpi / info.dpi_y)))
    across, down = round(info.dpi_x / dpi), round(info.dpi_y / dpi)
    if across == down >= 2 and abs(size[0] - info.width // across) <= 1 and abs(size[1] - info.height // down) <= 1:
        size = (info.width // across, info.height // down)
        source = source[: size[1] * down, : size[0] * across]
    finer = max(info.width / size[0], info.height / size[1])
    kind = cv2.INTER_AREA if finer > HARDLY_FINER else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(source, size, interpolation=kind), np.uint8)


def for_opencv(matrix: Affine) -> npt.NDArray[np.float64]:
    """OpenCV counts from the centre of the first pixel, `Affine` from its corner."""
    centred = Affine(c=0.5, f=0.5).then(matrix).then(Affine(c=-0.5, f=-0.5))
    return np.array([[centred.a, centred.b, centred.c], [centred.d, centred.e, centred.f]], np.float64)
