"""Noise that is smoothed, marks that are not, and holes that are filled."""

import cv2
import numpy as np
import pytest

from archive.bundle.raster.paper import filled, smoothed
from tests.unit.archive.bundle.raster.scanned import noisy, paper
from tests.unit.ocr.drawn import sheet


@pytest.mark.parametrize("sigma", [3.0, 8.0])
def test_bare_paper_loses_its_noise(sigma: float) -> None:
    scan = noisy(sheet(), sigma)
    assert scan.std() > 0.8 * sigma
    assert smoothed(scan).std() < 0.2 * sigma


def test_marks_keep_their_own_pixels() -> None:
    page = np.asarray(paper())
    scan = noisy(paper())
    marked = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) < 200
    assert marked.any()
    assert np.mean(smoothed(scan)[marked] == scan[marked]) > 0.95


def test_a_faint_pencil_line_stays() -> None:
    scan = noisy(sheet(), 4.0).astype(int)
    scan[300:303, 200:900] -= 40
    page = np.clip(scan, 0, 255).astype(np.uint8)
    kept = smoothed(page)
    assert kept[250:280].mean() - kept[300:303, 200:900].mean() > 35


def test_grey_pages_are_smoothed_as_well() -> None:
    scan = noisy(sheet())[..., 0]
    assert smoothed(scan).shape == scan.shape
    assert smoothed(scan).std() < 0.3 * scan.std()


@pytest.mark.parametrize("shape", [(90, 121), (90, 121, 3)])
def test_a_hole_takes_the_colour_of_its_surroundings(shape: tuple[int, ...]) -> None:
    page = np.full(shape, 200, np.uint8)
    page[:, 60:] = 90
    known = np.full((90, 121), 255, np.uint8)
    for left in (10, 80):
        page[30:50, left : left + 25], known[30:50, left : left + 25] = 0, 0
    whole = filled(page, known)
    assert np.array_equal(whole[known > 0], page[known > 0])
    assert abs(int(whole[40, 20].mean()) - 200) <= 2
    assert abs(int(whole[40, 92].mean()) - 90) <= 2


def test_a_page_of_which_nothing_is_known_is_filled_with_something() -> None:
    assert filled(np.full((50, 40, 3), 9, np.uint8), np.zeros((50, 40), np.uint8)).shape == (50, 40, 3)
