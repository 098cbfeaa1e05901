"""Files that were made to do harm: each ends soon, as pages or with a sentence."""

from __future__ import annotations

import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from config import errors
from ocr.decode import Budget, pixels
from tests.unit.ocr.decode.delivered import (
    ROOMY,
    array,
    jpeg_dictionary,
    pages_of,
    png_chunk,
    scanned_pdf,
    sheet,
    tiff_strip,
    written,
)
from tests.unit.ocr.decode.zips import zipped

_JPEG = written(sheet(), "JPEG")
_PDF = scanned_pdf(_JPEG, jpeg_dictionary(sheet()))
_SECONDS = 10.0
"""Any of these files must be done with by then; the slowest takes about one."""


def _refused(folder: Path, data: bytes, budget: Budget = ROOMY) -> errors.RejectedFile:
    began = time.process_time()
    with pytest.raises(errors.RejectedFile) as caught:
        pages_of(folder, data, budget)
    assert time.process_time() - began < _SECONDS
    return caught.value


def _pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


# --- one file, two formats -----------------------------------------------------------------------------------------


def test_a_jpeg_that_calls_itself_pdf(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, _JPEG, name="scan.pdf")
    assert page.data == _JPEG


def test_a_pdf_that_is_also_a_zip_is_read_as_what_it_begins_with(tmp_path: Path) -> None:
    both = _PDF + zipped({"1.png": written(sheet(60, 80), "PNG")})
    found = pages_of(tmp_path, both)
    assert [(page.info.width, page.info.height) for page in found] == [(240, 340)]


def test_a_zip_that_is_also_a_pdf(tmp_path: Path) -> None:
    both = zipped({"1.png": written(sheet(60, 80), "PNG")}) + _PDF
    assert isinstance(_refused(tmp_path, both), errors.CorruptFile)


def test_a_jpeg_with_a_zip_behind_it(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, _JPEG + zipped({"1.exe": b"MZ"}))
    assert np.array_equal(pixels(page), pixels(pages_of(tmp_path, _JPEG)[0]))


# --- trees without end ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tree",
    [
        (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        (
            *(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>"),
            b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
        ),
        (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"),
        (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count -5>>", b"null"),
        (b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 1>>",),
    ],
    ids=["bites its tail", "two in a circle", "counts without kids", "counts below nothing", "is its own catalogue"],
)
def test_page_trees_that_do_not_end(tmp_path: Path, tree: tuple[bytes, ...]) -> None:
    _refused(tmp_path, _pdf(*tree))


def test_a_page_tree_deeper_than_any_stack(tmp_path: Path) -> None:
    deep = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(2, 3000)]
    page = b"<</Type/Page/Parent 2999 0 R/MediaBox[0 0 9 9]>>"
    _refused(tmp_path, _pdf(b"<</Type/Catalog/Pages 2 0 R>>", *deep, page))


def test_one_page_many_times_over(tmp_path: Path) -> None:
    kids = b"3 0 R " * 5000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pages = b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids
    assert isinstance(_refused(tmp_path, _pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page)), errors.TooManyPages)


def test_a_form_that_draws_itself(tmp_path: Path) -> None:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 5>>"
    form += b"\nstream\n/F Do\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>"
    content = b"<</Length 5>>\nstream\n/F Do\nendstream"
    tree = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    assert len(pages_of(tmp_path, _pdf(*tree, page, form, content))) == 1


def test_a_tiff_whose_directories_go_round(tmp_path: Path) -> None:
    data = written(sheet(60, 80), "TIFF")
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    at = first + 2 + 12 * entries
    assert len(pages_of(tmp_path, data[:at] + struct.pack("<I", first) + data[at + 4 :])) == 1


# --- little that becomes much --------------------------------------------------------------------------------------


def _deflated(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def test_a_png_that_unpacks_beyond_its_own_size(tmp_path: Path) -> None:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 80, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", _deflated(300 << 20)) + png_chunk(b"IEND", b"")
    began = time.process_time()
    with suppress(errors.RejectedFile):
        (page,) = pages_of(tmp_path, bomb)
        assert pixels(page).shape == (80, 60)
    assert time.process_time() - began < _SECONDS


def test_a_png_whose_text_unpacks_without_end(tmp_path: Path) -> None:
    data = written(sheet(60, 80), "PNG")
    text = png_chunk(b"zTXt", b"comment\0\0" + _deflated(200 << 20))
    _refused(tmp_path, data[:33] + text + data[33:])


@pytest.mark.parametrize("sides", [(60_000, 60_000), (2_000_000_000, 1)])
def test_images_of_more_pixels_than_paper_has(tmp_path: Path, sides: tuple[int, int]) -> None:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", *sides, 8, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", _deflated(1 << 20)) + png_chunk(b"IEND", b"")
    assert isinstance(_refused(tmp_path, png), errors.TooManyPixels)
    dictionary = jpeg_dictionary(sheet()) | {"/Width": sides[0], "/Height": sides[1]}
    assert isinstance(_refused(tmp_path, scanned_pdf(_JPEG, dictionary)), errors.TooManyPixels)


def test_a_tiff_whose_strip_unpacks_beyond_its_rows(tmp_path: Path) -> None:
    data = written(sheet(60, 80), "TIFF", compression="tiff_adobe_deflate")
    strip, bomb = tiff_strip(data), _deflated(300 << 20)
    at = data.index(strip)
    where = struct.pack("<HHII", 273, 4, 1, at)
    count = struct.pack("<HHII", 279, 4, 1, len(strip))
    assert data.count(where) == 1 and data.count(count) == 1
    data = data.replace(where, struct.pack("<HHII", 273, 4, 1, len(data)))
    data = data.replace(count, struct.pack("<HHII", 279, 4, 1, len(bomb))) + bomb
    began = time.process_time()
    with suppress(errors.RejectedFile):
        assert len(pages_of(tmp_path, data)) == 1
    assert time.process_time() - began < _SECONDS


def test_a_pdf_stream_packed_many_times_over(tmp_path: Path) -> None:
    bomb = _deflated(300 << 20)
    dictionary = jpeg_dictionary(sheet()) | {"/Filter": pikepdf.Array([pikepdf.Name.FlateDecode] * 2)}
    packed = zlib.compress(bomb, 9)
    began = time.process_time()
    with suppress(errors.RejectedFile):
        pages_of(tmp_path, scanned_pdf(packed, dictionary))
    assert time.process_time() - began < _SECONDS


def test_a_pdf_whose_content_unpacks_to_much(tmp_path: Path) -> None:
    packed = zlib.compress(b"0 0 m " * 2_000_000, 9)
    stream = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    tree = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    began = time.process_time()
    with suppress(errors.RejectedFile):
        pages_of(tmp_path, _pdf(*tree, page, stream))
    assert time.process_time() - began < _SECONDS


def test_a_zip_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    nested = zipped({"1.bmp": bytes(50_000_000)})
    for _ in range(5):
        nested = zipped({f"{n}.zip": nested for n in range(3)})
    assert isinstance(_refused(tmp_path, nested), errors.RefusedEntry)


def test_names_of_255_bytes_and_turned_ones(tmp_path: Path) -> None:
    for name in ("ă" * 127, "đơn\u202egnp.exe", "đơn\n\x1b[31m.png"):
        (page,) = pages_of(tmp_path, written(sheet(60, 80), "PNG"), name=name)
        assert np.array_equal(pixels(page), array(sheet(60, 80)))
