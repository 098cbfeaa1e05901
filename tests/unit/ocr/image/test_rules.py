"""Ruled lines: only what is straight and long goes, wherever it lies."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.rules import LENGTH, without_rules
from tests.unit.ocr.drawn import DPI, Pixels, letter

LONG, SHORT = round(LENGTH * DPI) + 2, round(LENGTH * DPI) - 20


def print_of(page: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)


def ruled(length: int, row: int, column: int, *, upright: bool) -> Pixels:
    """A white page with one rule of two pixels, which begins there."""
    page = np.full((900, 700), 255, np.uint8)
    if upright:
        page[row : row + length, column : column + 2] = 0
    else:
        page[row : row + 2, column : column + length] = 0
    return page


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("start", range(100, 108))
def test_a_rule_goes_wherever_it_begins(start: int, upright: bool) -> None:
    place = (300, start) if not upright else (start, 300)
    assert int(without_rules(ruled(LONG, *place, upright=upright), DPI).min()) == 255
    assert int(without_rules(ruled(SHORT, *place, upright=upright), DPI).min()) == 0


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("beyond", range(1, 9))
def test_a_rule_that_the_border_cuts_goes_by_half_its_length(beyond: int, upright: bool) -> None:
    side = 900 if upright else 700
    for start in (0, side - LONG // 2 - beyond):
        place = (start, 300) if upright else (300, start)
        assert int(without_rules(ruled(LONG // 2 + beyond, *place, upright=upright), DPI).min()) == 255


def test_print_stays_as_it_is() -> None:
    page = print_of(np.asarray(letter()))
    assert without_rules(page, DPI) is page
