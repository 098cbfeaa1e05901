"""TIFF files: every directory that is a page, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import IO

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from config.errors import CorruptFile, TruncatedFile
from ocr.decode import g4, jpeg, keep, tiff_check, tiff_jpeg, tiff_retold
from ocr.decode import tiff_directory as tags
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.decode.jpeg_markers import SOI, read_frame
from ocr.decode.tiff_directory import Directory
from ocr.page import PageImage

_G4, _OLD_JPEG, _JPEG = 4, 6, 7
_GREY = (0, 1)
_INCH, _CENTIMETRE = 2, 3
_BIG_ENDIAN_BIGTIFF = b"MM\x00+"


def pages(file: IO[bytes], size: int, budget: Budget) -> Iterator[PageImage]:
    """The pages of the TIFF ``file`` of ``size`` bytes. Raises subclasses of `config.errors.RejectedFile`."""
    directories = tags.read_directories(file, size, budget)
    # A file of nothing but "reduced" images was labelled by mistake: its images are its pages.
    wanted = [directory for directory in directories if directory.is_page] or directories
    for page, directory in enumerate(wanted, start=1):
        _check_header(directory, size, budget, page)
    source = _Source(file, budget)
    for page, directory in enumerate(wanted, start=1):
        tiff_check.check_strips(file, directory, page)
        yield _page(source, directory, page)


class _Source:
    """The open file, and Pillow's view of it, made when the first page asks for it."""

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        self.file = file
        self.budget = budget
        file.seek(0)
        head = file.read(4)
        self.order = "<" if head[:2] == b"II" else ">"
        self.is_motorola_bigtiff = head == _BIG_ENDIAN_BIGTIFF

    @cached_property
    def opened(self) -> TiffImageFile:
        self.file.seek(0)
        with distrusting("TIFF"), decoding():
            return TiffImageFile(self.file)


def _check_header(directory: Directory, size: int, budget: Budget, page: int) -> None:
    width, height = directory.number(tags.WIDTH), directory.number(tags.LENGTH)
    if width < 1 or height < 1:
        raise CorruptFile(problem=f"TIFF: page {page} has no size")
    budget.check_pixels(width, height)
    if any(offset + count > size for offset, count in directory.chunks) and not _one_raw_strip(directory, size):
        raise TruncatedFile(page=page)


def _one_raw_strip(directory: Directory, size: int) -> bool:
    """Whether all rows lie in the file, uncompressed in one strip, whatever the strip's byte count claims."""
    needed = tags.raw_bytes(directory)
    return needed is not None and len(directory.chunks) == 1 and directory.chunks[0][0] + needed <= size


def _page(source: _Source, directory: Directory, page: int) -> PageImage:
    file, orientation = source.file, directory.number(tags.ORIENTATION, 1)
    if directory.number(tags.COMPRESSION) == _OLD_JPEG and directory.number(tags.PHOTOMETRIC) in _GREY:
        return _old_grey_jpeg(source, directory, page)
    image = _decode(source, directory, page)
    res = resolution(image.width, image.height, _stated(directory))
    if directory.number(tags.COMPRESSION) == _JPEG:
        kept = tiff_jpeg.keep_scanned(file, directory, image, res, orientation)
        if kept is not None:
            return kept
    if orientation in keep.TURNS and (strip := _only_g4_strip(file, directory)) and image.mode == "1":
        photometric: g4.Photometric = 1 if directory.number(tags.PHOTOMETRIC) == 1 else 0
        info = keep.info_of("tiff", image, res, keep.TURNS[orientation])
        data = g4.wrap(strip, image.width, image.height, photometric, (res.x, res.y))
        return PageImage(info, data, keep.notes(res))
    return keep.keep_lossless(image, res, orientation)


def _old_grey_jpeg(source: _Source, directory: Directory, page: int) -> PageImage:
    """A grey page of the old JPEG compression (TIFF 6.0, section 22), which libtiff declines: its stream is whole."""
    said = directory.number(tags.JPEG_STREAM), directory.number(tags.JPEG_STREAM_LENGTH)
    data = b""
    for start, length in (said, *directory.chunks[:1]):  # some programs point behind the stream's beginning
        source.file.seek(start)
        data = source.file.read(length or -1)
        if data.startswith(SOI):
            break
    frame = read_frame(data, page)
    if (frame.width, frame.height) != (directory.number(tags.WIDTH), directory.number(tags.LENGTH)):
        raise CorruptFile(problem=f"TIFF: page {page} has two sizes")
    image = jpeg.decode_whole(data, frame, source.budget)
    res = resolution(image.width, image.height, _stated(directory))
    return jpeg.keep_stream(data, frame, image, res, directory.number(tags.ORIENTATION, 1))


def _decode(source: _Source, directory: Directory, page: int) -> Image.Image:
    """The pixels of one directory as stored. Raises `CorruptFile` where the decoder failed or complained."""
    retold = tiff_retold.must_be_retold(directory, source.is_motorola_bigtiff)
    opened = None if retold else source.opened
    with distrusting(f"TIFF, page {page}"), decoding() as said:
        if opened is None:
            image = tiff_retold.decode(source.file, directory, source.order, page)
        else:
            opened.seek(directory.ordinal)
            # Pillow would turn the pixels by itself; the turn is kept beside them instead.
            opened.tag_v2.pop(tags.ORIENTATION, None)
            opened.getexif().pop(tags.ORIENTATION, None)
            opened.load()
            image = opened.copy()
    if said.lines:
        raise CorruptFile(problem=f"TIFF, page {page}: {said.lines[0]}")
    if image.size != (directory.number(tags.WIDTH), directory.number(tags.LENGTH)):
        raise CorruptFile(problem=f"TIFF: page {page} has two sizes")
    return image


def _only_g4_strip(file: IO[bytes], directory: Directory) -> bytes | None:
    """The bits of a Group 4 page that came in one strip, in FillOrder 1."""
    chunks = directory.numbers(tags.STRIP_OFFSETS)
    if directory.number(tags.COMPRESSION) != _G4 or len(chunks) != 1 or len(directory.chunks) != 1:
        return None
    offset, count = directory.chunks[0]
    if not count or directory.number(tags.G4_OPTIONS):
        return None
    file.seek(offset)
    strip = file.read(count)
    return g4.reverse_bits(strip) if directory.number(tags.FILL_ORDER, 1) == 2 else strip


def _stated(directory: Directory) -> tuple[float, float] | None:
    x, y = directory.ratio(tags.X_RESOLUTION), directory.ratio(tags.Y_RESOLUTION)
    unit = directory.number(tags.RESOLUTION_UNIT, _INCH)
    if x is None or y is None or unit not in (_INCH, _CENTIMETRE):
        return None
    factor = 2.54 if unit == _CENTIMETRE else 1.0
    return x * factor, y * factor
