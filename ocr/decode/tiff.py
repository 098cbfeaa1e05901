"""TIFF files: every directory that is a page, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from config.errors import CorruptFile, TruncatedFile, UnsupportedImage
from ocr.decode import g4, keep, tiff_check, tiff_jpeg
from ocr.decode import tiff_directory as tags
from ocr.decode.budget import Budget
from ocr.decode.dpi import resolution
from ocr.decode.guard import decoding, distrusting
from ocr.decode.tiff_directory import Directory
from ocr.page import PageImage

_G4, _JPEG = 4, 7
_INCH, _CENTIMETRE = 2, 3
_BIG_ENDIAN_BIGTIFF = b"MM\x00+"


def pages(file: IO[bytes], size: int, budget: Budget) -> Iterator[PageImage]:
    """The pages of the TIFF ``file`` of ``size`` bytes. Raises subclasses of `config.errors.RejectedFile`."""
    directories = tags.read_directories(file, size, budget)
    # A file of nothing but "reduced" images was labelled by mistake: its images are its pages.
    wanted = [directory for directory in directories if directory.is_page] or directories
    for page, directory in enumerate(wanted, start=1):
        _check_header(directory, size, budget, page)
    file.seek(0)
    if file.read(4) == _BIG_ENDIAN_BIGTIFF:
        raise UnsupportedImage(kind="BigTIFF, big-endian")
    file.seek(0)
    with distrusting("TIFF"), decoding():
        opened = TiffImageFile(file)
    for page, directory in enumerate(wanted, start=1):
        tiff_check.check_strips(file, directory, page)
        yield _page(opened, file, directory, page)


def _check_header(directory: Directory, size: int, budget: Budget, page: int) -> None:
    width, height = directory.number(tags.WIDTH), directory.number(tags.LENGTH)
    if width < 1 or height < 1:
        raise CorruptFile(problem=f"TIFF: page {page} has no size")
    budget.check_pixels(width, height)
    if any(offset + count > size for offset, count in directory.chunks):
        raise TruncatedFile(page=page)


def _page(opened: TiffImageFile, file: IO[bytes], directory: Directory, page: int) -> PageImage:
    image = _decode(opened, directory, page)
    res = resolution(image.width, image.height, _stated(directory))
    orientation = directory.number(tags.ORIENTATION, 1)
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


def _decode(opened: TiffImageFile, directory: Directory, page: int) -> Image.Image:
    """The pixels of one directory as stored. Raises `CorruptFile` where the decoder failed or complained."""
    with distrusting(f"TIFF, page {page}"), decoding() as said:
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
