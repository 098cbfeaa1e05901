"""The canvas: where source pixels lie on the upright, straight page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.canvas import canvas, draw, overview
from ocr.image.rules import without_rules
from ocr.image.upright import QuarterTurn
from ocr.page import ImageInfo
from tests.unit.ocr.drawn import Pixels


def info(width: int, height: int, dpi_x: float = 200, dpi_y: float = 200) -> ImageInfo:
    return ImageInfo("png", width, height, "L", dpi_x, dpi_y)


def marked(width: int = 300, height: int = 200) -> Pixels:
    rng = np.random.default_rng(1)
    return cv2.GaussianBlur(rng.integers(0, 255, (height, width)).astype(np.uint8), (0, 0), 2).astype(np.uint8)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_quarter_turn_moves_whole_pixels(turn: QuarterTurn) -> None:
    source = marked()
    page = canvas(info(300, 200), turn)
    drawn = draw(source, page, 200)
    assert (page.width, page.height) == ((300, 200) if turn % 180 == 0 else (200, 300))
    assert np.array_equal(drawn, np.rot90(source, -turn // 90))


def test_fax_pixels_become_square() -> None:
    page = canvas(info(200, 100, 200, 100), 90)
    assert (page.width, page.height, page.dpi) == (200, 200, 200)
    assert page.to_page.apply(0, 0) == pytest.approx((200, 0))
    assert page.to_page.apply(200, 100) == pytest.approx((0, 200))


def test_the_skew_turns_round_the_centre_and_keeps_the_size() -> None:
    page = canvas(info(300, 200), 0, 3.0)
    assert (page.width, page.height) == (300, 200)
    assert page.to_page.apply(150, 100) == pytest.approx((150, 100))
    x, y = page.to_page.apply(250, 100)
    assert x < 250
    assert y > 100  # clockwise: what lay to the right of the centre sinks


def test_drawing_at_half_the_resolution_averages() -> None:
    stripes = np.tile(np.array([[0, 255]], np.uint8), (400, 200))
    drawn = draw(stripes, canvas(info(400, 400), 0), 100)
    assert drawn.shape == (200, 200)
    assert int(drawn.min()) >= 127
    assert int(drawn.max()) <= 128


def test_boxes_are_fractions_of_the_upright_page() -> None:
    page = canvas(info(300, 200), 90)
    assert page.box_of_source(0, 0, 30, 50).as_list() == pytest.approx([0.75, 0, 0.25, 0.1])
    assert page.box(20, 30, 40, 60, scale=2).as_list() == pytest.approx([0.05, 0.05, 0.05, 0.05])


def test_an_overview_has_square_pixels() -> None:
    assert overview(np.zeros((100, 200), np.uint8), info(200, 100, 200, 100), 150).shape == (150, 150)


def test_an_overview_leaves_no_row_out_where_one_direction_is_much_finer() -> None:
    rows = np.zeros((600, 200), np.uint8)
    rows[::4] = 255
    for image, about in ((rows, info(200, 600, 200, 600)), (rows.T, info(600, 200, 600, 200))):
        seen = overview(np.ascontiguousarray(image), about, 150)
        assert (int(seen.min()), int(seen.max())) == (64, 64)


def test_rules_go_and_letters_stay() -> None:
    page = np.full((400, 600), 240, np.uint8)
    cv2.rectangle(page, (20, 20), (580, 380), (20,), 3)
    cv2.putText(page, "HIEN", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (20,), 4)
    letters = page[150:220, 90:300].copy()
    cleaned = without_rules(page, 200)
    assert np.array_equal(cleaned[150:220, 90:300], letters)
    assert int(cleaned[:100].min()) == 240
