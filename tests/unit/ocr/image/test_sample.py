"""The place of a page where most print stands."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import ImageDraw

from ocr.image.canvas import canvas, draw, overview, part
from ocr.image.lie import lie
from ocr.image.profile import OVERVIEW_DPI, text_ink
from ocr.image.sample import HEIGHT, WIDTH, sample
from ocr.image.upright import posture
from ocr.page import ImageInfo, QuarterTurn
from tests.unit.ocr.drawn import DPI, Pixels, sheet, turned, write

LINE = "Sở Công Thương đề nghị Ủy ban nhân dân"


def grey_page(top: float = 7.0) -> Pixels:
    """An A4 sheet with four lines and, above them, something darker that is no print."""
    page = sheet(8.27, 11.69)
    ImageDraw.Draw(page).rectangle((400, 200, 900, 700), fill=(10, 10, 10))
    for number in range(4):
        write(page, LINE, 1.5, top + 0.3 * number)
    return np.asarray(page.convert("L"))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 3.0])
def test_the_sample_holds_the_lines_whatever_way_the_page_lies(turn: QuarterTurn, skew: float) -> None:
    page = cv2.cvtColor(grey_page(), cv2.COLOR_GRAY2RGB)
    lying = np.ascontiguousarray(np.rot90(turned(np.asarray(page, np.uint8), -skew)[..., 0], turn // 90))
    info = ImageInfo("png", lying.shape[1], lying.shape[0], "L", DPI, DPI)
    ink = text_ink(overview(lying, info, OVERVIEW_DPI))
    upright = lie(ink, posture(ink), info, turn)
    chosen = sample(upright.ink, upright.straightened, upright.page)
    assert chosen is not None
    assert (chosen.width, chosen.height) == pytest.approx((WIDTH / 25.4 * DPI, HEIGHT / 25.4 * DPI), abs=2)
    straight = draw(lying, upright.page, DPI)
    lines = straight[7 * DPI : round(8.2 * DPI)]
    inside = draw(lying, chosen, DPI)
    assert np.count_nonzero(inside < 100) > 0.7 * np.count_nonzero(lines < 100)


def test_a_page_without_print_has_no_sample() -> None:
    empty = np.full((600, 600), 255, np.uint8)
    info = ImageInfo("png", 600, 600, "L", OVERVIEW_DPI, OVERVIEW_DPI)
    assert sample(text_ink(empty), 0.0, canvas(info, 0)) is None


def test_a_part_is_clipped_to_its_page_and_maps_to_the_same_source() -> None:
    page = canvas(ImageInfo("png", 300, 200, "L", 200, 200), 90)
    piece = part(page, -20, 50, 120, 400)
    assert (piece.width, piece.height) == (120, 250)
    assert piece.to_page.apply(10, 20) == pytest.approx(
        (page.to_page.apply(10, 20)[0], page.to_page.apply(10, 20)[1] - 50)
    )
