"""What is measured of a page moves with what is wrong with it, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from config.settings import QualitySettings
from ocr.engine.port import RawLine, RawWord
from ocr.image.ink import print_layer
from ocr.page import ImageInfo
from ocr.quality.gate import BLURRED, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE, LOW_DPI, TOO_DARK, TOO_LIGHT, judge
from ocr.quality.measures import measure, with_words
from ocr.quality.values import PageMeasures
from tests.unit.ocr.drawn import BODY, DPI, Pixels, letter, noisy, stamp, turned

LIMITS = QualitySettings()
OVERVIEW = 150


def seen(page: Pixels, dpi: float = DPI) -> PageMeasures:
    small = np.asarray(cv2.resize(page, None, fx=OVERVIEW / DPI, fy=OVERVIEW / DPI, interpolation=cv2.INTER_AREA))
    info = ImageInfo("png", page.shape[1], page.shape[0], "RGB", dpi, dpi)
    return measure(small.astype(np.uint8), print_layer(small.astype(np.uint8)), info, OVERVIEW)


def flags(page: Pixels, dpi: float = DPI) -> tuple[str, ...]:
    return judge(seen(page, dpi), LIMITS)


def scanned() -> Pixels:
    page = letter((*BODY, *BODY), height=5.0)
    stamp(page, 3.0, 3.4)
    return noisy(np.asarray(page))


def triangle(page: Pixels, legs: tuple[int, int]) -> Pixels:
    folded = page.copy()
    cv2.fillPoly(folded, [np.array([(0, 0), (legs[0], 0), (0, legs[1])])], (30, 30, 30))
    return folded


def test_a_page_that_is_all_right_has_no_flag() -> None:
    assert flags(scanned()) == ()
    measures = seen(scanned())
    assert (measures.dpi, measures.width, measures.height) == (DPI, 152.4, 127.0)
    assert measures.paper == pytest.approx(241, abs=4)


@pytest.mark.parametrize("sigma", [0.3, 0.6])
def test_a_blurred_page_is_told(sigma: float) -> None:
    pixels = sigma / 25.4 * DPI
    assert flags(noisy(cv2.GaussianBlur(np.asarray(letter(BODY)), (0, 0), pixels).astype(np.uint8))) == (BLURRED,)


@pytest.mark.parametrize("light", [0.62, 0.3])
def test_a_dark_page_is_only_dark(light: float) -> None:
    assert flags(np.asarray(cv2.convertScaleAbs(scanned(), alpha=light), np.uint8)) == (TOO_DARK,)


def test_pale_print_is_told_and_light_paper_is_not() -> None:
    pale = 255 - (255 - np.asarray(letter(BODY)).astype(np.float32)) * 0.27
    assert flags(noisy(pale.astype(np.uint8), 3)) == (TOO_LIGHT,)


def test_a_coarse_scan_is_coarse_and_not_blurred_too() -> None:
    assert flags(scanned(), dpi=150) == (LOW_DPI,)


@pytest.mark.parametrize("quarter", range(4))
def test_print_that_is_cut_is_told_on_every_side(quarter: int) -> None:
    cut = scanned()[:, round(0.62 * DPI) :]
    assert flags(np.ascontiguousarray(np.rot90(cut, quarter))) == (CUT_OFF,)


def test_a_line_that_is_cut_along_its_length_is_told() -> None:
    row = int(np.argmin(scanned()[:DPI, :, 0].mean(axis=1)))
    assert flags(np.ascontiguousarray(scanned()[row:])) == (CUT_OFF,)


def test_a_seal_that_is_cut_is_told() -> None:
    page = scanned()
    bottom = round((3.4 + 0.3) * DPI)
    assert flags(np.ascontiguousarray(page[:bottom, round(2.0 * DPI) : round(4.0 * DPI)])) == (CUT_OFF,)


def test_a_ragged_shadow_along_an_edge_is_no_print() -> None:
    page = scanned()
    for x in range(0, page.shape[1], 60):
        page[: 4 + x % 7, x : x + 45] = 60
    assert flags(page) == ()


def test_dirt_along_an_edge_is_no_print() -> None:
    page = scanned()
    for y in range(50, 900, 90):
        page[y : y + 12, :8] = 30
    assert flags(page) == ()


@pytest.mark.parametrize("quarter", range(4))
def test_a_folded_corner_is_told_wherever_it_is(quarter: int) -> None:
    page = triangle(np.ascontiguousarray(np.rot90(scanned(), quarter)), (150, 190))
    assert flags(np.ascontiguousarray(np.rot90(page, -quarter))) == (FOLDED_CORNER,)


def test_the_edge_of_a_crooked_sheet_is_no_fold() -> None:
    page = scanned()
    wedge = np.array([(0, 0), (page.shape[1], 0), (0, 60)])
    cv2.fillPoly(page, [wedge], (30, 30, 30))
    assert FOLDED_CORNER not in flags(page)
    assert flags(turned(scanned(), 4)) == ()


def test_doubtful_words_are_told_where_there_are_enough_of_them() -> None:
    def line(confidence: float) -> RawLine:
        return [RawWord("nghiệp", 10, 10, 90, 30, confidence)]

    page = seen(scanned())
    doubtful = with_words(page, [line(0.3)] * 4 + [line(0.9)] * 6)
    assert (doubtful.letters, doubtful.unsure) == (60, 0.4)
    assert judge(doubtful, LIMITS) == (LOW_CONFIDENCE,)
    assert judge(with_words(page, [line(0.3)] + [line(0.9)] * 9), LIMITS) == ()
    assert judge(with_words(page, [line(0.3)]), LIMITS) == ()


def test_a_blank_side_has_no_strokes_to_judge() -> None:
    pale = replace(seen(scanned()), contrast=23.0, rise=0.7, cut_letters=9)
    assert judge(pale.of_a_blank(), LIMITS) == ()


def test_measures_come_back_from_their_stored_form() -> None:
    measures = seen(scanned())
    assert PageMeasures.from_dict(measures.to_dict()) == measures
    assert PageMeasures.from_dict(measures.to_dict() | {"of_a_later_version": 1}) == measures


def test_a_black_and_white_page_full_of_grains_is_too_dark_and_nothing_else() -> None:
    grains = np.random.default_rng(3).random((round(5 * DPI), 6 * DPI)) < 0.08
    print_only = np.where(np.asarray(letter(BODY, height=5.0))[..., 1] < 128, 0, 255).astype(np.uint8)
    assert flags(print_only) == ()
    assert flags(np.where(grains, 0, print_only).astype(np.uint8)) == (TOO_DARK,)


def test_the_border_of_a_photograph_is_no_blurred_print() -> None:
    page = np.asarray(letter((), height=5.0)).copy()
    page[200:800, 200:900] = 150
    soft = noisy(cv2.GaussianBlur(page, (0, 0), 6.0).astype(np.uint8), 2)
    assert seen(soft).rise is None
