"""TIFF files: many pages, many codings, every pixel."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageOps

from config import errors
from ocr.decode import Budget, g4, pixels, split
from tests.unit.ocr.decode.delivered import ROOMY, array, pages_of, sheet, tiff_strip, written

_ONE_BIT = ["raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "group3", "group4"]
_DEEP = ["raw", "packbits", "tiff_lzw", "tiff_adobe_deflate"]


def _many(images: list[Image.Image], codings: list[str], **options: object) -> bytes:
    target = io.BytesIO()
    with Image.core and _writer(target) as writer:
        for image, coding in zip(images, codings, strict=True):
            image.save(writer, "TIFF", compression=coding, **options)
            writer.newFrame()
    return target.getvalue()


def _writer(target: io.BytesIO):  # type: ignore[no-untyped-def]
    from PIL.TiffImagePlugin import AppendingTiffWriter

    return AppendingTiffWriter(target, True)


@pytest.mark.parametrize("coding", _ONE_BIT)
def test_one_bit_pages_become_one_strip_of_group_4(tmp_path: Path, coding: str) -> None:
    image = sheet(mode="1")
    (page,) = pages_of(tmp_path, written(image, "TIFF", compression=coding, dpi=(200, 200)))
    assert (page.info.format, page.info.mode) == ("tiff", "1")
    assert (pixels(page) == array(image)).all()
    with Image.open(io.BytesIO(page.data)) as kept:
        tags = kept.tag_v2  # type: ignore[attr-defined]
        assert (tags[259], tags[278], len(tags[273])) == (4, image.height, 1)
        assert kept.info["dpi"] == (page.info.dpi_x, page.info.dpi_y)


@pytest.mark.parametrize("mode", ["L", "RGB", "P"])
@pytest.mark.parametrize("coding", _DEEP)
def test_grey_and_colour_pages_become_png(tmp_path: Path, mode: str, coding: str) -> None:
    image = sheet(mode="RGB").quantize(64) if mode == "P" else sheet(mode=mode)
    (page,) = pages_of(tmp_path, written(image, "TIFF", compression=coding))
    assert page.info.format == "png"
    assert (pixels(page) == array(image.convert("RGB") if mode == "P" else image)).all()


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize("fill_order", [1, 2])
def test_group_4_keeps_the_scanners_bits(tmp_path: Path, photometric: g4.Photometric, fill_order: int) -> None:
    image = sheet(mode="1")
    coded = ImageChops.invert(image) if photometric == 0 else image
    strip = tiff_strip(written(coded, "TIFF", compression="group4", tiffinfo={278: image.height}))
    data = bytearray(g4.wrap(g4.reverse_bits(strip) if fill_order == 2 else strip, 240, 340, photometric, (200, 200)))
    if fill_order == 2:
        at = data.index(struct.pack("<HHI", 277, 3, 1))  # samples per pixel, 1 by default, gives up its place
        data[at : at + 12] = struct.pack("<HHII", 266, 3, 1, 2)
    (page,) = pages_of(tmp_path, bytes(data))
    assert (pixels(page) == array(image)).all()
    assert tiff_strip(page.data) == strip


def test_group_4_in_many_strips(tmp_path: Path) -> None:
    image = sheet(mode="1")
    data = written(image, "TIFF", compression="group4", tiffinfo={278: 50})
    (page,) = pages_of(tmp_path, data)
    assert (pixels(page) == array(image)).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(tmp_path: Path, orientation: int) -> None:
    image = sheet(mode="1")
    (page,) = pages_of(tmp_path, written(image, "TIFF", compression="group4", tiffinfo={274: orientation, 278: 999}))
    exif = Image.Exif()
    exif[274] = orientation
    with Image.open(io.BytesIO(written(image, "PNG", exif=exif))) as reference:
        upright = array(ImageOps.exif_transpose(reference))
    assert (np.rot90(pixels(page), -page.info.turn // 90) == upright).all()
    assert ("rendered" in page.flags) == (orientation in (2, 4, 5, 7))
    assert page.info.turn == {6: 90, 3: 180, 8: 270}.get(orientation, 0)


def test_pages_of_all_codings_in_their_order(tmp_path: Path) -> None:
    modes = ["1"] * len(_ONE_BIT) + ["L"] * len(_DEEP) + ["RGB"] * len(_DEEP)
    images = [sheet(200 + n, 300, mode, seed=n) for n, mode in enumerate(modes)]
    pages = pages_of(tmp_path, _many(images, _ONE_BIT + _DEEP + _DEEP))
    assert len(pages) == len(images)
    for page, image in zip(pages, images, strict=True):
        assert (pixels(page) == array(image)).all()


@pytest.mark.parametrize("coding", ["group4", "tiff_lzw", "raw"])
def test_a_cut_between_and_within_pages_is_never_a_shorter_file(tmp_path: Path, coding: str) -> None:
    images = [sheet(mode="1", seed=n) for n in range(4)]
    whole = _many(images, [coding] * 4)
    for cut in range(200, len(whole) - 1, len(whole) // 23):
        with pytest.raises(errors.RejectedFile):
            pages_of(tmp_path, whole[:cut])


def test_pages_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    path.write_bytes(_many([sheet(seed=n) for n in range(3)], ["raw"] * 3))
    pages = split(path, ROOMY)
    assert isinstance(pages, Iterator)
    assert (pixels(next(pages)) == array(sheet(seed=0))).all()
    assert (pixels(next(pages)) == array(sheet(seed=1))).all()


def test_too_many_pages(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyPages) as caught:
        pages_of(tmp_path, _many([sheet(40, 60)] * 5, ["raw"] * 5), Budget(10_000, 4, 1_000_000))
    assert caught.value.details["limit"] == 4


def test_a_chain_that_bites_its_tail_ends(tmp_path: Path) -> None:
    data = bytearray(written(sheet(40, 60), "TIFF"))
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + count * 12, start)
    assert len(pages_of(tmp_path, bytes(data))) == 1


def test_a_thumbnail_is_no_page(tmp_path: Path) -> None:
    target = io.BytesIO()
    with _writer(target) as writer:
        sheet().save(writer, "TIFF")
        writer.newFrame()
        sheet(24, 34).save(writer, "TIFF", tiffinfo={254: 1})
        writer.newFrame()
    assert [page.info.width for page in pages_of(tmp_path, target.getvalue())] == [240]


@pytest.mark.parametrize("coding", ["group4", "tiff_adobe_deflate", "tiff_lzw", "jpeg"])
@pytest.mark.parametrize("rows", [64, 1100])
def test_a_torn_page_is_seen(tmp_path: Path, coding: str, rows: int) -> None:
    """Pillow returns such a page as if it were whole."""
    grey = sheet(800, 1100)
    image = grey if coding == "jpeg" else grey.point(lambda value: 255 if value > 240 else 0).convert("1")
    data = bytearray(written(image, "TIFF", compression=coding, tiffinfo={278: rows}))
    strip = tiff_strip(bytes(data))
    at = data.index(strip) + len(strip) // 2
    data[at : at + 400] = np.random.default_rng(1).bytes(400)
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, bytes(data))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_in_one_strip_keeps_the_scanners_stream(tmp_path: Path, mode: str) -> None:
    data = written(sheet(mode=mode), "TIFF", compression="jpeg", quality=85, tiffinfo={278: 340})
    (page,) = pages_of(tmp_path, data)
    scan = tiff_strip(data)[2:]
    assert page.info.format == "jpeg"
    assert page.data.endswith(scan)
    with Image.open(io.BytesIO(data)) as reference:
        assert np.abs(pixels(page).astype(int) - array(reference)).max() <= 2


@pytest.mark.parametrize("rows", [16, 64, 336])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_in_many_strips_becomes_one_stream(tmp_path: Path, mode: str, rows: int) -> None:
    data = written(sheet(mode=mode), "TIFF", compression="jpeg", quality=85, tiffinfo={278: rows})
    (page,) = pages_of(tmp_path, data)
    assert page.info.format == "jpeg"
    with Image.open(io.BytesIO(data)) as reference:
        expected = array(reference)
    place = np.arange(len(expected)) % rows
    within = (place > 0) & (place < rows - 1)
    assert np.abs(pixels(page).astype(int) - expected)[within].max() <= 2
    assert np.abs(pixels(page).astype(int) - expected).mean() < 0.5, "where strips meet, colours fade into each other"


def test_a_damaged_strip_among_many_is_refused(tmp_path: Path) -> None:
    data = bytearray(written(sheet(mode="L"), "TIFF", compression="jpeg", tiffinfo={278: 64}))
    middle = data.index(b"\xff\xda", len(data) // 2) + 40
    data[middle : middle + 12] = b"\x00" * 12
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, bytes(data))


@pytest.mark.parametrize(("unit", "value", "dpi"), [(2, 300.0, 300), (3, 118.11, 300)])
def test_resolution_in_inches_and_centimetres(tmp_path: Path, unit: int, value: float, dpi: int) -> None:
    info = {282: value, 283: value, 296: unit}
    (page,) = pages_of(tmp_path, written(sheet(1240, 1754, "1"), "TIFF", compression="group4", tiffinfo=info))
    assert (round(page.info.dpi_x), page.info.dpi_stated) == (dpi, True)


def test_neighbouring_pages_do_not_share_their_pixels(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, _many([sheet(seed=n, mode="1") for n in range(3)], ["group4"] * 3))
    assert all(one.data != other.data for one, other in pairwise(pages))
