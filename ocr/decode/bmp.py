"""BMP files: kept as PNG, or as Group 4 where they have one bit."""

from __future__ import annotations

import io
import struct

from PIL.BmpImagePlugin import BmpImageFile

from config.errors import TruncatedFile
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.decode.keep import keep_lossless
from ocr.page import PageImage

_HEADER_SIZE, _BITS, _CORE_BITS = 14, 28, 24
_CORE = 12


def page(data: bytes, budget: Budget) -> PageImage:
    """The page of the BMP file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    if len(data) < _BITS + 2:
        raise TruncatedFile(page=1)
    with distrusting("BMP"), decoding():
        image = BmpImageFile(io.BytesIO(data))
        budget.check_pixels(*image.size)
        if image.tile[0].codec_name == "raw" and _raw_end(data, image) > len(data):
            raise TruncatedFile(page=1)
        image.load()
    return keep_lossless(image, resolution(*image.size, image.info.get("dpi")))


def _raw_end(data: bytes, image: BmpImageFile) -> int:
    """Where uncompressed rows end: each is filled up to four bytes."""
    (header,) = struct.unpack_from("<I", data, _HEADER_SIZE)
    (bits,) = struct.unpack_from("<H", data, _CORE_BITS if header == _CORE else _BITS)
    return int(image.tile[0].offset + (image.width * bits + 31) // 32 * 4 * image.height)
