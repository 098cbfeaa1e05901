"""PNG files: kept as they are where every reader gives them the same pixels."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL.PngImagePlugin import PngImageFile

from config.errors import CorruptFile, TruncatedFile
from ocr.decode import keep
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage

_SIGNATURE = 8
_HEADER_END = _SIGNATURE + 25
_KEPT_AS_IS = {(1, 0), (8, 0), (8, 2)}
"""Bit depth and colour type that are mode 1, L and RGB as they stand."""
_CHANGE_PIXELS = {b"tRNS", b"acTL"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row, and steps between them, of the seven passes of an interlaced image."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    @property
    def unpacked(self) -> int:
        """Bytes that the image data unpack to (PNG specification, 7.2 and 8.2)."""
        bits = self.depth * _CHANNELS.get(self.colour, 0)
        passes = _ADAM7 if self.interlaced else ((0, 0, 1, 1),)
        sizes = (
            (max(0, -(-(self.width - x) // step_x)), max(0, -(-(self.height - y) // step_y)))
            for x, y, step_x, step_y in passes
        )
        return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns and rows)


def page(data: bytes, budget: Budget) -> PageImage:
    """The page of the PNG file ``data``. Raises subclasses of `config.errors.RejectedFile`."""
    image = open_whole(data, budget)
    header = _header(data, 1)
    res = resolution(image.width, image.height, image.info.get("dpi"))
    changed = any(name in _CHANGE_PIXELS for name, _ in _chunks(data, 1))
    if (header.depth, header.colour) in _KEPT_AS_IS and not changed:
        return PageImage(keep.info_of("png", image, res), data, keep.notes(res))
    return keep.keep_lossless(image, res, flags=(keep.DEPTH_REDUCED,) if header.depth == 16 else ())


def open_whole(data: bytes, budget: Budget, page_number: int = 1) -> PngImageFile:
    """The image of the PNG file ``data``, decoded, once the file has proved whole.

    Pillow leaves missing rows black and says nothing. So every chunk is checked by its CRC, the file must reach to
    IEND, and its image data must unpack to all rows. Raises `TooManyPixels`, `TruncatedFile`, `CorruptFile`.
    """
    header = _header(data, page_number)
    budget.check_pixels(header.width, header.height)
    if _unpacked(data, page_number) < header.unpacked:
        raise TruncatedFile(page=page_number)
    with distrusting("PNG"), decoding():
        image = PngImageFile(io.BytesIO(data))
        image.load()
    return image


def _header(data: bytes, page_number: int) -> _Header:
    if len(data) < _HEADER_END:
        raise TruncatedFile(page=page_number)
    if data[_SIGNATURE + 4 : _SIGNATURE + 8] != b"IHDR":
        raise CorruptFile(problem="PNG: no IHDR")
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, _SIGNATURE + 8)
    return _Header(width, height, depth, colour, bool(interlaced))


def _chunks(data: bytes, page_number: int) -> Iterator[tuple[bytes, memoryview]]:
    """Name and body of every chunk up to IEND."""
    view, at = memoryview(data), _SIGNATURE
    while True:
        if at + 12 > len(data):
            raise TruncatedFile(page=page_number)
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise TruncatedFile(page=page_number)
        if zlib.crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise CorruptFile(problem=f"PNG: CRC of {name.decode('ascii', 'replace')}")
        yield name, view[at + 8 : end - 4]
        if name == b"IEND":
            return
        at = end


def _unpacked(data: bytes, page_number: int) -> int:
    """Bytes that all image data unpack to, a block at a time and none of them kept."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        for name, body in _chunks(data, page_number):
            pending = bytes(body) if name == b"IDAT" else b""
            while pending and not unpacker.eof:
                size += len(unpacker.decompress(pending, _BLOCK))
                pending = unpacker.unconsumed_tail
    except zlib.error as error:
        raise CorruptFile(problem=f"PNG: {error}") from error
    return size
