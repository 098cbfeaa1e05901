"""Where image and page edges lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bundle.placement import LARGEST, SMALLEST, place_image
from ocr.page import Affine, ImageInfo
from tests.unit.archive.bundle.drawn import Turn, reading

A4 = ImageInfo("jpeg", 1654, 2339, "RGB", 200, 200)


def test_an_untouched_page_is_its_paper() -> None:
    made = place_image(A4, reading(A4))
    assert made.media_box == made.crop_box == pytest.approx((0, 0, 595.44, 842.04))
    assert made.matrix == pytest.approx((595.44, 0, 0, 842.04, 0, 0))


@given(turn=st.sampled_from([0, 90, 180, 270]), skew=st.floats(-45, 45), x=st.floats(0, 1), y=st.floats(0, 1))
def test_the_matrix_and_the_map_agree_on_every_point(turn: Turn, skew: float, x: float, y: float) -> None:
    info = ImageInfo("jpeg", 1654, 1200, "RGB", 200, 100)
    read = reading(info, turn=turn, skew=skew)
    made = place_image(info, read)
    a, b, c, d, e, f = made.matrix
    page_x, page_y = read.to_page.apply(x * info.width, y * info.height)
    left, bottom, _, top = made.crop_box
    assert a * x + c * (1 - y) + e == pytest.approx(left + made.scale * page_x, abs=1e-6)
    assert b * x + d * (1 - y) + f == pytest.approx(top - made.scale * page_y, abs=1e-6)
    assert bottom == pytest.approx(top - made.scale * read.height)


@given(turn=st.sampled_from([0, 90, 180, 270]), skew=st.floats(-10, 10))
def test_nothing_of_the_scan_lies_outside_of_the_page(turn: Turn, skew: float) -> None:
    made = place_image(A4, reading(A4, turn=turn, skew=skew))
    a, b, c, d, e, f = made.matrix
    for u, v in ((0, 0), (1, 0), (0, 1), (1, 1)):
        assert -0.02 <= a * u + c * v + e <= made.media_box[2] + 0.02
        assert -0.02 <= b * u + d * v + f <= made.media_box[3] + 0.02


def test_a_straightened_page_shows_the_size_of_its_paper() -> None:
    made = place_image(A4, reading(A4, skew=3.2))
    left, bottom, right, top = made.crop_box
    assert (right - left, top - bottom) == pytest.approx((595.44, 842.04))
    assert made.media_box[2:] == pytest.approx((641.5, 874.0), abs=0.5)
    assert (left + right) / 2 == pytest.approx(made.media_box[2] / 2)


def test_unequal_resolution_keeps_the_papers_shape() -> None:
    fax = ImageInfo("tiff", 1728, 1145, "1", 204, 98)
    _, _, right, top = place_image(fax, reading(fax)).crop_box
    assert (right / 72, top / 72) == pytest.approx((1728 / 204, 1145 / 98), abs=0.01)


@pytest.mark.parametrize(("width", "height", "dpi"), [(2, 3, 600), (30000, 20000, 20)])
def test_sizes_that_pdfa_forbids_are_brought_within_its_limits(width: int, height: int, dpi: float) -> None:
    info = ImageInfo("png", width, height, "L", dpi, dpi)
    made = place_image(info, reading(info, skew=5))
    assert min(made.crop_box[2:]) >= SMALLEST - 1e-6
    assert max(made.media_box) <= LARGEST + 1e-6


def test_rounding_in_the_map_does_not_enlarge_the_page() -> None:
    read = reading(A4)
    object.__setattr__(read, "to_page", Affine(1 + 1e-9, 0, -1e-9, 0, 1, 1e-9))
    made = place_image(A4, read)
    assert made.media_box == made.crop_box
