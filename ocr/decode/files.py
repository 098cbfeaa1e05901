"""One delivered file into its pages."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.errors import EmptyFile, NestedArchive, RefusedEntry, RejectedFile, UnreadableFile
from ocr.decode import bmp, heif, jpeg, office, pictures, png, sniff, tiff, zipped
from ocr.decode.budget import Budget
from ocr.decode.guard import distrusting
from ocr.page import PageImage

_OLD_OFFICE = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document"}
_OLD_OFFICE_HEAD = 1 << 24
"""Bytes within which the directory of an Office 97 file is looked for."""


def split(path: Path, budget: Budget) -> Iterator[PageImage]:
    """The pages of the file at ``path``, one by one in their order, each decoded in full before it is yielded.

    A later page may still be refused: only who has consumed the whole iterator may believe the file. No more than
    one page is held at a time. Raises `config.errors.RejectedFile` (always one of its subclasses),
    and `OSError` only where the disk for temporary files is full.
    """
    with _open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise EmptyFile
        budget.check_bytes(size)
        with distrusting("file"):
            yield from _pages(file, size, budget)


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The plain file at ``path`` and its bytes' number. Raises `UnreadableFile`."""
    with _open_plain(path) as file:
        yield file, os.fstat(file.fileno()).st_size


def _pages(file: IO[bytes], size: int, budget: Budget, within_zip: bool = False) -> Iterator[PageImage]:
    kind = sniff.kind_of(file.read(sniff.HEAD))
    file.seek(0)
    if kind == "tiff":
        yield from tiff.pages(file, size, budget)
    elif kind == "pdf":
        yield from _pdf_pages(file, size, budget)
    elif kind == "zip":
        with zipped.opened(file, size, budget) as archive:
            if (packed := office.packed_kind(archive.names)) is not None:
                yield from _office_pages(file, packed, budget)
            elif within_zip:
                raise NestedArchive
            else:
                yield from _zip_pages(archive, budget)
    elif kind in ("ole", "rtf"):
        yield from _office_pages(file, {"ole": _old_office_kind(file), "rtf": "rtf"}[kind], budget)
    else:
        budget.check_whole(size)
        yield from _image_pages(kind, file.read(), budget)


def _image_pages(kind: sniff.Kind, data: bytes, budget: Budget) -> Iterator[PageImage]:
    match kind:
        case "webp" | "gif" | "jp2":
            yield pictures.page(kind, data, budget)
        case "heif":
            yield from heif.pages(data, budget)
        case _:
            yield {"jpeg": jpeg.page, "png": png.page, "bmp": bmp.page}[kind](data, budget)


def _pdf_pages(file: IO[bytes], size: int, budget: Budget) -> Iterator[PageImage]:
    from ocr.decode import pdf  # a sixth of a second to import, for nothing where scanners make images

    yield from pdf.pages(file, size, budget)


def _office_pages(file: IO[bytes], kind: str, budget: Budget) -> Iterator[PageImage]:
    with office.as_pdf(file, kind, budget) as printed:
        yield from _pdf_pages(printed, printed.seek(0, os.SEEK_END), budget)


def _zip_pages(archive: zipped.Archive, budget: Budget) -> Iterator[PageImage]:
    """The pages of all files of a ZIP, in natural order of the names. The first that is refused refuses it all."""
    entries, count = archive.entries(), 0
    if not entries:
        raise EmptyFile
    for entry in entries:
        try:
            with archive.unpacked(entry) as file, distrusting("file"):
                if not entry.info.file_size:
                    raise EmptyFile
                for page in _pages(file, entry.info.file_size, budget, within_zip=True):
                    count += 1
                    budget.check_pages(count)
                    yield page
        except RejectedFile as error:
            raise RefusedEntry(name=entry.name, vi=error.sentence("vi"), en=error.sentence("en")) from error


def _old_office_kind(file: IO[bytes]) -> str:
    """``doc``, ``xls`` or ``ppt``, by the name of the stream that holds the document ([MS-DOC], [MS-XLS], [MS-PPT])."""
    file.seek(0)
    head = file.read(_OLD_OFFICE_HEAD)
    found = (kind for kind, stream in _OLD_OFFICE.items() if stream.encode("utf-16-le") in head)
    return next(found, "doc")


def _open_plain(path: Path) -> IO[bytes]:
    """The file at ``path`` opened for reading; no link is followed, no pipe or device waited for.

    What is checked is what was opened, so that nobody can exchange the file in between.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise UnreadableFile(problem=getattr(error, "strerror", None) or str(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile(problem="not a plain file")
    return os.fdopen(descriptor, "rb")
