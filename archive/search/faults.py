"""What can go wrong with the files of the index, said in the words of the tree of errors."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import SearchNotReady, StorageFull

_FULL = (errno.ENOSPC, errno.EDQUOT)
_PROBE = 1 << 20
"""Bytes that a disk must still take to count as one that is not full."""


@contextmanager
def index_faults(root: Path) -> Iterator[None]:
    """Raise `StorageFull` or, for files that cannot be used, `SearchNotReady` in place of what Tantivy says.

    ``root`` is the folder ``HOME/index``. Tantivy gives every fault as a `ValueError` with a sentence; whether the disk
    is full is found out by trying.
    """
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        if getattr(error, "errno", None) in _FULL or disk_is_full(root):
            raise StorageFull(home=root.parent) from error
        raise SearchNotReady(home=root.parent) from error


def disk_is_full(folder: Path) -> bool:
    """Whether the disk takes no more than a megabyte."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_PROBE))
            probe.flush()
    except OSError as error:
        return error.errno in _FULL
    return False
