"""Page images as PDF holds them: bytes kept, colours right, pixels equal."""

import io
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image

from archive.bundle.image import embed, fitting_profile
from archive.bundle.pdf_file import Name
from archive.bundle.write import srgb
from config.errors import CorruptFile
from ocr.page import ImageInfo
from tests.unit.archive.bundle.drawn import group4, jpeg, png, scan


def info(image: Image.Image, fmt: Literal["jpeg", "png", "tiff"]) -> ImageInfo:
    return ImageInfo(fmt, image.width, image.height, image.mode, 50, 50)  # type: ignore[arg-type]


def grey_profile(size: int = 200) -> bytes:
    """The header of a grey monitor profile, which is all that is looked at."""
    head = bytearray(size)
    head[:4], head[8], head[12:16], head[16:20], head[36:40] = size.to_bytes(4, "big"), 2, b"mntr", b"GRAY", b"acsp"
    return bytes(head)


@pytest.mark.parametrize(("mode", "components"), [("L", 1), ("RGB", 3)])
@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_stays_as_it_is(mode: str, components: int, options: dict[str, Any]) -> None:
    image = scan(mode=mode)
    data = jpeg(image, **options)
    made = embed(info(image, "jpeg"), data)
    assert made.data is data
    assert (made.components, made.profile, made.note) == (components, None, "")
    assert made.entries["Filter"] == Name("DCTDecode")


def test_the_colour_profile_of_a_colour_jpeg_is_used() -> None:
    profile = srgb()
    assert embed(info(scan(), "jpeg"), jpeg(scan(), icc_profile=profile)).profile == profile


def test_a_colour_profile_on_a_grey_jpeg_is_not() -> None:
    image = scan(mode="L")
    assert embed(info(image, "jpeg"), jpeg(image, icc_profile=srgb())).profile is None


def test_profiles_that_pdfa_forbids_do_not_fit() -> None:
    good = grey_profile()
    assert fitting_profile(good + b"padding", 1) == good
    assert fitting_profile(None, 1) is None
    assert fitting_profile(good[:100], 1) is None
    for position, value in ((8, b"\x05"), (12, b"link"), (36, b"none"), (0, b"\0\1\0\0")):
        bad = bytearray(good)
        bad[position : position + len(value)] = value
        assert fitting_profile(bytes(bad), 1) is None


def test_cmyk_without_a_profile_is_converted_and_says_so() -> None:
    image = scan(mode="CMYK")
    made = embed(info(image, "jpeg"), jpeg(image))
    assert made.components == 3
    assert made.entries["Filter"] == Name("FlateDecode")
    assert "CMYK" in made.note


def test_a_jpeg_with_rgb_components_says_so() -> None:
    data = jpeg(scan(), keep_rgb=True)
    at = data.index(b"\xff\xee\x00\x0eAdobe")
    made = embed(info(scan(), "jpeg"), data[:at] + data[at + 16 :])
    assert made.entries["DecodeParms"] == {"ColorTransform": 0}


@pytest.mark.parametrize("fill_order", [1, 2])
@pytest.mark.parametrize("photometric", [0, 1])
def test_a_fax_strip_stays_as_it_is(photometric: int, fill_order: int) -> None:
    image = scan(mode="1")
    made = embed(info(image, "tiff"), group4(image, photometric=photometric, fill_order=fill_order))
    plain = embed(info(image, "tiff"), group4(image, photometric=photometric))
    assert made.data == plain.data
    assert made.entries["DecodeParms"] == {
        "K": -1,
        "Columns": image.width,
        "Rows": image.height,
        "BlackIs1": photometric == 1,
    }


def test_a_fax_in_many_strips_is_compressed_anew() -> None:
    image = scan(mode="1")
    made = embed(info(image, "tiff"), group4(image, rows=50))
    assert made.entries["Filter"] == Name("FlateDecode")
    assert "strip" in made.note


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_the_rows_of_a_png_stay_as_they_are(mode: str) -> None:
    image = scan(mode=mode)
    data = png(image)
    made = embed(info(image, "png"), data)
    assert made.data in data
    assert made.note == ""


def test_a_png_of_another_kind_keeps_its_pixels() -> None:
    image = scan().quantize(8)
    made = embed(ImageInfo("png", *image.size, "RGB", 50, 50), png(image))
    rebuilt = Image.open(io.BytesIO(png(image))).convert("RGB")
    assert made.data in png(rebuilt)
    assert np.array_equal(np.asarray(rebuilt), np.asarray(image.convert("RGB")))


@pytest.mark.parametrize("fmt", ["jpeg", "png", "tiff"])
def test_bytes_that_are_no_image_are_refused(fmt: Literal["jpeg", "png", "tiff"]) -> None:
    with pytest.raises(CorruptFile):
        embed(ImageInfo(fmt, 10, 10, "L", 50, 50), b"not an image")


def test_an_image_of_another_size_than_stated_is_refused() -> None:
    with pytest.raises(CorruptFile, match="expected"):
        embed(ImageInfo("jpeg", 10, 10, "RGB", 50, 50), jpeg(scan()))
