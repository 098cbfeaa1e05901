"""How a page lies once it is set one way up."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.lie import LEAST_SKEW, lie
from ocr.image.profile import OVERVIEW_DPI, TextInk, text_ink
from ocr.image.upright import posture
from ocr.page import ImageInfo, QuarterTurn
from tests.unit.ocr.drawn import DPI, letter, noisy, turned


def seen(skew: float) -> tuple[TextInk, ImageInfo]:
    page = noisy(turned(np.asarray(letter()), -skew))
    scale = OVERVIEW_DPI / DPI
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    info = ImageInfo("png", page.shape[1], page.shape[0], "RGB", DPI, DPI)
    return text_ink(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)), info


@pytest.mark.parametrize("turn", [0, 180])
def test_both_ways_along_the_lines_share_one_skew(turn: QuarterTurn) -> None:
    ink, info = seen(2.0)
    upright = lie(ink, posture(ink), info, turn)
    assert upright.skew == pytest.approx(2.0, abs=0.1)
    assert upright.straightened == upright.skew
    assert (upright.page.width, upright.page.height) == (info.width, info.height)


def test_a_small_skew_is_known_and_left() -> None:
    ink, info = seen(LEAST_SKEW / 2)
    upright = lie(ink, posture(ink), info, 0)
    assert upright.skew == pytest.approx(LEAST_SKEW / 2, abs=0.1)
    assert upright.straightened == 0.0
    assert upright.page.to_page.apply(3, 4) == pytest.approx((3, 4))


def test_across_its_lines_the_skew_is_looked_for_anew() -> None:
    ink, info = seen(2.0)
    sideways = lie(ink, posture(ink), info, 90)
    assert sideways.skew is None or abs(sideways.skew - 2.0) > 1
    assert (sideways.page.width, sideways.page.height) == (info.height, info.width)
