"""JPEG files: kept byte for byte, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from config import errors
from ocr.decode import pixels
from tests.unit.ocr.decode.delivered import array, pages_of, sheet, written

_ORIENTATION, _X, _Y, _UNIT = 0x0112, 0x011A, 0x011B, 0x0128


def _exif(**tags: float) -> Image.Exif:
    exif = Image.Exif()
    for name, value in tags.items():
        exif[int(name[1:])] = value
    return exif


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_the_bytes_stay(tmp_path: Path, mode: str, progressive: bool) -> None:
    data = written(sheet(mode=mode), "JPEG", progressive=progressive, dpi=(200, 200))
    (page,) = pages_of(tmp_path, data)
    assert page.data == data
    assert (page.info.format, page.info.mode, page.info.width, page.info.height) == ("jpeg", mode, 240, 340)
    assert pixels(page).shape == ((340, 240) if mode == "L" else (340, 240, 3))
    with Image.open(tmp_path / "scan.dat") as opened:
        assert (pixels(page) == array(opened if mode == "L" else opened.convert("RGB"))).all()


def test_cmyk_becomes_the_colours_that_were_meant(tmp_path: Path) -> None:
    colour = sheet(mode="RGB")
    (page,) = pages_of(tmp_path, written(colour.convert("CMYK"), "JPEG", quality=95))
    assert np.abs(pixels(page).astype(int) - array(colour)).mean() < 4


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (6, 90), (3, 180), (8, 270)])
def test_exif_turns_are_noted_and_not_applied(tmp_path: Path, orientation: int, turn: int) -> None:
    image = sheet()
    data = written(image, "JPEG", exif=_exif(_274=orientation))
    (page,) = pages_of(tmp_path, data)
    assert (page.data, page.info.turn, page.info.width) == (data, turn, 240)
    with Image.open(tmp_path / "scan.dat") as opened:
        upright = array(ImageOps.exif_transpose(opened))
    assert (np.rot90(pixels(page), -turn // 90) == upright).all()


@pytest.mark.parametrize("orientation", [2, 4, 5, 7])
def test_mirrored_pages_are_set_upright(tmp_path: Path, orientation: int) -> None:
    (page,) = pages_of(tmp_path, written(sheet(), "JPEG", exif=_exif(_274=orientation)))
    assert (page.info.format, page.info.turn) == ("png", 0)
    assert "rendered" in page.flags
    with Image.open(tmp_path / "scan.dat") as opened:
        assert (pixels(page) == array(ImageOps.exif_transpose(opened))).all()


def test_an_exif_block_of_nonsense_turns_nothing(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, written(sheet(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7f\x01"))
    assert page.info.turn == 0


def test_dpi_of_jfif(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, written(sheet(1654, 2339), "JPEG", dpi=(200, 204)))
    assert (page.info.dpi_x, page.info.dpi_y, page.info.dpi_stated, page.flags) == (200, 204, True, ())


def test_dpi_of_exif(tmp_path: Path) -> None:
    exif = _exif(_282=300.0, _283=300.0, _296=2)
    (page,) = pages_of(tmp_path, written(sheet(2480, 3508), "JPEG", exif=exif))
    assert (page.info.dpi_x, page.info.dpi_stated) == (300, True)


def test_dpi_of_nobody(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, written(sheet(1654, 2339), "JPEG"))
    assert (round(page.info.dpi_x), page.info.dpi_stated, page.flags) == (200, False, ("dpi_inferred",))


@pytest.mark.parametrize("left", [3, 21, 200, 2000, -2000, -100, -3, -2, -1])
def test_a_cut_anywhere_is_a_transfer_that_did_not_finish(tmp_path: Path, left: int) -> None:
    data = written(sheet(mode="RGB"), "JPEG")
    with pytest.raises(errors.TruncatedFile) as caught:
        pages_of(tmp_path, data[:left])
    assert caught.value.details == {"page": 1}


@pytest.mark.parametrize("progressive", [False, True])
def test_a_hole_in_the_middle_is_seen(tmp_path: Path, progressive: bool) -> None:
    data = bytearray(written(sheet(600, 800, "RGB"), "JPEG", progressive=progressive, quality=85))
    middle = len(data) // 2
    data[middle : middle + 512] = np.random.default_rng(1).bytes(512).replace(b"\xff", b"")
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, bytes(data))


def test_a_block_that_was_lost_in_the_middle_is_seen(tmp_path: Path) -> None:
    data = written(sheet(600, 800, "RGB"), "JPEG", quality=85)
    middle = len(data) // 2
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, data[:middle] + data[middle + 4096 :])


def test_more_lines_promised_than_sent(tmp_path: Path) -> None:
    data = written(sheet(), "JPEG")
    frame = data.index(b"\xff\xc0") + 5
    lying = data[:frame] + (680).to_bytes(2, "big") + data[frame + 2 :]
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, lying)


def test_what_follows_the_image_stays_with_it(tmp_path: Path) -> None:
    data = written(sheet(), "JPEG") + bytes(100)
    (page,) = pages_of(tmp_path, data)
    assert page.data == data


def test_twelve_bits_are_refused(tmp_path: Path) -> None:
    data = written(sheet(), "JPEG")
    at = data.index(b"\xff\xc0") + 4
    with pytest.raises(errors.UnsupportedImage):
        pages_of(tmp_path, data[:at] + b"\x0c" + data[at + 1 :])
