"""Skew and quarter turns from the shape of the lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.profile import OVERVIEW_DPI, text_ink
from ocr.image.skew import glance, measured, straightening
from ocr.image.upright import posture
from tests.unit.ocr.drawn import DPI, Pixels, letter, noisy, sheet, turned


def grey(page: Pixels) -> Pixels:
    small = cv2.resize(page, None, fx=OVERVIEW_DPI / DPI, fy=OVERVIEW_DPI / DPI, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)


def skew_of(page: Pixels) -> float | None:
    ink = text_ink(page)
    seen = glance(ink)
    return straightening(measured(ink, seen)) if seen else None


@pytest.mark.parametrize("skew", [-12.0, -4.0, -0.3, 0.0, 0.15, 1.7, 6.25])
def test_skew_is_measured_to_a_tenth_of_a_degree(skew: float) -> None:
    page = grey(noisy(turned(np.asarray(letter()), -skew)))
    assert skew_of(page) == pytest.approx(skew, abs=0.1)


def test_noise_alone_has_no_skew() -> None:
    assert skew_of(grey(noisy(np.asarray(sheet()), 12))) is None


def test_scattered_specks_have_no_skew() -> None:
    rng = np.random.default_rng(3)
    page = np.full((600, 900), 255, np.uint8)
    for x, y in rng.integers(20, 580, (300, 2)):
        cv2.circle(page, (int(x * 1.5), int(y)), 3, (0,), -1)
    assert skew_of(page) is None


@pytest.mark.parametrize("lying", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-3.0, 0.0, 2.0])
def test_every_quarter_turn_is_seen(lying: int, skew: float) -> None:
    page = np.rot90(grey(noisy(turned(np.asarray(letter()), -skew))), lying // 90)
    found = posture(text_ink(np.ascontiguousarray(page)))
    assert found is not None
    assert found.turn == lying
    assert found.axis_margin > 1.5


def test_an_empty_page_lies_no_way() -> None:
    assert posture(text_ink(grey(np.asarray(sheet())))) is None


def test_ruled_lines_do_not_pass_for_print() -> None:
    page = np.full((600, 900), 255, np.uint8)
    for x in range(50, 900, 120):
        cv2.line(page, (x, 20), (x, 580), (0,), 2)
    assert len(text_ink(page).points) == 0
