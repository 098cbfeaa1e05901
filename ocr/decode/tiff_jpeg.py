"""JPEG inside TIFF (TIFF Technical Note 2): the scanner's stream made a JPEG file of its own.

A TIFF may keep the tables apart from the image data; joined they are one stream. What TIFF says of the colours
outside of the stream must be said within it: a reader takes three components for YCbCr unless an Adobe segment
denies it.
"""

from __future__ import annotations

from typing import IO

import numpy as np
from PIL import Image

from config.errors import RejectedFile
from ocr.decode import tiff_directory as tags
from ocr.decode.budget import Budget
from ocr.decode.dpi import Resolution
from ocr.decode.jpeg import decode_whole, keep_stream
from ocr.decode.jpeg_markers import EOI, SOI, read_frame
from ocr.decode.tiff_directory import Directory
from ocr.page import PageImage

_RGB = 2
_ADOBE_NO_TRANSFORM = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"
_ROUNDING = 2
"""Grey levels by which two decodings of one stream may differ."""


def keep_scanned(
    file: IO[bytes], directory: Directory, image: Image.Image, res: Resolution, orientation: int
) -> PageImage | None:
    """The page of ``directory`` as the scanner's JPEG stream; None where that would not show ``image``.

    That is so where the page lies in several strips or tiles, or where its colours would become false.
    """
    if len(directory.chunks) != 1:
        return None
    offset, count = directory.chunks[0]
    file.seek(offset)
    tables = directory.entries.get(tags.JPEG_TABLES, b"")
    data = join(file.read(count), tables if isinstance(tables, bytes) else bytes(tables), directory)
    if data is None:
        return None
    try:
        frame = read_frame(data)
        shown = decode_whole(data, frame, Budget(image.width * image.height, 1, len(data)))
    except RejectedFile:
        return None  # libtiff read this page without complaint: its pixels are kept instead
    if not _looks_the_same(shown, image):
        return None
    return keep_stream(data, frame, shown, res, orientation)


def join(stream: bytes, tables: bytes, directory: Directory) -> bytes | None:
    """``stream`` with the segments of ``tables`` before its own, saying itself where its colours are RGB."""
    if not stream.startswith(SOI) or (tables and not tables.startswith(SOI)):
        return None
    segments = tables[len(SOI) :].removesuffix(EOI)
    adobe = _ADOBE_NO_TRANSFORM if directory.number(tags.PHOTOMETRIC) == _RGB else b""
    return SOI + adobe + segments + stream[len(SOI) :]


def _looks_the_same(one: Image.Image, other: Image.Image) -> bool:
    if one.mode != other.mode or one.size != other.size:
        return False
    difference = np.abs(np.asarray(one, dtype=np.int16) - np.asarray(other, dtype=np.int16))
    return int(difference.max(initial=0)) <= _ROUNDING
