"""PNG files: kept as they are, or refused."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from config import errors
from ocr.decode import pixels
from tests.unit.ocr.decode.delivered import array, pages_of, png_chunk, sheet, written


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_plain_png_stays_as_it_is(tmp_path: Path, mode: str) -> None:
    data = written(sheet(1240, 1754, mode), "PNG", dpi=(150, 150))
    (page,) = pages_of(tmp_path, data)
    assert (page.data, page.info.format, page.info.mode, page.flags) == (data, "png", mode, ())
    assert round(page.info.dpi_x) == 150


def test_transparency_lies_on_white_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 280), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 100, 280))
    (page,) = pages_of(tmp_path, written(image, "PNG"))
    assert page.info.mode == "RGB"
    assert pixels(page)[0, 0].tolist() == [0, 0, 255]
    assert pixels(page)[0, 150].tolist() == [255, 255, 255]


@pytest.mark.parametrize(("mode", "kept"), [("RGB", "RGB"), ("L", "L")])
def test_a_palette_becomes_its_colours(tmp_path: Path, mode: str, kept: str) -> None:
    image = sheet(mode=mode).convert("P", palette=Image.Palette.ADAPTIVE, colors=200)
    (page,) = pages_of(tmp_path, written(image, "PNG"))
    assert page.info.mode == kept
    assert (pixels(page) == np.array(image.convert(kept))).all()


def test_sixteen_bits_are_cut_to_eight_and_this_is_said(tmp_path: Path) -> None:
    deep = (array(sheet()).astype(np.uint16) << 8) + 99
    (page,) = pages_of(tmp_path, written(Image.fromarray(deep), "PNG"))
    assert (page.info.mode, "depth_reduced" in page.flags) == ("L", True)
    assert (pixels(page) == array(sheet())).all()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_png_that_breaks_off(tmp_path: Path, share: float) -> None:
    data = written(sheet(), "PNG")
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, data[: int(len(data) * share)])


def test_one_wrong_bit_in_a_png_is_seen(tmp_path: Path) -> None:
    data = bytearray(written(sheet(), "PNG"))
    data[len(data) // 2] ^= 1
    with pytest.raises(errors.CorruptFile):
        pages_of(tmp_path, bytes(data))


def test_fewer_lines_than_promised_in_a_sound_png(tmp_path: Path) -> None:
    data = written(sheet(240, 340), "PNG")
    end = 8 + 25
    taller = data[16:20] + (680).to_bytes(4, "big") + data[24:29]
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, data[:8] + png_chunk(b"IHDR", taller) + data[end:])


def test_interlaced_rows_are_counted_too(tmp_path: Path) -> None:
    data = written(sheet(9, 13), "PNG")
    passes = b"".join(
        b"".join(b"\x00" + row.tobytes() for row in array(sheet(9, 13))[y::dy, x::dx])
        for x, y, dx, dy in [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ]
    )
    start = data[:8] + png_chunk(b"IHDR", data[16:28] + b"\x01")
    end = png_chunk(b"IEND", b"")
    (page,) = pages_of(tmp_path, start + png_chunk(b"IDAT", zlib.compress(passes)) + end)
    assert (pixels(page) == array(sheet(9, 13))).all()
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, start + png_chunk(b"IDAT", zlib.compress(passes[:-1])) + end)
