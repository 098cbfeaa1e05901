"""Where the image and the page's edges lie: pure geometry in points (1/72 inch), y pointing up."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.page import ImageInfo, PageReading

POINTS_PER_INCH = 72.0
SMALLEST, LARGEST = 3.0, 14400.0
"""Shortest and longest side of a page in points (ISO 19005-2, 6.1.13)."""
TOLERANCE = 0.01
"""Page pixels by which the image may reach over the canvas before the page is made larger than it: rounding only."""

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """How one page is laid out."""

    scale: float
    """Points for each page pixel: 72 / dpi, so that paper keeps its size."""
    matrix: tuple[float, float, float, float, float, float]
    """Takes PDF's unit square, in which every image is drawn, to the page."""
    media_box: Rectangle
    """From (0, 0); holds the canvas and every corner of the turned image, so nothing of the scan is cut off."""
    crop_box: Rectangle
    """The page canvas: what viewers show."""


def place_image(info: ImageInfo, reading: PageReading) -> Placement:
    """The placement that `PageReading.to_page` asks for.

    An image x' = a·x + b·y + c, y' = d·x + e·y + f in page pixels (y down) of a source W × H on a canvas of height
    Hp becomes, with s points a pixel, the matrix [s·a·W, -s·d·W, -s·b·H, s·e·H, s(b·H + c), s(Hp - e·H - f)].
    """
    to, width, height = reading.to_page, float(reading.width), float(reading.height)
    corners = [to.apply(x, y) for x in (0, info.width) for y in (0, info.height)]
    left, right = min(0.0, *(x for x, _ in corners)), max(width, *(x for x, _ in corners))
    above, below = min(0.0, *(y for _, y in corners)), max(height, *(y for _, y in corners))
    if max(-left, right - width, -above, below - height) <= TOLERANCE:
        left, right, above, below = 0.0, width, 0.0, height
    s = POINTS_PER_INCH / reading.dpi
    # Another scale than that of the paper only for a page that PDF/A holds too small or too large.
    s *= max(1.0, SMALLEST / (s * min(width, height)))
    s *= min(1.0, LARGEST / (s * max(right - left, below - above)))
    matrix = (
        s * to.a * info.width,
        -s * to.d * info.width,
        -s * to.b * info.height,
        s * to.e * info.height,
        s * (to.b * info.height + to.c - left),
        s * (below - to.e * info.height - to.f),
    )
    crop_box = (-s * left, s * (below - height), s * (width - left), s * below)
    return Placement(s, matrix, (0.0, 0.0, s * (right - left), s * (below - above)), crop_box)
