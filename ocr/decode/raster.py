"""PNG and BMP files: kept as PNG."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Literal

from PIL.BmpImagePlugin import BmpImageFile
from PIL.PngImagePlugin import PngImageFile

from config.errors import CorruptFile, TruncatedFile
from ocr.decode import keep
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage

_SIGNATURE = 8
_KEPT_AS_IS = {(1, 0), (8, 0), (8, 2)}
"""Bit depth and colour type of PNG that are mode 1, L and RGB as they stand."""
_CHANGE_PIXELS = {b"tRNS", b"acTL"}


def page(data: bytes, kind: Literal["png", "bmp"], budget: Budget) -> PageImage:
    """The page of the PNG or BMP file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    return _png_page(data, budget) if kind == "png" else _bmp_page(data, budget)


def _png_page(data: bytes, budget: Budget) -> PageImage:
    width, height, plain, sixteen = _png_header(data, budget)
    with distrusting("PNG"), decoding():
        image = PngImageFile(io.BytesIO(data))
        image.load()
    res = resolution(width, height, image.info.get("dpi"))
    if plain and image.mode in ("1", "L", "RGB"):
        return PageImage(keep.info_of("png", image, res), data, keep.notes(res))
    return keep.keep_lossless(image, res, flags=(keep.DEPTH_REDUCED,) if sixteen else ())


def _png_header(data: bytes, budget: Budget) -> tuple[int, int, bool, bool]:
    """Width, height, whether the file may be kept as it is, whether it has 16 bits a channel.

    Every chunk is checked: its CRC, and that the file reaches to IEND (PNG specification, 5.3 and 5.4).
    """
    if data[_SIGNATURE + 4 : _SIGNATURE + 8] != b"IHDR" or len(data) < _SIGNATURE + 25:
        raise CorruptFile(problem="PNG: no IHDR") if len(data) > _SIGNATURE + 25 else TruncatedFile(page=1)
    width, height, depth, colour = struct.unpack_from(">IIBB", data, _SIGNATURE + 8)
    budget.check_pixels(width, height)
    at, plain = _SIGNATURE, (depth, colour) in _KEPT_AS_IS
    view = memoryview(data)
    while True:
        if at + 12 > len(data):
            raise TruncatedFile(page=1)
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise TruncatedFile(page=1)
        if zlib.crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise CorruptFile(problem=f"PNG: CRC of {name.decode('ascii', 'replace')}")
        plain = plain and name not in _CHANGE_PIXELS
        if name == b"IEND":
            return width, height, plain, depth == 16
        at = end


def _bmp_page(data: bytes, budget: Budget) -> PageImage:
    with distrusting("BMP"), decoding():
        image = BmpImageFile(io.BytesIO(data))
        budget.check_pixels(*image.size)
        start = image.tile[0].offset
        raw = image.tile[0].codec_name == "raw"
        bits = {"1": 1, "L": 8, "P": 8}.get(image.mode, 16)  # least that a row can take
        if raw and start + (image.width * bits // 8) * image.height > len(data):
            raise TruncatedFile(page=1)
        image.load()
    return keep.keep_lossless(image, resolution(*image.size, image.info.get("dpi")))
