"""What becomes of memory that was given back: the C library keeps it, in an arena for each thread that ever asked.

A process that runs for months and starts threads for every batch of pages would grow by some megabytes with each.
Source: mallopt(3), malloc_trim(3); only the GNU C library has them, elsewhere nothing is done.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc

_M_ARENA_MAX = -8
ARENAS = 2

READING = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}
"""Environment of a process that reads pages: what a page image took is kept for the next one.

By Dask's defaults (64 KB) it goes back to the system at once and is asked for again, zeroed: 175,000 page faults and a
quarter of a second of CPU for each page. 32 MB, the most that mallopt(3) takes, holds A4 in colour at 300 dpi.
"""


def use_few_arenas() -> None:
    """Let all threads that are started from now on share two arenas."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give memory that nobody uses back to the system; takes some hundredths of a second."""
    gc.collect()  # objects that only name each other still hold theirs
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
