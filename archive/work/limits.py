"""What a process that works on foreign bytes may take: memory and time, enforced by the kernel and by a C thread."""

from __future__ import annotations

import faulthandler
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from archive.work.orders import BundleOrder, Order, ReadAgainOrder, ReadOrder, SplitOrder
from config.settings import Settings

PREPARATION = 15.0
"""Seconds that a page may take besides its recognition."""
NICE = 10
"""How far processes that read step back (nice(2)): beside two of them a screen has nine tenths of a core."""
FOR_A_MEGABYTE = 1.0
"""Seconds more for each million bytes of a file whose pages are looked for; scans take a fifth of it."""
FOR_A_PAGE = 1.0
"""Seconds more for each page of a dossier whose file is made."""


def limit_memory(megabytes: int) -> None:
    """Let this process allocate no more than ``megabytes`` million bytes; what asks for more gets `MemoryError`.

    Private anonymous memory counts (RLIMIT_DATA, setrlimit(2)), mapped libraries do not.
    """
    bound = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def make_way() -> None:
    """Let this process take only the time that nobody at a screen wants; alone it takes all, as before."""
    os.nice(NICE)


def seconds_for(order: Order, settings: Settings) -> float:
    """How long an order may take before its process is ended; recognition's own limit comes first."""
    if isinstance(order, ReadOrder | ReadAgainOrder):
        return settings.reading.timeout + PREPARATION
    match order:
        case SplitOrder():
            return settings.work.timeout + FOR_A_MEGABYTE * order.size / 1e6
        case BundleOrder():
            return settings.work.timeout + FOR_A_PAGE * sum(len(each.pages) for each in order.components)


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """End this process at once if the block takes longer, even where C code hangs and holds the interpreter's lock."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - faulthandler wants an open file for as long as it waits
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
