"""Reading a page from its stored image to its words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from PIL import ImageDraw

from benchmarks.measures import word_bag_error
from benchmarks.photographed import photograph
from config.settings import ReadingSettings
from ocr.engine import Engine, Layout, RawLine, open_engine
from ocr.page import EngineIdentity, PageImage, PageState
from ocr.read import PIPELINE, ReadingOptions, read_page
from tests.unit.ocr import drawn_photos
from tests.unit.ocr.drawn import BODY, DPI, RED, Pixels, as_page, letter, noisy, sheet, stamp, turned, write

OPTIONS = ReadingOptions()
TRUTH = "\n".join(BODY)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


class SilentEngine:
    """Reads nothing, and says how often it was asked."""

    identity = EngineIdentity("silent", "1", "none")

    def __init__(self) -> None:
        self.asked = 0

    def recognise(self, image: Pixels, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        self.asked += 1
        return []

    def read_again(self, lines: list[Pixels], dpi: int) -> list[RawLine]:
        return [[] for _ in lines]


def test_a_sealed_page_scanned_askew_and_upside_down_is_read(engine: Engine) -> None:
    page = letter()
    stamp(page, 3.0, 1.4)
    scan = np.rot90(noisy(turned(np.asarray(page), -2.0)), 2)
    reading = read_page(as_page(np.ascontiguousarray(scan)), engine, OPTIONS)
    assert reading.state is PageState.OK
    assert reading.rotation == 180
    assert reading.skew_degrees == pytest.approx(2.0, abs=0.1)
    assert reading.skew_applied
    assert word_bag_error(TRUTH, reading.text) < 0.05
    assert len(reading.seals) == 1
    assert reading.seals[0].x == pytest.approx((3.0 - 0.7) / 6, abs=0.02)
    assert reading.pipeline == PIPELINE
    assert reading.engine == engine.identity
    assert reading.turn_sure


def test_word_boxes_lie_on_the_words_of_the_source(engine: Engine) -> None:
    scan = turned(np.asarray(letter()), -2.0)
    reading = read_page(as_page(scan), engine, OPTIONS)
    back = reading.to_page.inverse()
    for word in reading.words:
        box = word.box
        x, y = (box.x + box.w / 2) * reading.width, (box.y + box.h / 2) * reading.height
        cx, cy = (round(v) for v in back.apply(x, y))
        reach = max(3, round(box.w * reading.width / 2))
        assert int(scan[cy - 8 : cy + 8, cx - reach : cx + reach].min()) < 100, word


def test_a_skew_too_small_to_matter_is_measured_and_left(engine: Engine) -> None:
    reading = read_page(as_page(noisy(turned(np.asarray(letter()), -0.12))), engine, OPTIONS)
    assert reading.skew_degrees == pytest.approx(0.12, abs=0.1)
    assert not reading.skew_applied
    assert reading.to_page.apply(10, 20) == pytest.approx((10, 20))


@pytest.mark.parametrize("hint", [0, 90])
def test_what_the_lines_show_overrules_what_the_file_says(engine: Engine, hint: Literal[0, 90]) -> None:
    reading = read_page(as_page(letter(BODY[:4]), turn=hint), engine, OPTIONS)
    assert reading.rotation == 0


def test_a_page_of_fewer_words_than_the_lines_need_follows_the_file() -> None:
    page = sheet()
    write(page, "2", 3, 1)
    silent = SilentEngine()
    reading = read_page(as_page(page, turn=180), silent, OPTIONS)
    assert (reading.state, reading.rotation, reading.skew_degrees) == (PageState.NO_TEXT, 180, None)
    assert reading.text == ""
    assert not reading.turn_sure


def test_a_turn_that_was_given_is_sure() -> None:
    page = sheet()
    write(page, "2", 3, 1)
    assert read_page(as_page(page), SilentEngine(), ReadingOptions(turn=90)).turn_sure


def test_a_blank_side_is_not_recognised() -> None:
    silent = SilentEngine()
    reading = read_page(as_page(noisy(np.asarray(sheet())), turn=90), silent, OPTIONS)
    assert (reading.state, reading.rotation, reading.skew_degrees, silent.asked) == (PageState.BLANK, 90, None, 0)
    assert (reading.width, reading.height) == (4 * DPI, 6 * DPI)
    assert reading.lines == ()
    assert not reading.turn_sure


def test_a_page_that_a_person_turned_is_read_only_so(engine: Engine) -> None:
    silent = SilentEngine()
    lying = read_page(as_page(letter(BODY[:4])), silent, ReadingOptions(turn=90))
    assert (lying.rotation, lying.width, lying.height, silent.asked) == (90, 4 * DPI, 6 * DPI, 1)
    scan = np.ascontiguousarray(np.rot90(np.asarray(letter(BODY[:4]))))
    reading = read_page(as_page(scan, turn=180), engine, ReadingOptions(turn=90))
    assert reading.rotation == 90 and word_bag_error("\n".join(BODY[:4]), reading.text) < 0.05
    blank = read_page(as_page(noisy(np.asarray(sheet()))), silent, ReadingOptions(turn=270))
    assert (blank.state, blank.rotation, blank.width) == (PageState.BLANK, 270, 4 * DPI)


def test_a_head_of_two_columns_comes_column_by_column(engine: Engine) -> None:
    page = letter(("", "", *BODY[:3]))
    write(page, "SỞ CÔNG THƯƠNG", 0.5, 0.4, 11)
    write(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2.7, 0.4, 11)
    write(page, "Số: 142/SCT", 0.5, 0.7, 11)
    write(page, "Độc lập - Tự do - Hạnh phúc", 2.7, 0.7, 11)
    lines = [line.text for line in read_page(as_page(page), engine, OPTIONS).lines]
    assert lines[:4] == [
        "SỞ CÔNG THƯƠNG",
        "Số: 142/SCT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert lines[4].startswith("Căn cứ")


def test_a_secrecy_mark_in_red_is_read(engine: Engine) -> None:
    page = letter()
    write(page, "MẬT", 0.7, 0.12, 16, fill=RED)
    ImageDraw.Draw(page).rectangle((110, 22, 270, 90), outline=RED, width=4)
    stamp(page, 4.5, 3.0)
    reading = read_page(as_page(noisy(np.asarray(page))), engine, OPTIONS)
    assert reading.lines[0].text == "MẬT"
    assert reading.text.count("\n") == len(BODY)
    assert len(reading.seals) == 1


def test_a_grey_fax_of_oblong_pixels_is_read(engine: Engine) -> None:
    fax = np.asarray(letter(BODY[:3], height=2.5).convert("L"))[::2]
    reading = read_page(as_page(np.ascontiguousarray(fax), dpi_y=DPI / 2), engine, OPTIONS)
    assert (reading.width, reading.height) == (6 * DPI, round(2.5 * DPI))
    assert word_bag_error("\n".join(BODY[:3]), reading.text) < 0.35
    assert all(unicodedata.is_normalized("NFC", word.text) for word in reading.words)


def test_the_same_page_gives_the_same_reading(engine: Engine) -> None:
    page = as_page(letter(BODY[:2], height=2.0))
    assert read_page(page, engine, OPTIONS) == read_page(page, engine, OPTIONS)


def test_options_come_from_the_settings() -> None:
    assert ReadingOptions.of(ReadingSettings(dpi=300)) == ReadingOptions(dpi=300)


def photographed(tilt: float) -> PageImage:
    taken = photograph(drawn_photos.a4(), np.random.default_rng(11), tilt=tilt, long_side=2000)
    image = as_page(taken.pixels, 200, 200)
    return replace(image, info=replace(image.info, dpi_stated=False))


def test_a_photographed_sheet_is_read_as_if_it_had_been_scanned(engine: Engine) -> None:
    reading = read_page(photographed(20.0), engine, OPTIONS)
    assert reading.sheet is not None
    assert word_bag_error(drawn_photos.TRUTH, reading.text) < 0.015
    assert reading.skew_degrees == pytest.approx(0, abs=0.1)
    assert (reading.width / reading.dpi * 25.4, reading.height / reading.dpi * 25.4) == pytest.approx((210, 297), abs=1)
    assert {"photographed", "dpi_inferred"} <= set(reading.flags)
    first = reading.words[0].box  # the first line begins one inch from the left and 1.2 inches from the top
    assert (first.x * 8.27, first.y * 11.69) == pytest.approx((1.0, 1.25), abs=0.08)


def test_a_photograph_is_turned_as_a_person_says() -> None:
    reading = read_page(photographed(10.0), SilentEngine(), ReadingOptions(turn=90))
    assert reading.rotation == 90
    assert reading.width > reading.height


def test_a_shadow_over_a_scan_hides_nothing(engine: Engine) -> None:
    page = drawn_photos.a4().astype(np.float32)
    page[:1300] *= np.linspace(0.4, 1.0, 1300, dtype=np.float32)[:, None, None]
    reading = read_page(as_page(page.astype(np.uint8)), engine, OPTIONS)
    assert reading.sheet is None
    assert reading.flags == ()
    assert word_bag_error(drawn_photos.TRUTH, reading.text) < 0.02
