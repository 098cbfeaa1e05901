"""Pages drawn for recognition: in grey, in colour only where marks lie, and nobody sees where one meets the other."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.image import drawn
from ocr.image.canvas import canvas, overview
from ocr.image.drawn import draw_print
from ocr.image.ink import print_layer
from ocr.image.look import Look, look_at
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import Box, ImageInfo
from ocr.stamped import words_of_stamps
from tests.unit.ocr.drawn import DPI, Pixels, letter
from tests.unit.ocr.image.test_marks import RED, framed, scanned

SIZES = (DPI, 300)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


def info_of(page: Pixels, dpi: int) -> ImageInfo:
    return ImageInfo("jpeg", page.shape[1], page.shape[0], "RGB", dpi, dpi)


def seen(page: Pixels, dpi: int) -> Look:
    small = overview(page, info_of(page, dpi), OVERVIEW_DPI)
    return look_at(small, print_layer(small), info_of(page, dpi), lies_known=True)


def scan(dpi: int, *, text: str = "HỎA TỐC") -> Pixels:
    """A yellowed scan of a letter with a red stamp beside its lines."""
    page = framed(letter(height=6.0), text, RED, 4.0, x=700, y=830)
    size = (round(page.width * dpi / DPI), round(page.height * dpi / DPI))
    return scanned(page.resize(size, Image.Resampling.BICUBIC))


@pytest.mark.parametrize("dpi", SIZES)
def test_where_grey_meets_colour_there_is_no_seam(dpi: int, monkeypatch: pytest.MonkeyPatch) -> None:
    page = scan(dpi)
    look, upright = seen(page, dpi), canvas(info_of(page, dpi), 0, skew=1.3)
    parted = draw_print(page, look, upright, DPI)
    assert parted.coloured is not None
    assert parted.coloured.pixels.size < 0.3 * 3 * parted.print.size
    monkeypatch.setattr(drawn, "MOSTLY", 0.0)
    whole = draw_print(page, look, upright, DPI)
    assert whole.coloured is not None
    assert whole.coloured.pixels.shape[:2] == whole.print.shape == parted.print.shape
    apart = np.abs(parted.print.astype(int) - whole.print)
    assert apart.max() <= 12, "where the stamp was, which is measured anew; 2 elsewhere"
    apart[parted.coloured.window.rows, parted.coloured.window.columns] = 0
    assert apart.max() <= 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_stamp_is_lifted_and_its_words_are_told_where_they_stand(engine: Engine, turn: int) -> None:
    straight = scan(DPI)
    page = np.ascontiguousarray(np.rot90(straight, turn // 90))  # counter-clockwise: a turn clockwise sets it upright
    look = seen(page, DPI)
    done = draw_print(page, look, canvas(info_of(page, DPI), turn), DPI)  # type: ignore[arg-type]
    assert float(np.mean(done.print[800:900, 680:1000] < 150)) < 0.005, "as good as nothing of its letters"
    words = {word.text: word for line in words_of_stamps(done, (), DPI, engine) for word in line}
    assert {"HỎA", "TỐC"} <= set(words)
    assert words["HỎA"].left == pytest.approx(700, abs=25)
    assert words["TỐC"].top == pytest.approx(835, abs=25)


def test_what_lies_in_a_seal_is_no_stamp(engine: Engine) -> None:
    page = scan(DPI)
    done = draw_print(page, seen(page, DPI), canvas(info_of(page, DPI), 0), DPI)
    height, width = page.shape[:2]
    seal = Box.from_corners(650 / width, 780 / height, 1050 / width, 940 / height)
    assert words_of_stamps(done, (seal,), DPI, engine) == []


def test_a_page_without_marks_has_no_colour() -> None:
    page = scanned(letter())
    done = draw_print(page, seen(page, DPI), canvas(info_of(page, DPI), 0), DPI)
    assert done.coloured is None
    assert np.array_equal(done.print, page[..., 0])
