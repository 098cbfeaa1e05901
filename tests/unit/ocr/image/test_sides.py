"""Straight sides of a bright sheet."""

import cv2
import numpy as np
import pytest

from ocr.image.sides import crossings, drawn_finely, proposed_sides

CORNERS = np.array([(60.3, 40.7), (250.2, 50.4), (240.8, 300.6), (50.1, 290.9)])


def lit_sheet() -> np.ndarray:
    """A bright quadrangle, its edges drawn to an eighth of a pixel."""
    large = np.full((340 * 8, 300 * 8), 60, np.uint8)
    cv2.fillConvexPoly(large, np.rint(8 * CORNERS + 3.5).astype(np.int32), 220)
    drawn = cv2.resize(large, (300, 340), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(drawn, (0, 0), 1.0)


def test_lines_cross_where_both_hold() -> None:
    upright, level = np.array([[1.0, 0.0, 7.0]]), np.array([[0.0, 1.0, 9.0]])
    assert crossings(upright, level) == pytest.approx(np.array([[7.0, 9.0]]))


def test_parallel_lines_cross_far_off() -> None:
    assert np.abs(crossings(np.array([[1.0, 0.0, 7.0]]), np.array([[1.0, 0.0, 9.0]]))).max() > 1e5


def test_the_sides_of_a_sheet_are_proposed_first() -> None:
    for number, lines in enumerate(proposed_sides(np.log(lit_sheet().astype(np.float32)))):
        ends = CORNERS[[(number - 1) % 4, number]]  # left, top, right, bottom
        cos, sin, distance = lines[0]
        assert np.abs(ends @ [cos, sin] - distance).max() < 4


def test_corners_are_drawn_to_a_fraction_of_a_pixel() -> None:
    rough = CORNERS + np.array([(1.5, -2), (-2, 1), (1, 2), (-1.5, -1)])
    assert drawn_finely(lit_sheet(), rough, 1.5) == pytest.approx(CORNERS, abs=0.15)


def test_an_even_image_proposes_nothing() -> None:
    assert [len(lines) for lines in proposed_sides(np.zeros((200, 150), np.float32))] == [0, 0, 0, 0]
