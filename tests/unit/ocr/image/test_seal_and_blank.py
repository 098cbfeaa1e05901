"""Seals found and taken out; blank sides told from sides that bear something."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.image.blank import is_blank
from ocr.image.ink import print_layer, red_ink
from ocr.image.seal import find_seals
from tests.unit.ocr.drawn import DPI, RED, Pixels, letter, noisy, sheet, stamp, write


def blank(page: Image.Image | Pixels) -> bool:
    return is_blank(np.asarray(page), DPI)


def test_the_print_layer_hides_the_seal_and_keeps_the_print_under_it() -> None:
    page = letter()
    plain = print_layer(np.asarray(page))
    stamp(page, 2.5, 1.4)
    stamped = print_layer(np.asarray(page))
    assert int(stamped[plain > 250].min()) >= 200
    assert int(stamped[plain < 60].max()) < 110


def test_violet_stamp_ink_is_lifted_and_blue_print_is_not() -> None:
    page = sheet(1, 1)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 50, 50), fill=(112, 65, 170))
    draw.rectangle((100, 100, 150, 150), fill=(30, 50, 150))
    layer = print_layer(np.asarray(page))
    assert layer[25, 25] >= 165
    assert layer[125, 125] == 30


def test_grey_pages_are_left_as_they_are() -> None:
    grey = np.asarray(letter().convert("L"))
    assert print_layer(grey) is grey
    assert not red_ink(grey).any()


def test_a_seal_is_found_where_it_lies() -> None:
    page = letter()
    stamp(page, 4.0, 2.5, radius=0.7)
    (seal,) = find_seals(red_ink(noisy(np.asarray(page))), DPI)
    assert (seal.left / DPI, seal.top / DPI) == pytest.approx((3.3, 1.8), abs=0.05)
    assert (seal.right / DPI, seal.bottom / DPI) == pytest.approx((4.7, 3.2), abs=0.05)


def test_red_print_pen_and_folders_are_no_seals() -> None:
    page = letter()
    write(page, "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", 0.5, 3.0, fill=RED)
    ImageDraw.Draw(page).line((200, 700, 600, 720), fill=RED, width=4)
    assert find_seals(red_ink(np.asarray(page)), DPI) == []
    assert find_seals(red_ink(np.full((2200, 1600, 3), RED, np.uint8)), DPI) == []
    assert find_seals(red_ink(np.asarray(letter())), DPI) == []


@pytest.mark.parametrize("text", ["2", "Hết.", "Nguyễn Văn An"])
def test_a_short_text_is_not_blank(text: str) -> None:
    page = sheet()
    write(page, text, 2.8, 1.0)
    assert not blank(noisy(np.asarray(page)))


def test_a_seal_or_a_signature_alone_is_not_blank() -> None:
    sealed, signed = sheet(), sheet()
    stamp(sealed, 3, 2)
    ImageDraw.Draw(signed).line([(500, 400), (560, 330), (600, 420), (680, 350)], fill=(40, 60, 150), width=4)
    assert not blank(noisy(np.asarray(sealed)))
    assert not blank(noisy(np.asarray(signed)))


def test_noise_dust_shadow_holes_and_streaks_are_blank() -> None:
    page = sheet(8, 11)
    draw = ImageDraw.Draw(page)
    for x, y in np.random.default_rng(5).integers(100, 1500, (60, 2)):
        draw.ellipse((x, y, x + 4, y + 4), fill=(60, 60, 60))
    draw.rectangle((0, 0, 18, 2200), fill=(90, 90, 90))
    draw.line((900, 100, 900, 2100), fill=(80, 80, 80), width=2)
    for y in (600, 1400):
        draw.ellipse((80, y, 125, y + 45), fill=(30, 30, 30))
    assert blank(noisy(np.asarray(page), 10))


def test_what_shines_through_is_blank() -> None:
    other = letter()
    page = 255 - ((255 - np.fliplr(np.asarray(other)).astype(np.float32)) * 0.12).astype(np.uint8)
    assert blank(noisy(page))


def test_a_seal_that_came_through_in_specks_is_blank() -> None:
    page = sheet()
    stamp(page, 3, 2)
    through = np.asarray(page).copy()
    coarse = np.random.default_rng(2).random((160, 240)).astype(np.float32)
    holes = cv2.resize(coarse, (through.shape[1], through.shape[0]), interpolation=cv2.INTER_NEAREST) < 0.8
    through[holes] = 255
    assert red_ink(through).any()
    assert blank(noisy(through, 3))
