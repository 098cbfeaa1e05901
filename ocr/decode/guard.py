"""The one place where an image library is let loose on bytes from outside.

Pillow and libtiff talk through process-wide channels: a global pixel limit, Python warnings, and lines that C code
writes to standard error. Inside `decoding` the limit is ours (`Budget` has already judged the header), warnings are
silent, and what C code says is caught: libtiff reports a damaged fax line only there, and Pillow then returns the
torn page as if it were whole.
"""

from __future__ import annotations

import errno
import os
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image

from config.errors import CorruptFile, RejectedFile

# These channels belong to the process, so only one decoding at a time may own them. Reentrant, because a page that
# was decoded may be decoded again to compare.
_owner = threading.RLock()
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Said:
    """What C code wrote to standard error while a block ran; filled when the block ends."""

    def __init__(self) -> None:
        self.text = ""

    @property
    def lines(self) -> list[str]:
        """The lines, without white space round them and without empty ones."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@contextmanager
def decoding() -> Iterator[Said]:
    """Run decoders without Pillow's own limit and warnings, and catch what C code says."""
    said = Said()
    with _owner, warnings.catch_warnings(), tempfile.TemporaryFile() as heard:
        warnings.simplefilter("ignore")
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            with _standard_error_to(heard):
                yield said
        finally:
            Image.MAX_IMAGE_PIXELS = limit
            heard.seek(0)
            said.text = heard.read(1 << 16).decode("utf-8", "replace")


@contextmanager
def _standard_error_to(target: IO[bytes]) -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:  # a service without standard error: there is nothing to catch and nothing to give back
        yield
        return
    os.dup2(target.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def distrusting(what: str) -> Iterator[None]:
    """Turn whatever a parser throws on bytes from outside into `CorruptFile` that names ``what`` was being read."""
    try:
        yield
    except RejectedFile:
        raise
    except OSError as error:
        if error.errno in _FULL:  # of temporary files; of the file it says nothing
            raise
        raise CorruptFile(problem=f"{what}: {type(error).__name__}") from error
    except Exception as error:  # Pillow, pypdf and pikepdf throw anything on broken files, down to AssertionError
        raise CorruptFile(problem=f"{what}: {type(error).__name__}") from error
