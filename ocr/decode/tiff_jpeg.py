"""JPEG inside TIFF (TIFF Technical Note 2): the scanner's stream made a JPEG file of its own.

A TIFF may keep the tables apart from the image data; joined they are one stream. What TIFF says of the colours
outside of the stream must be said within it: a reader takes three components for YCbCr unless an Adobe segment
denies it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from ocr.decode import tiff_directory as tags
from ocr.decode.dpi import Resolution
from ocr.decode.guard import decoding
from ocr.decode.jpeg import keep_stream
from ocr.decode.jpeg_markers import EOI, SOI, read_frame
from ocr.decode.jpeg_strips import joined
from ocr.decode.tiff_directory import Directory
from ocr.page import PageImage

_RGB = 2
_ADOBE_NO_TRANSFORM = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"
_ROUNDING = 2
"""Grey levels by which two decodings of one stream may differ."""
_BAND = 256
"""Rows that are compared at a time: a page of 300 dpi would take 300 MB at once."""


def keep_scanned(
    file: IO[bytes], directory: Directory, image: Image.Image, res: Resolution, orientation: int
) -> PageImage | None:
    """The page of ``directory`` as the scanner's JPEG stream; None where that would not show ``image``.

    That is so where the page lies in tiles, in strips that cannot be told as one stream, or where its colours would
    become false.
    """
    data, rows = _one_stream(file, directory)
    if data is None:
        return None
    frame = read_frame(data)
    if (frame.width, frame.height) != image.size or not frame.decodes_everywhere:
        return None
    shown = JpegImageFile(io.BytesIO(data))
    with decoding():
        shown.load()
    if not _looks_the_same(shown, image, rows):
        return None
    return keep_stream(data, frame, shown, res, orientation)


def _one_stream(file: IO[bytes], directory: Directory) -> tuple[bytes | None, int]:
    """The page as one stream, and the rows of a strip where it lies in several."""
    if len(directory.chunks) == 1:
        return next(streams(file, directory), None), 0
    if tags.STRIP_OFFSETS not in directory.entries:
        return None, 0
    return joined([*streams(file, directory)]) or (None, 0)


def streams(file: IO[bytes], directory: Directory) -> Iterator[bytes]:
    """The JPEG stream of every strip or tile, each whole by itself."""
    said = directory.entries.get(tags.JPEG_TABLES, b"")
    tables = said if isinstance(said, bytes) else bytes(said)
    for offset, count in directory.chunks:
        file.seek(offset)
        data = join(file.read(count), tables, directory)
        if data is not None:
            yield data


def join(stream: bytes, tables: bytes, directory: Directory) -> bytes | None:
    """``stream`` with the segments of ``tables`` before its own, saying itself where its colours are RGB."""
    if not stream.startswith(SOI) or (tables and not tables.startswith(SOI)):
        return None
    segments = tables[len(SOI) :].removesuffix(EOI)
    adobe = _ADOBE_NO_TRANSFORM if directory.number(tags.PHOTOMETRIC) == _RGB else b""
    return SOI + adobe + segments + stream[len(SOI) :]


def _looks_the_same(one: Image.Image, other: Image.Image, strip: int) -> bool:
    """Whether both are one picture; ``strip``: rows of a strip, 0 for a page of one.

    Rows where strips meet are left out: colours that were kept at half the height are drawn from the rows above and
    below, which a decoder of single strips does not have.
    """
    if one.mode != other.mode or one.size != other.size:
        return False
    place = np.arange(one.height) % strip if strip else None
    ours, theirs = np.asarray(one), np.asarray(other)
    for top in range(0, one.height, _BAND):
        rows = slice(top, top + _BAND)
        difference = np.abs(ours[rows].astype(np.int16) - theirs[rows])
        if place is not None:
            difference = difference[(place[rows] > 0) & (place[rows] < strip - 1)]
        if int(difference.max(initial=0)) > _ROUNDING:
            return False
    return True
