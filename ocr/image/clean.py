"""A scan as it would have been from a better scanner: no lid beside the sheet, no shadow, no gaps in its print.

For reading only; what is kept stays as it was scanned. Each step is chosen by what is measured of the page, and leaves
the others untouched.
"""

from __future__ import annotations

from ocr.image.borders import scan_edges, without_edges
from ocr.image.canvas import overview
from ocr.image.dots import find_dots, join_dots
from ocr.image.ink import Pixels
from ocr.image.light import even, uneven
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import ImageInfo


def cleaned(scan: Pixels, seen: Pixels, info: ImageInfo) -> tuple[Pixels, Pixels]:
    """The scan, (H, W) or (H, W, 3) RGB, and its overview ``seen``, ready; the same arrays where nothing is amiss."""
    return _in_strokes(*_in_even_light(*_on_paper(scan, seen), info), info)


def _on_paper(source: Pixels, small: Pixels) -> tuple[Pixels, Pixels]:
    """What lies beyond the sheet painted like paper."""
    edges = scan_edges(small, OVERVIEW_DPI)
    return (without_edges(source, edges), without_edges(small, edges)) if edges.any() else (source, small)


def _in_even_light(source: Pixels, small: Pixels, info: ImageInfo) -> tuple[Pixels, Pixels]:
    """Shadows taken off where there are any."""
    if info.mode == "1" or not uneven(small):
        return source, small
    lit = even(source, small)
    return lit, overview(lit, info, OVERVIEW_DPI)


def _in_strokes(source: Pixels, small: Pixels, info: ImageInfo) -> tuple[Pixels, Pixels]:
    """The dots of a needle printer joined where the print is made of them."""
    dots = find_dots(source, min(info.dpi_x, info.dpi_y))
    if dots is None:
        return source, small
    joined = join_dots(source, dots)
    return joined, overview(joined, info, OVERVIEW_DPI)
