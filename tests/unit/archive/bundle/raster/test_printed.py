"""Which pixels are print in the page's own black."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from archive.bundle.raster.printed import find_print
from tests.unit.archive.bundle.raster.scanned import DPI, PEN, noisy, paper
from tests.unit.ocr.drawn import RED, letter, sheet


def mask_of(page: Image.Image) -> np.ndarray:
    found = find_print(noisy(page), DPI)
    assert found is not None
    return found.mask > 0


def test_letters_are_print_to_their_edges() -> None:
    drawn = np.asarray(letter().convert("L")) < 128
    mask = mask_of(letter())
    assert np.mean(mask[drawn]) > 0.95
    assert np.mean(cv2.dilate(drawn.astype(np.uint8), np.ones((3, 3), np.uint8))[mask]) > 0.99


def test_seal_and_pen_are_not_print_but_the_letters_under_the_seal_are() -> None:
    mask, page = mask_of(paper()), np.asarray(paper()).astype(int)
    for ink in (RED, PEN):
        inked = np.abs(page - ink).max(axis=2) == 0
        assert np.count_nonzero(inked) > 500
        assert np.mean(mask[inked]) < 0.02
    letters = np.asarray(letter().convert("L")) < 60
    assert np.mean(mask[letters]) > 0.95


def test_a_signature_and_a_frame_keep_their_tones() -> None:
    page = letter()
    pen = ImageDraw.Draw(page)
    pen.line([(500, 620), (560, 500), (640, 700), (720, 520)], fill=(10, 10, 10), width=4)
    mask = mask_of(page)
    signature = np.asarray(page.convert("L")) < np.asarray(letter().convert("L")) - 100
    below = np.zeros_like(signature)
    below[580:, :] = True  # where no line of print touches it
    assert np.mean(mask[signature & below]) < 0.02


def test_a_level_rule_is_print() -> None:
    page = letter()
    ImageDraw.Draw(page).line([(100, 700), (900, 700)], fill=(20, 20, 20), width=4)
    assert mask_of(page)[700, 110:890].all()


def test_its_colour_is_that_of_the_ink() -> None:
    found = find_print(np.asarray(letter()), DPI)
    assert found is not None
    assert found.colour == pytest.approx((20, 20, 20), abs=3)


def test_a_grey_page_has_print_too() -> None:
    found = find_print(cv2.cvtColor(noisy(letter()), cv2.COLOR_RGB2GRAY), DPI)
    assert found is not None
    assert len(set(found.colour)) == 1


@pytest.mark.parametrize("fill", [None, RED])
def test_a_page_without_print_has_none(fill: tuple[int, int, int] | None) -> None:
    page = sheet()
    if fill:
        ImageDraw.Draw(page).ellipse((300, 200, 600, 500), outline=fill, width=12)
    assert find_print(noisy(page), DPI) is None
