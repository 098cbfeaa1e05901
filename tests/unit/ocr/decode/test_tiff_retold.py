"""TIFF pages that Pillow declines: the same pixels as those that were written, and no page out of half a file."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from config import errors
from ocr.decode import pixels
from tests.unit.ocr.decode.delivered import array, pages_of, sheet, written

_WIDTH, _HEIGHT = 64, 48
_Entries = dict[int, tuple[int, ...]]


def _tiff(entries: _Entries, strips: list[bytes], big: bool = False, order: str = "<") -> bytes:
    """A TIFF of one directory, strips first; ``big`` makes it a BigTIFF."""
    head = 16 if big else 8
    offsets, at = [], head
    for strip in strips:
        offsets.append(at)
        at += len(strip)
    entries = {**entries, 273: tuple(offsets), 279: tuple(map(len, strips))}
    letter, count_letter, inline = ("Q", "Q", 8) if big else ("I", "H", 4)
    values_at = at + struct.calcsize("=" + count_letter) + len(entries) * (12 + 8 * big) + inline
    table, values = b"", b""
    for tag, numbers in sorted(entries.items()):
        packed = struct.pack(f"{order}{len(numbers)}I", *numbers)
        field = packed.ljust(inline, b"\0")
        if len(packed) > inline:
            field = struct.pack(order + letter, values_at + len(values))
            values += packed
        table += struct.pack(order + "HH" + letter, tag, 4, len(numbers)) + field
    mark = {"<": b"II", ">": b"MM"}[order]
    first = struct.pack(order + "HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at)
    directory = struct.pack(order + count_letter, len(entries)) + table + bytes(inline)
    return mark + first + b"".join(strips) + directory + values


def _colour(bits: int = 8) -> _Entries:
    return {256: (_WIDTH,), 257: (_HEIGHT,), 258: (bits,) * 3, 259: (1,), 277: (3,), 278: (_HEIGHT,), 284: (1,)}


def _entry(tag: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, 4, 1, value)


@pytest.fixture
def picture() -> Image.Image:
    return sheet(_WIDTH, _HEIGHT, "RGB")


def test_bigtiff_in_motorolas_order(tmp_path: Path, picture: Image.Image) -> None:
    data = _tiff({**_colour(), 262: (2,)}, [picture.tobytes()], big=True, order=">")
    (page,) = pages_of(tmp_path, data)
    assert np.array_equal(pixels(page), array(picture))
    for left in (20, len(data) // 2):
        with pytest.raises(errors.RejectedFile):
            pages_of(tmp_path, data[:left])


@pytest.mark.parametrize("order", ["<", ">"])
def test_sixteen_bits_keep_their_byte_order(tmp_path: Path, order: str) -> None:
    grey = array(sheet(_WIDTH, _HEIGHT)).astype(np.uint16) << 8
    entries: _Entries = {256: (_WIDTH,), 257: (_HEIGHT,), 258: (16,), 259: (1,), 277: (1,), 278: (_HEIGHT,)}
    (page,) = pages_of(tmp_path, _tiff(entries, [grey.astype(order + "u2").tobytes()], order=order))
    assert np.array_equal(pixels(page), grey >> 8) and "depth_reduced" in page.flags


def test_samples_whose_meaning_is_not_said(tmp_path: Path, picture: Image.Image) -> None:
    (page,) = pages_of(tmp_path, _tiff(_colour(), [picture.tobytes()]))
    assert np.array_equal(pixels(page), array(picture))


@pytest.mark.parametrize("across_down", [(1, 1), (2, 1), (2, 2), (4, 4)])
def test_colour_planes_that_lie_apart(tmp_path: Path, across_down: tuple[int, int]) -> None:
    across, down = across_down
    flat = Image.new("RGB", (_WIDTH, _HEIGHT), (200, 30, 60))
    luma, *chroma = flat.convert("YCbCr").split()
    small = [plane.resize((-(-_WIDTH // across), -(-_HEIGHT // down))) for plane in chroma]
    entries = {**_colour(), 262: (6,), 284: (2,), 530: (across, down)}
    (page,) = pages_of(tmp_path, _tiff(entries, [plane.tobytes() for plane in (luma, *small)]))
    assert np.abs(pixels(page).astype(int) - array(flat)).max() <= 3
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, _tiff(entries, [luma.tobytes(), small[0].tobytes(), small[1].tobytes()[:-1]]))


def test_a_grey_page_of_the_old_jpeg_compression(tmp_path: Path) -> None:
    stream = written(sheet(_WIDTH, _HEIGHT), "JPEG", quality=90)
    entries: _Entries = {256: (_WIDTH,), 257: (_HEIGHT,), 258: (8,), 259: (6,), 262: (0,), 277: (1,), 513: (8,)}
    entries |= {262: (1,), 514: (len(stream),)}
    (page,) = pages_of(tmp_path, _tiff(entries, [stream]))
    assert page.data == stream
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, _tiff({**entries, 514: (len(stream) // 2,)}, [stream[: len(stream) // 2]]))


def test_one_raw_strip_is_whole_whatever_its_count_claims(tmp_path: Path, picture: Image.Image) -> None:
    data = _tiff({**_colour(), 262: (2,)}, [picture.tobytes()])
    boastful = data.replace(_entry(279, _WIDTH * _HEIGHT * 3), _entry(279, 10**9))
    assert boastful != data
    (page,) = pages_of(tmp_path, boastful)
    assert np.array_equal(pixels(page), array(picture))
    with pytest.raises(errors.TruncatedFile):
        pages_of(tmp_path, boastful.replace(_entry(257, _HEIGHT), _entry(257, 10 * _HEIGHT)))
