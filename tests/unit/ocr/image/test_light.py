"""Light evened out over a page."""

import cv2
import numpy as np
import pytest

from benchmarks.measures import word_bag_error
from config.settings import ReadingSettings
from ocr.engine import open_engine
from ocr.image.light import WHITE, even, uneven
from ocr.read import ReadingOptions, read_page
from tests.unit.ocr.drawn import BODY, Pixels, as_page, letter, noisy
from tests.unit.ocr.drawn_photos import a4


def shaded(page: Pixels, depth: float = 0.5) -> Pixels:
    """The lower half in a soft shadow, under a yellow lamp."""
    shade = np.ones((60, 40), np.float32)
    shade[30:] -= depth
    light = cv2.resize(cv2.GaussianBlur(shade, (0, 0), 1.0), page.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return (page * (light[..., None] * np.float32([1.0, 0.95, 0.8]))).astype(np.uint8)


def small(page: Pixels) -> Pixels:
    return cv2.resize(page, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)


def test_a_scan_is_evenly_lit() -> None:
    assert not uneven(small(noisy(a4(sealed=True))))


@pytest.mark.parametrize("depth", [0.25, 0.5])
def test_a_shadow_is_seen(depth: float) -> None:
    page = small(shaded(a4(), depth))
    assert uneven(page)
    assert uneven(page[..., 1])


def test_a_black_lid_is_no_shadow() -> None:
    page = small(a4())
    page[:, :90] = 20
    assert not uneven(page)


def test_paper_is_white_in_the_shadow_too_and_print_stays_dark() -> None:
    page = shaded(a4())
    lit = even(page, small(page))
    assert np.percentile(lit, 40) == pytest.approx(WHITE, abs=6)
    half = page.shape[0] // 2
    for part in (lit[:half], lit[half:]):
        assert np.median(part.reshape(-1, 3), axis=0) == pytest.approx([WHITE] * 3, abs=6)
        assert part.min() < 60


def test_a_seal_stays_red() -> None:
    page = shaded(a4(sealed=True), 0.3)
    lit = even(page, small(page)).astype(int)
    red = lit[..., 0] - lit[..., 1:].max(axis=2)
    assert np.count_nonzero(red > 80) > 2000


def test_a_grey_page_stays_grey() -> None:
    grey = shaded(a4())[..., 1]
    assert even(grey, small(grey)).shape == grey.shape
    assert as_page(even(grey, small(grey))).info.mode == "L"


def test_words_on_the_dark_side_are_read() -> None:
    page = noisy(np.asarray(letter()))
    falling = np.linspace(1.0, 0.35, page.shape[1], dtype=np.float32)
    dark = as_page((page * falling[None, :, None]).astype(np.uint8))
    reading = read_page(dark, open_engine(ReadingSettings()), ReadingOptions())
    assert word_bag_error("\n".join(BODY), reading.text) < 0.03
