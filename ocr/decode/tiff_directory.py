"""The directories of a TIFF file (TIFF 6.0, section 2; BigTIFF), read before any decoder sees them.

Pillow turns a directory behind the end of the file into "no more pages": here it is a file that breaks off.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from config.errors import CorruptFile, TruncatedFile
from ocr.decode.budget import Budget

WIDTH, LENGTH, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 259, 262, 266
STRIP_OFFSETS, STRIP_COUNTS, ORIENTATION = 273, 279, 274
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 282, 283, 296
G4_OPTIONS, TILE_OFFSETS, TILE_COUNTS, JPEG_TABLES = 293, 324, 325, 347
SUBFILE_TYPE, BITS, SAMPLES, PREDICTOR = 254, 258, 277, 317
JPEG_STREAM, JPEG_STREAM_LENGTH = 513, 514

_UNCOMPRESSED = 1
_YCBCR = 6

_REDUCED, _MASK = 1, 4
_LETTERS = {
    1: "B",
    2: "c",
    3: "H",
    4: "I",
    5: "II",
    6: "b",
    7: "c",
    8: "h",
    9: "i",
    10: "ii",
    13: "I",
    16: "Q",
    18: "Q",
}
_MOST_VALUES = 1 << 20
"""Of one entry: strips of a page, or bytes of its JPEG tables."""


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: where it stands in the chain, and its numeric entries."""

    ordinal: int
    """From 0, in the order of the chain, thumbnails counted."""
    entries: dict[int, tuple[int, ...] | bytes] = field(repr=False)

    def number(self, tag: int, default: int = 0) -> int:
        """The first value of ``tag``."""
        values = self.entries.get(tag)
        return values[0] if values else default

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All values of ``tag``."""
        return tuple(self.entries.get(tag, ()))

    def ratio(self, tag: int) -> float | None:
        """The value of a RATIONAL ``tag``."""
        values = self.entries.get(tag, ())
        return values[0] / values[1] if len(values) >= 2 and values[1] else None

    @property
    def chunks(self) -> list[tuple[int, int]]:
        """Offset and byte count of every strip or tile."""
        offsets = self.numbers(STRIP_OFFSETS) or self.numbers(TILE_OFFSETS)
        counts = self.numbers(STRIP_COUNTS) or self.numbers(TILE_COUNTS)
        return list(zip(offsets, counts, strict=False))

    @property
    def is_page(self) -> bool:
        """False for a thumbnail or a transparency mask of another image."""
        return not self.number(SUBFILE_TYPE) & (_REDUCED | _MASK)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How integers and directories are laid out: byte order, and classic or BigTIFF."""

    order: str
    big: bool

    def unpack(self, letters: str, data: bytes) -> tuple[int, ...]:
        return struct.unpack(self.order + letters, data)

    @property
    def count(self) -> str:
        return "Q" if self.big else "H"

    @property
    def offset(self) -> str:
        return "Q" if self.big else "I"


def raw_bytes(directory: Directory) -> int | None:
    """Bytes of the uncompressed strips of ``directory``; None where it is compressed, tiled or subsampled."""
    if directory.number(COMPRESSION, _UNCOMPRESSED) != _UNCOMPRESSED or directory.numbers(TILE_OFFSETS):
        return None
    if directory.number(PHOTOMETRIC) == _YCBCR:
        return None
    samples, bits = directory.number(SAMPLES, 1), directory.numbers(BITS) or (1,)
    depth = sum(bits) if len(bits) == samples else samples * bits[0]
    return -(-directory.number(WIDTH) * depth // 8) * directory.number(LENGTH)


def read_directories(file: IO[bytes], size: int, budget: Budget) -> list[Directory]:
    """All directories of ``file`` (``size`` bytes) in the order of their chain; a chain that bites its tail ends there.

    Raises `TruncatedFile`, `CorruptFile`, `TooManyPages`.
    """
    return list(_walk(file, size, budget))


def _walk(file: IO[bytes], size: int, budget: Budget) -> Iterator[Directory]:
    head = _take(file, 0, 8, size, 1)
    layout = _Layout("<" if head[:2] == b"II" else ">", head[2:4] in (b"+\x00", b"\x00+"))
    (at,) = layout.unpack("Q", _take(file, 8, 8, size, 1)) if layout.big else layout.unpack("I", head[4:])
    seen: set[int] = set()
    while at and at not in seen:
        budget.check_pages(len(seen) + 1)
        page = len(seen) + 1
        seen.add(at)
        directory, at = _read_one(file, size, layout, at, page)
        yield directory
    if not seen:
        raise CorruptFile(problem="TIFF: no image")


def _read_one(file: IO[bytes], size: int, layout: _Layout, at: int, page: int) -> tuple[Directory, int]:
    width = struct.calcsize("=" + layout.count)
    (count,) = layout.unpack(layout.count, _take(file, at, width, size, page))
    entry_size = 20 if layout.big else 12
    if count * entry_size > size:
        raise TruncatedFile(page=page)
    table = _take(file, at + width, count * entry_size, size, page)
    entries: dict[int, tuple[int, ...] | bytes] = {}
    for start in range(0, len(table), entry_size):
        tag, kind, values = _entry(file, size, layout, table[start : start + entry_size])
        if values is not None:
            entries.setdefault(tag, values)
        elif tag in (STRIP_OFFSETS, STRIP_COUNTS, TILE_OFFSETS, TILE_COUNTS):
            raise TruncatedFile(page=page) if kind in _LETTERS else CorruptFile(problem="TIFF: strips")
    after = at + width + len(table)
    step = struct.calcsize("=" + layout.offset)
    # A last directory that lacks the closing zero is common and harmless.
    tail = _take(file, after, step, size, page) if after + step <= size else bytes(step)
    return Directory(page - 1, entries), layout.unpack(layout.offset, tail)[0]


def _entry(file: IO[bytes], size: int, layout: _Layout, raw: bytes) -> tuple[int, int, tuple[int, ...] | bytes | None]:
    """Tag, type and values of one entry; None for values that are no numbers or lie outside of the file."""
    tag, kind = layout.unpack("HH", raw[:4])
    (count,) = layout.unpack(layout.offset, raw[4 : 12 if layout.big else 8])
    inline = raw[12:] if layout.big else raw[8:]
    letters = _LETTERS.get(kind)
    if letters is None or not 0 < count <= _MOST_VALUES:
        return tag, kind, None
    length = struct.calcsize("=" + letters) * count
    if length <= len(inline):
        data = inline[:length]
    else:
        (offset,) = layout.unpack(layout.offset, inline)
        if offset + length > size:
            return tag, kind, None
        data = _take(file, offset, length, size, 1)
    return tag, kind, data if letters == "c" else layout.unpack(letters * count, data)


def _take(file: IO[bytes], at: int, length: int, size: int, page: int) -> bytes:
    if at + length > size:
        raise TruncatedFile(page=page)
    file.seek(at)
    data = file.read(length)
    if len(data) < length:
        raise TruncatedFile(page=page)
    return data
