"""Coloured marks told from print, taken out of it, and their words found and cut out."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.image.marks import WHITE, find_marks, paper_of, whitened
from ocr.image.marks_lifted import without_marks
from ocr.image.seal import seals_among
from ocr.image.stamp_cut import cut_out
from ocr.image.stamps import find_stamps
from ocr.page import Box
from tests.unit.ocr.drawn import DPI, FONT, Pixels, letter, noisy, sheet, stamp, write

RED, DARK_RED, PINK = (205, 45, 55), (150, 20, 30), (232, 120, 125)
BLUE, FADED_BLUE, VIOLET = (40, 60, 160), (120, 145, 215), (112, 65, 170)
Colour = tuple[int, int, int]
LOST_STROKES = 0.035
"""Share of the pixels of strokes that may turn out as light as paper."""


def scanned(page: Image.Image, quality: int = 75) -> Pixels:
    """The page on yellowish paper with noise, as a JPEG that keeps half of the colour."""
    paper = noisy(np.asarray(page)).astype(np.float32) * np.array([1.0, 0.98, 0.94])
    file = io.BytesIO()
    Image.fromarray(paper.astype(np.uint8)).save(file, "JPEG", quality=quality, subsampling=2)
    return np.asarray(Image.open(file))


def paper_white(page: Pixels) -> Pixels:
    """The page with its own paper brought to white."""
    return whitened(page, paper_of(page))


def inked(page: Image.Image, mark: Image.Image, colour: Colour) -> Image.Image:
    """``page`` with ``mark`` (L, 255 is ink) over it in transparent ink of a colour."""
    through = 1 - (np.asarray(mark, np.float32) / 255)[..., None] * (1 - np.array(colour, np.float32) / 255)
    return Image.fromarray((np.asarray(page) * through).astype(np.uint8))


def framed(page: Image.Image, text: str, colour: Colour, askew: float, x: int = 150, y: int = 30) -> Image.Image:
    """A framed stamp with its text at (x, y) pixels, turned by so many degrees counter-clockwise."""
    mark = Image.new("L", page.size, 0)
    draw = ImageDraw.Draw(mark)
    font = ImageFont.truetype(FONT, 46)
    left, top, right, bottom = (round(v) for v in draw.textbbox((x, y), text, font=font))
    draw.text((x, y), text, font=font, fill=255)
    draw.rectangle((left - 12, top - 12, right + 12, bottom + 12), outline=255, width=4)
    return inked(page, mark.rotate(askew, center=(x + 60, y + 30), resample=Image.Resampling.BICUBIC), colour)


@pytest.mark.parametrize("colour", [RED, DARK_RED, PINK, BLUE, FADED_BLUE, VIOLET])
def test_ink_over_black_print_is_taken_out_and_the_print_stays(colour: Colour) -> None:
    page = letter()
    bar = Image.new("L", page.size, 0)
    ImageDraw.Draw(bar).rectangle((80, 180, 700, 270), fill=255)
    plain, marked = paper_white(scanned(page)), paper_white(scanned(inked(page, bar, colour)))
    before = without_marks(plain, find_marks(plain, DPI))[190:260, 90:690]
    after = without_marks(marked, find_marks(marked, DPI))[190:260, 90:690]
    paper, print_ = before > WHITE - 25, before < 70
    assert float(np.mean(after[paper])) > WHITE - 30
    assert float(np.mean(after[print_])) < 100


@pytest.mark.parametrize("colour", [DARK_RED, PINK, VIOLET])
def test_pale_print_under_opaque_ink_is_not_taken_for_a_darker_ink(colour: Colour) -> None:
    """Ink that hides half of the print under it leaves strokes with a hue of their own and little colour."""
    page = sheet()
    for row in range(6):
        write(page, "nhân dân tỉnh xem xét", 0.5, 0.6 + 0.3 * row, fill=(85, 85, 85))
    covered = np.asarray(page).copy()
    for x in range(100, 560, 60):
        covered[100:500, x : x + 14] = np.minimum(covered[100:500, x : x + 14], np.array(colour, np.uint8))
    plain, marked = (paper_white(scanned(Image.fromarray(p))) for p in (np.asarray(page), covered))
    before, after = (without_marks(p, find_marks(p, DPI))[100:500, 80:600] for p in (plain, marked))
    strokes = before < 120
    assert float(np.mean(after[strokes] > 170)) < LOST_STROKES


def test_a_page_without_colour_has_no_marks() -> None:
    yellowed = paper_white(scanned(letter()))
    assert not find_marks(yellowed, DPI)
    grey = np.asarray(letter().convert("L"))
    assert not find_marks(grey, DPI)


def test_colour_fringes_of_print_are_no_marks() -> None:
    """Half a pixel between red and green, as between green and blue."""
    pixels = np.asarray(letter()).copy()
    for channel, shift in ((0, 1), (2, -1)):
        plane = pixels[..., channel]
        pixels[..., channel] = plane // 2 + np.roll(plane, shift, axis=1) // 2
    assert find_marks(paper_white(noisy(pixels)), DPI).mask.mean() < 0.002


def test_outside_the_marks_the_page_is_its_grey_self() -> None:
    page = paper_white(scanned(framed(letter(), "MẬT", RED, 0)))
    grey = without_marks(page, find_marks(page, DPI))
    plain = np.asarray(Image.fromarray(page).convert("L"))
    assert np.abs(grey[400:].astype(int) - plain[400:]).max() <= 1


@pytest.mark.parametrize("colour", [RED, PINK, BLUE, FADED_BLUE, VIOLET])
def test_a_round_seal_is_found_whatever_its_colour(colour: Colour) -> None:
    page, mark = letter(), Image.new("L", (1200, 800), 0)
    draw = ImageDraw.Draw(mark)
    for r, width in ((140, 7), (98, 4)):
        draw.ellipse((800 - r, 400 - r, 800 + r, 400 + r), outline=255, width=width)
    (seal,) = seals_among(find_marks(paper_white(scanned(inked(page, mark, colour))), DPI), DPI)
    assert (seal.left, seal.top, seal.right, seal.bottom) == pytest.approx((660, 260, 940, 540), abs=8)


@pytest.mark.parametrize("askew", [-8.0, 0.0, 5.0])
@pytest.mark.parametrize("colour", [RED, BLUE, VIOLET])
def test_a_framed_stamp_askew_is_no_seal_but_a_stamp_that_is_cut_out_straight(colour: Colour, askew: float) -> None:
    page = paper_white(scanned(framed(sheet(height=2), "HỎA TỐC", colour, askew, y=150)))
    marks = find_marks(page, DPI)
    assert seals_among(marks, DPI) == []
    (found,) = find_stamps(marks, (), DPI)
    assert found.askew == pytest.approx(askew, abs=1.0)
    cut = cut_out(page, found, DPI)
    ink = np.flatnonzero((cut.image < 128).any(axis=1))
    assert ink[-1] - ink[0] < 70, "the frame is 78 pixels high, its letters with their marks 46"
    x, y = cut.to_page.apply(cut.image.shape[1] / 2, cut.image.shape[0] / 2)
    assert (x, y) == pytest.approx(((found.left + found.right) / 2, (found.top + found.bottom) / 2), abs=25)


def test_a_signature_and_a_seal_are_no_stamps() -> None:
    page = letter()
    ImageDraw.Draw(page).line([(500, 560), (560, 490), (600, 580), (680, 510), (760, 590)], fill=BLUE, width=5)
    stamp(page, 4.5, 1.5)
    pixels = paper_white(scanned(page))
    marks = find_marks(pixels, DPI)
    height, width = pixels.shape[:2]
    boxes = tuple(
        Box.from_corners(s.left / width, s.top / height, s.right / width, s.bottom / height)
        for s in seals_among(marks, DPI)
    )
    assert len(boxes) == 1
    assert find_stamps(marks, boxes, DPI) == []
