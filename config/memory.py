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


def use_few_arenas() -> None:
    """Let all threads that are started from now on share two arenas."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give memory that nobody uses back to the system; takes some hundredths of a second."""
    gc.collect()  # objects that only name each other still hold theirs
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
