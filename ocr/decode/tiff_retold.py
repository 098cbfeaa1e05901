"""TIFF pages that Pillow declines although every byte is there, told anew so that it takes them.

Three kinds come from real devices and programs: BigTIFF in Motorola's byte order, directories that do not say what
their samples mean, and YCbCr whose three planes lie apart. Each becomes small classic TIFFs (TIFF 6.0, sections 2 and
21) around the very same strips; all checks of `ocr.decode.tiff` hold for them as for any other page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from config.errors import CorruptFile, TruncatedFile
from ocr.decode import tiff_directory as tags
from ocr.decode.tiff_directory import Directory

_SEPARATE_PLANES = 2
_PHOTOMETRIC_RGB, _PHOTOMETRIC_CMYK, _PHOTOMETRIC_YCBCR = 2, 5, 6
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _PALETTE = 0, 1, 3
_FAX = (2, 3, 4)
_ROWS, _PLANAR, _COLOURS, _SUBSAMPLING = 278, 284, 320, 530
_TOLD = (
    *(tags.WIDTH, tags.LENGTH, tags.BITS, tags.COMPRESSION, tags.PHOTOMETRIC, tags.FILL_ORDER, tags.SAMPLES, _ROWS),
    *(_PLANAR, 292, tags.G4_OPTIONS, tags.PREDICTOR, _COLOURS, 322, 323, 338, 339, tags.JPEG_TABLES, _SUBSAMPLING),
)
"""What the decoder needs of a directory besides where the strips are; 292 T4Options, 322/323 tile, 338/339 samples."""
_SHORT_MOST = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Told:
    """One image as it will be written."""

    entries: Mapping[int, tuple[int, ...] | bytes]
    chunks: tuple[tuple[int, int], ...]
    tiled: bool = False


def must_be_retold(directory: Directory, motorola_bigtiff: bool) -> bool:
    """Whether Pillow would decline the page as it stands."""
    return motorola_bigtiff or tags.PHOTOMETRIC not in directory.entries or _has_colour_planes(directory)


def decode(file: IO[bytes], directory: Directory, order: str, page: int) -> Image.Image:
    """The image of ``directory``; ``order`` is the file's byte order as `struct` writes it.

    Its turn is not applied. Raises `CorruptFile`, `TruncatedFile`, and what Pillow throws.
    """
    if _has_colour_planes(directory):
        return _joined_planes(file, directory, order, page)
    entries = {tag: directory.entries[tag] for tag in _TOLD if tag in directory.entries}
    entries.setdefault(tags.PHOTOMETRIC, (_guessed_photometric(directory),))
    tiled = not directory.numbers(tags.STRIP_OFFSETS)
    return _load(file, _Told(entries, tuple(directory.chunks), tiled), order)


def _has_colour_planes(directory: Directory) -> bool:
    planes = directory.number(_PLANAR, 1) == _SEPARATE_PLANES
    return planes and directory.number(tags.PHOTOMETRIC) == _PHOTOMETRIC_YCBCR


def _guessed_photometric(directory: Directory) -> int:
    """What the samples can only mean, by their number (TIFF 6.0 wants it said, some programs forget it)."""
    samples = directory.number(tags.SAMPLES, 1)
    if samples >= 3:
        return _PHOTOMETRIC_RGB if samples == 3 else _PHOTOMETRIC_CMYK
    if _COLOURS in directory.entries:
        return _PALETTE
    return _WHITE_IS_ZERO if directory.number(tags.COMPRESSION) in _FAX else _BLACK_IS_ZERO


def _joined_planes(file: IO[bytes], directory: Directory, order: str, page: int) -> Image.Image:
    planes = [_load(file, plane, order) for plane in _planes(directory, page)]
    size = planes[0].size
    full = [planes[0], *(plane.resize(size, Image.Resampling.BILINEAR) for plane in planes[1:])]
    return Image.merge("YCbCr", full).convert("RGB")


def _planes(directory: Directory, page: int) -> Iterator[_Told]:
    """Luma and the two chroma planes, each as a grey image of its own size (TIFF 6.0, section 21)."""
    width, height = directory.number(tags.WIDTH), directory.number(tags.LENGTH)
    chunks, strips = directory.chunks, len(directory.chunks) // 3
    ratios = directory.numbers(_SUBSAMPLING) or (2, 2)
    if directory.numbers(tags.BITS) != (8, 8, 8) or not strips or len(ratios) != 2 or not set(ratios) <= {1, 2, 4}:
        raise CorruptFile(problem=f"TIFF: planes of page {page}")
    rows = min(directory.number(_ROWS, height) or height, height)
    for plane in range(3):
        across, down = ratios if plane else (1, 1)
        entries: dict[int, tuple[int, ...] | bytes] = {
            tags.WIDTH: (-(-width // across),),
            tags.LENGTH: (-(-height // down),),
            _ROWS: (-(-rows // down),),
            tags.BITS: (8,),
            tags.SAMPLES: (1,),
            tags.PHOTOMETRIC: (_BLACK_IS_ZERO,),
            tags.COMPRESSION: (directory.number(tags.COMPRESSION, 1),),
            tags.PREDICTOR: (directory.number(tags.PREDICTOR, 1),),
            tags.FILL_ORDER: (directory.number(tags.FILL_ORDER, 1),),
        }
        grey = Directory(0, entries)
        mine = tuple(chunks[plane * strips : (plane + 1) * strips])
        if (needed := tags.raw_bytes(grey)) is not None and sum(count for _, count in mine) < needed:
            raise TruncatedFile(page=page)
        yield _Told(entries, mine)


def _load(file: IO[bytes], told: _Told, order: str) -> Image.Image:
    with TiffImageFile(BytesIO(_write(file, told, order))) as opened:
        opened.load()
        return opened.copy()


def _write(file: IO[bytes], told: _Told, order: str) -> bytes:
    """A classic TIFF of one directory: its head, the directory, long values, then the strips as they are."""
    offsets_tag, counts_tag = (
        (tags.TILE_OFFSETS, tags.TILE_COUNTS) if told.tiled else (tags.STRIP_OFFSETS, tags.STRIP_COUNTS)
    )
    strips = []
    for offset, count in told.chunks:
        file.seek(offset)
        strips.append(file.read(count))
    entries = {**told.entries, offsets_tag: (0,) * len(strips), counts_tag: tuple(map(len, strips))}
    empty = _directory(entries, order, long_tags=(offsets_tag, counts_tag))
    at, offsets = len(empty), list[int]()
    for strip in strips:
        offsets.append(at)
        at += len(strip)
    entries[offsets_tag] = tuple(offsets)
    return b"".join((_directory(entries, order, long_tags=(offsets_tag, counts_tag)), *strips))


def _directory(entries: Mapping[int, tuple[int, ...] | bytes], order: str, long_tags: tuple[int, int]) -> bytes:
    table, values = [], b""
    values_at = 8 + 2 + len(entries) * 12 + 4
    for tag in sorted(entries):
        value = entries[tag]
        if isinstance(value, bytes):
            kind, packed = 7, value
        elif tag in long_tags or max(value) > _SHORT_MOST:
            kind, packed = 4, struct.pack(f"{order}{len(value)}I", *value)
        else:
            kind, packed = 3, struct.pack(f"{order}{len(value)}H", *value)
        inline = packed.ljust(4, b"\0")
        if len(packed) > 4:
            inline = struct.pack(order + "I", values_at + len(values))
            values += packed + b"\0" * (len(packed) % 2)
        table.append(struct.pack(order + "HHI", tag, kind, len(value)) + inline)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(table)) + b"".join(table) + bytes(4) + values
