"""One delivered file into its pages."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from config.errors import EmptyFile, UnreadableFile
from ocr.decode import bmp, jpeg, png, sniff, tiff
from ocr.decode.budget import Budget
from ocr.decode.guard import distrusting
from ocr.page import PageImage


def split(path: Path, budget: Budget) -> Iterator[PageImage]:
    """The pages of the file at ``path``, one by one in their order, each decoded in full before it is yielded.

    A later page may still be refused: only who has consumed the whole iterator may believe the file. No more than
    one page is held at a time. Raises `config.errors.RejectedFile` (always one of its subclasses) and nothing else.
    """
    with _open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise EmptyFile
        budget.check_bytes(size)
        with distrusting("file"):
            yield from _pages(file, size, budget)


def _pages(file: IO[bytes], size: int, budget: Budget) -> Iterator[PageImage]:
    kind = sniff.kind_of(file.read(sniff.HEAD))
    file.seek(0)
    if kind == "tiff":
        yield from tiff.pages(file, size, budget)
    elif kind == "pdf":
        from ocr.decode import pdf  # a sixth of a second to import, for nothing where scanners make images

        yield from pdf.pages(file, size, budget)
    else:
        budget.check_whole(size)
        yield {"jpeg": jpeg.page, "png": png.page, "bmp": bmp.page}[kind](file.read(), budget)


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
