"""The outline of a sheet on a photograph, and none on scans."""

import cv2
import numpy as np
import pytest

from benchmarks.photographed import photograph
from ocr.image.outline import SURE, find_outline
from tests.unit.ocr.drawn import DPI, Pixels, noisy, turned
from tests.unit.ocr.drawn_photos import a4, photo

MILLIMETRE = DPI / 25.4


def on_lid(sheet: Pixels, lid: int, margin: float = 15) -> Pixels:
    """A scan that shows the scanner's lid on all sides."""
    edge = round(margin * MILLIMETRE)
    return cv2.copyMakeBorder(sheet, *(edge,) * 4, cv2.BORDER_CONSTANT, value=(lid,) * 3)


@pytest.mark.parametrize("seed", range(10))
def test_the_corners_of_a_photographed_sheet_are_found(seed: int) -> None:
    taken = photo(seed)
    found = find_outline(taken.pixels)
    assert found is not None and SURE <= found.confidence <= 1
    side = np.linalg.norm(taken.corners - np.roll(taken.corners, 1, axis=0), axis=1).max()
    assert np.abs(found.corners - taken.corners).max() < 0.003 * side


def test_a_landscape_sheet_and_a_grey_photograph_are_found_too() -> None:
    taken = photograph(np.ascontiguousarray(np.rot90(a4())), np.random.default_rng(3), long_side=1200)
    found = find_outline(cv2.cvtColor(taken.pixels, cv2.COLOR_RGB2GRAY))
    assert found is not None
    assert found.corners == pytest.approx(taken.corners, abs=4)


@pytest.mark.parametrize("angle", [0.0, 3.0])
def test_a_scan_has_no_outline(angle: float) -> None:
    assert find_outline(noisy(turned(a4(), angle))) is None


def test_a_sheet_that_runs_out_of_the_image_has_no_outline() -> None:
    taken = photo(1)
    left = round(taken.corners[:, 0].mean())
    assert find_outline(taken.pixels[:, left:]) is None


def test_a_desk_as_bright_as_paper_gives_no_outline() -> None:
    assert find_outline(on_lid(a4(), 240)) is None


def test_an_empty_dark_image_and_a_tiny_one_have_no_outline() -> None:
    grain = np.random.default_rng(1).normal(80, 15, (900, 700, 3)).clip(0, 255).astype(np.uint8)
    assert find_outline(grain) is None
    assert find_outline(grain[:3, :3]) is None


def test_the_level_of_the_surroundings_is_told() -> None:
    found = find_outline(on_lid(noisy(a4()), 30))
    assert found is not None
    assert found.surroundings == pytest.approx(30, abs=2)
