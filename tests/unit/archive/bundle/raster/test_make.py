"""What each profile makes of a page image."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from archive.bundle.image import embed
from archive.bundle.pdf_file import Name
from archive.bundle.raster import PageRaster, make_raster
from config.errors import CorruptFile
from config.settings import ImageProfile
from ocr.image.photo import find_sheet
from tests.unit.archive.bundle.drawn import jpeg, scan
from tests.unit.archive.bundle.raster.scanned import noisy, paper, red_pixels, stored
from tests.unit.ocr.drawn import letter
from tests.unit.ocr.drawn_photos import photo

SMALLER: list[ImageProfile] = ["standard", "compact"]
SCAN = noisy(paper())
FINE = noisy(paper().resize((1800, 1200)))


def picture(raster: PageRaster) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(raster.image.data)))


def test_faithful_is_the_scanners_own_bytes() -> None:
    info, data = stored(SCAN)
    assert make_raster(info, data, "faithful") == PageRaster(embed(info, data))
    assert make_raster(info, data, "faithful").image.data is data


def test_standard_is_half_as_large_and_compact_an_eighth() -> None:
    info, data = stored(FINE, 300)
    assert make_raster(info, data, "standard").size < len(data) / 2
    assert make_raster(info, data, "compact").size < len(data) / 8


@pytest.mark.parametrize("profile", SMALLER)
def test_the_picture_has_two_hundred_pixels_an_inch(profile: ImageProfile) -> None:
    info, data = stored(FINE, 300)
    assert picture(make_raster(info, data, profile)).shape == (800, 1200, 3)


@pytest.mark.parametrize("profile", SMALLER)
def test_the_seal_keeps_its_colour(profile: ImageProfile) -> None:
    info, data = stored(SCAN)
    assert red_pixels(picture(make_raster(info, data, profile))) > 0.9 * red_pixels(SCAN) > 1000


def test_the_background_of_compact_has_no_ghost_of_the_print() -> None:
    info, data = stored(noisy(letter()))
    made = make_raster(info, data, "compact")
    assert made.stencil is not None
    ghost = np.abs(picture(made).astype(int) - 242).max(axis=2)
    print_of_the_page = np.abs(SCAN.astype(int) - 242).max(axis=2)
    assert np.mean(print_of_the_page > 60) > 0.02
    assert np.mean(ghost > 60) < 1e-4 and np.mean(ghost > 30) < 1e-3
    assert make_raster(info, data, "standard").stencil is None


def test_the_stencil_covers_the_print_at_three_hundred_pixels_an_inch() -> None:
    info, data = stored(noisy(letter()))
    stencil = make_raster(info, data, "compact").stencil
    assert stencil is not None
    assert (stencil.image.entries["Width"], stencil.image.entries["Height"]) == (1800, 1200)
    assert stencil.image.entries["ImageMask"] is True
    assert "ColorSpace" not in stencil.image.entries
    assert max(stencil.colour) < 60


@pytest.mark.parametrize("profile", SMALLER)
def test_a_page_that_never_had_tones_becomes_black_and_white(profile: ImageProfile) -> None:
    page = letter().convert("L").point(lambda level: 255 * (level > 140))
    info, data = stored(np.asarray(page))
    made = make_raster(info, data, profile)
    assert made.image.entries["Filter"] == Name("CCITTFaxDecode")
    assert (made.image.components, made.stencil) == (1, None)
    assert made.image.entries["Width"] == info.width


@pytest.mark.parametrize("profile", SMALLER)
def test_a_page_that_would_not_become_smaller_stays_as_it_is(profile: ImageProfile) -> None:
    info, data = stored(noisy(letter(), sigma=0.0))
    small = io.BytesIO()
    Image.open(io.BytesIO(data)).save(small, "JPEG", quality=3)
    assert make_raster(info, small.getvalue(), profile).image.data == small.getvalue()


def test_print_of_few_pixels_keeps_its_greys() -> None:
    info, data = stored(SCAN, 72)
    assert make_raster(info, data, "compact") == make_raster(info, data, "standard")


@pytest.mark.parametrize("profile", SMALLER)
def test_four_inks_are_left_alone(profile: ImageProfile) -> None:
    info, data = stored(SCAN)
    data = jpeg(scan(mode="CMYK"))
    inked = replace(info, width=414, height=585, mode="CMYK")
    assert make_raster(inked, data, profile) == PageRaster(embed(inked, data))


@pytest.mark.parametrize("profile", SMALLER)
def test_a_torn_image_is_refused(profile: ImageProfile) -> None:
    info, data = stored(SCAN)
    with pytest.raises(CorruptFile):
        make_raster(info, data[: len(data) // 2], profile)


@pytest.mark.parametrize("profile", SMALLER)
def test_the_same_page_gives_the_same_bytes(profile: ImageProfile) -> None:
    info, data = stored(SCAN)
    assert make_raster(info, data, profile) == make_raster(info, data, profile)


@pytest.mark.parametrize("profile", ["faithful", *SMALLER])
def test_a_photographed_sheet_is_laid_flat(profile: ImageProfile) -> None:
    taken = photo(4, 20.0, long_side=1600)
    info, data = stored(taken.pixels, 150, stated=False)
    sheet = find_sheet(taken.pixels, info)
    assert sheet is not None
    made = make_raster(info, data, profile, sheet)
    shape = picture(made).shape
    assert shape[0] / shape[1] == pytest.approx(2**0.5, rel=0.003)
    assert picture(made)[2:-2, 2:-2].max(axis=2).min(initial=255, where=print_free(shape)) > 60
    assert made.image.note == "photograph laid flat: compressed anew"
    assert make_raster(info, data, "faithful", sheet).size >= made.size


def print_free(shape: tuple[int, ...]) -> np.ndarray:
    """The margins of the sheet, without a fringe: nothing of the desk may be left on them."""
    free = np.zeros((shape[0] - 4, shape[1] - 4), bool)
    free[:, : shape[1] // 15] = free[: shape[0] // 20] = True
    return free
