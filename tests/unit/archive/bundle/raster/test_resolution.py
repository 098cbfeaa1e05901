"""How many pixels are kept."""

import numpy as np
import pytest

from archive.bundle.raster.resolution import LEAST_DPI, least_size, resized, size_at
from ocr.page import ImageInfo


def info(dpi_x: float, dpi_y: float, *, stated: bool = True) -> ImageInfo:
    return ImageInfo("jpeg", 2481, 3507, "RGB", dpi_x, dpi_y, stated)


@pytest.mark.parametrize("dpi", [(300.0, 300.0), (299.7, 601.3), (201.0, 200.0)])
def test_a_finer_scan_keeps_at_least_two_hundred_pixels_an_inch(dpi: tuple[float, float]) -> None:
    width, height = least_size(info(*dpi))
    for pixels, source, source_dpi in ((width, 2481, dpi[0]), (height, 3507, dpi[1])):
        assert LEAST_DPI <= pixels / (source / source_dpi) < LEAST_DPI + 0.2


def test_a_coarser_scan_is_never_enlarged() -> None:
    assert least_size(info(150, 150)) == (2481, 3507)
    assert least_size(info(204, 98)) == (2433, 3507)


def test_the_shape_of_print_is_drawn_finer_than_a_coarse_scan() -> None:
    assert size_at(info(150, 200), 300) == (4962, 5261)


def test_pixels_of_an_inferred_resolution_are_all_kept() -> None:
    assert least_size(info(300, 300, stated=False)) == size_at(info(300, 300, stated=False), 300) == (2481, 3507)


def test_fewer_pixels_are_means() -> None:
    stripes = np.tile(np.array([0, 200], np.uint8), (4, 4))
    assert (resized(stripes, (4, 2)) == 100).all()
    assert resized(stripes, (8, 4)) is stripes
