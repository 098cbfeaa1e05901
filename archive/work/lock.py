"""One engine per home: an OS lock that its holder's death releases."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.home import Home


@contextmanager
def engine_lock(home: Home) -> Iterator[bool]:
    """Try to become the engine of ``home``. Yields whether this process is it, for as long as the block runs."""
    handle = os.open(home.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
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
