"""Print of separate dots is found by its period and joined; strokes, leaders and halftone pictures are left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.image.dots import Pixels, find_dots, join_dots
from tests.unit.ocr.drawn import BODY, FONT, letter, noisy
from tests.unit.ocr.drawn_dots import FONT as FIXED_PITCH
from tests.unit.ocr.drawn_dots import NINE, TWENTY_FOUR, Needles, needle_print

SIXTY = Needles(60, 60, 0.3)
"""A till printer's head."""


def strokes(lines: tuple[str, ...], font: str, dpi: int, points: float = 12) -> Pixels:
    """Print of whole strokes on paper with a scanner's noise."""
    sheet = Image.new("L", (round(7.2 * dpi), 4 * dpi), 255)
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(font, points / 72 * dpi)
    for number, line in enumerate(lines):
        pen.text((0.5 * dpi, (0.4 + 0.27 * number) * dpi), line, font=face, fill=40)
    return noisy(np.asarray(sheet))


@pytest.mark.parametrize("ink", [60, 90, 130])
@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize(("head", "an_inch"), [(NINE, 72), (SIXTY, 60)])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_step_of_the_needles_is_measured(head: Needles, an_inch: int, dpi: int, ink: float, seed: int) -> None:
    dots = find_dots(needle_print(BODY * 2, head, ink, dpi, seed), dpi)
    assert dots is not None
    assert dots.step == pytest.approx(dpi / an_inch, rel=0.03)
    assert dots.ink < dots.paper - 0.25 * ink


def test_dots_are_found_on_a_page_on_its_side_and_in_colour() -> None:
    grey = np.ascontiguousarray(np.rot90(needle_print(BODY * 2, NINE, 90, 200, seed=3)))
    dots = find_dots(np.repeat(grey[..., None], 3, axis=2), 200)
    assert dots is not None and dots.step == pytest.approx(200 / 72, rel=0.03)


def test_joined_dots_are_few_large_dark_pieces() -> None:
    page = needle_print(BODY, NINE, 90, 300, seed=1)
    dots = find_dots(page, 300)
    assert dots is not None
    joined = join_dots(page, dots)
    assert pieces(joined < 128) < 0.25 * pieces(page < 238 - 45)
    assert np.quantile(joined, 0.6) > 250
    assert joined.min() < 60


def pieces(dark: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """Connected pieces."""
    return int(cv2.connectedComponents(dark.astype(np.uint8), connectivity=4)[0])


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("font", [FONT, FIXED_PITCH])
@pytest.mark.parametrize("points", [8, 10, 12])
def test_strokes_are_no_dots(font: str, dpi: int, points: float) -> None:
    assert find_dots(strokes(BODY * 2, font, dpi, points), dpi) is None


def test_the_dots_of_leaders_are_no_print_of_dots() -> None:
    form = tuple(label + "." * 70 for label in ("Họ và tên: ", "Sinh ngày: ", "Địa chỉ: ") * 4)
    assert find_dots(strokes(form, FONT, 200), 200) is None
    assert find_dots(strokes(("." * 90,) * 12, FONT, 200), 200) is None


def test_a_halftone_picture_is_no_print_of_dots() -> None:
    y, x = np.mgrid[0:800, 0:1400] / 200 * 70 * 2 * np.pi
    screen = 128 + 60 * (np.cos(x) + np.cos(y))
    assert find_dots(np.clip(screen, 0, 255).astype(np.uint8), 200) is None
    light = np.where(np.cos(x) + np.cos(y) > 1.2, 150, 240)
    assert find_dots(light.astype(np.uint8), 200) is None


def test_a_dithered_scan_of_a_grey_ground_is_no_print_of_dots() -> None:
    order = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8
    grey = np.minimum(strokes(BODY * 2, FONT, 300), 200)
    dithered = np.where(grey > np.tile(order, (300, 540)), 255, 0).astype(np.uint8)
    assert find_dots(dithered, 300) is None


def test_twenty_four_needles_print_strokes() -> None:
    assert find_dots(needle_print(BODY * 2, TWENTY_FOUR, 90, 200, seed=1), 200) is None


@pytest.mark.parametrize("shape", [(40, 40), (800, 1400), (800, 1400, 3)])
def test_a_bare_or_tiny_page_has_no_dots(shape: tuple[int, ...]) -> None:
    assert find_dots(np.full(shape, 240, np.uint8), 200) is None


def test_a_scan_too_coarse_to_show_dots_has_none() -> None:
    assert find_dots(np.asarray(letter().convert("L")), 150) is None
