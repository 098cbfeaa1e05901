"""A photographed sheet is laid flat; a scan is left alone."""

import cv2
import numpy as np
import pytest

from benchmarks.photographed import photograph
from ocr.image.photo import find_sheet, sheet_info, straightened
from tests.unit.ocr.drawn import noisy, turned
from tests.unit.ocr.drawn_photos import A4_RATIO, a4, camera_info, photo
from tests.unit.ocr.image.test_outline import on_lid


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tilt", [4.0, 15.0, 25.0])
def test_a_sheet_of_a4_has_the_size_of_a4(seed: int, tilt: float) -> None:
    taken = photo(seed, tilt)
    sheet = find_sheet(taken.pixels, camera_info(taken.pixels))
    assert sheet is not None
    size = (sheet.width / sheet.dpi * 25.4, sheet.height / sheet.dpi * 25.4)
    assert size == pytest.approx((210, 297), abs=0.5)


def test_the_corners_of_the_sheet_become_those_of_the_page() -> None:
    taken = photo(5)
    sheet = find_sheet(taken.pixels, camera_info(taken.pixels))
    assert sheet is not None
    lain = np.array([sheet.from_photo.apply(x, y) for x, y in taken.corners])
    page = np.array([(0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height)])
    assert lain == pytest.approx(page, abs=0.003 * sheet.height)


def test_the_outline_may_be_sought_in_a_smaller_image() -> None:
    taken = photo(6, long_side=1600)
    half = cv2.resize(taken.pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    info = camera_info(taken.pixels)
    whole, small = find_sheet(taken.pixels, info), find_sheet(half, info)
    assert whole is not None and small is not None
    assert small.height == pytest.approx(whole.height, rel=0.003)
    assert small.from_photo.apply(800, 600) == pytest.approx(whole.from_photo.apply(800, 600), abs=4)


def test_what_is_laid_flat_looks_like_the_sheet() -> None:
    page = a4(sealed=True)
    taken = photograph(page, np.random.default_rng(8), long_side=1600)
    sheet = find_sheet(taken.pixels, camera_info(taken.pixels))
    assert sheet is not None
    flat = straightened(taken.pixels, sheet)
    assert flat.shape == (sheet.height, sheet.width, 3)
    wanted = cv2.GaussianBlur(cv2.resize(page[..., 1], flat.shape[1::-1], interpolation=cv2.INTER_AREA), (0, 0), 1.5)
    alike = np.corrcoef(cv2.GaussianBlur(flat[..., 1], (0, 0), 1.0).ravel(), wanted.ravel())[0, 1]
    moved = np.corrcoef(np.roll(flat[..., 1], 6, axis=0).ravel(), wanted.ravel())[0, 1]
    assert alike > moved + 0.15


def test_another_paper_keeps_its_own_ratio() -> None:
    square = a4()[:1700]
    taken = photograph(square, np.random.default_rng(2), tilt=12.0, long_side=1200)
    sheet = find_sheet(taken.pixels, camera_info(taken.pixels))
    assert sheet is not None
    assert sheet.height / sheet.width == pytest.approx(square.shape[0] / square.shape[1], rel=0.05)
    assert abs(sheet.height / sheet.width - A4_RATIO) > 0.1


@pytest.mark.parametrize("angle", [0.0, 4.0])
@pytest.mark.parametrize("lid", [15, 60, 130])
def test_a_scan_with_the_lid_round_its_sheet_is_no_photograph(lid: int, angle: float) -> None:
    scan = noisy(turned(on_lid(a4(), lid), angle), sigma=3)
    assert find_sheet(scan, camera_info(scan, stated=True)) is None


def test_a_true_rectangle_before_black_is_a_scan_whatever_its_file_says() -> None:
    scan = noisy(on_lid(a4(), 40), sigma=3)
    assert find_sheet(scan, camera_info(scan)) is None


def test_a_photograph_taken_from_straight_above_is_one() -> None:
    taken = photo(7, tilt=0.0)  # on a desk that is not black
    assert find_sheet(taken.pixels, camera_info(taken.pixels)) is not None


def test_what_is_known_of_the_flat_sheet() -> None:
    taken = photo(5)
    info = camera_info(taken.pixels)
    sheet = find_sheet(taken.pixels, info)
    assert sheet is not None
    flat = sheet_info(info, sheet)
    assert (flat.width, flat.height, flat.dpi, flat.dpi_stated) == (sheet.width, sheet.height, sheet.dpi, False)
