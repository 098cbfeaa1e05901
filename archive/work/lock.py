"""One engine per home, one building of its index: OS locks that their holder's death releases."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.home import Home

REINDEX_LOCK = "reindex.lock"
REINDEX_JOB_LOCK = "reindex-job.lock"


@contextmanager
def engine_lock(home: Home) -> Iterator[bool]:
    """Try to become the engine of ``home``. Yields whether this process is it, for as long as the block runs."""
    with _locked(home.lock) as mine:
        yield mine


@contextmanager
def reindex_lock(home: Home) -> Iterator[bool]:
    """Try to become the one that builds the index of ``home`` anew. Yields whether this process is it."""
    with _locked(home.path / REINDEX_LOCK) as mine:
        yield mine


@contextmanager
def reindex_job_lock(home: Home) -> Iterator[bool]:
    """Try to become the one `sohoa reindex` of ``home``, whether it reads or builds. Yields whether this process is it.

    It is not `reindex_lock`: while pages are read for hours, the engine may have to build the index by itself.
    """
    with _locked(home.path / REINDEX_JOB_LOCK) as mine:
        yield mine


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())  # for people who look; nothing reads it
        yield True
    finally:
        os.close(handle)
