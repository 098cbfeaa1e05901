"""Work in a few processes beside this one, at the ends of pipes: for a stack that is done before Dask would pay."""

from __future__ import annotations

import select
from collections.abc import Iterator
from pathlib import Path

from archive.work.child import ChildProcess
from archive.work.limits import seconds_for
from archive.work.orders import Order, Result
from archive.work.perform import Perform, perform_in_workshop
from archive.work.runner import PATIENCE
from config.settings import Settings


class ChildrenRunner:
    """Carries out one order at a time in each of its processes, which bad pages may kill."""

    def __init__(self, home: Path, settings: Settings, processes: int, perform: Perform = perform_in_workshop) -> None:
        """At most ``processes``, each started when there is first something for it to do.

        ``perform`` is what each does with an order; it must be a function of a module.
        """
        self.window = processes
        self._home = home
        self._settings = settings
        self._perform = perform
        self._free: list[ChildProcess] = []
        self._busy: dict[ChildProcess, tuple[int, bool]] = {}

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        """Hand one order to a process that has none; what goes alone gets a new one, thrown away afterwards."""
        child = self._new() if alone else self._idle() or self._new()
        self._busy[child] = task, alone
        child.begin(order, seconds_for(order, self._settings))

    def results(self) -> Iterator[tuple[int, Result]]:
        """Wait until one of them is finished, and give what is."""
        if not self._busy:
            return
        patience = min(PATIENCE, *(child.seconds_left for child in self._busy))
        select.select(list(self._busy), [], [], max(0.0, patience))
        for child, (task, alone) in list(self._busy.items()):
            result = child.result(patience=0)
            if result is None:
                continue
            del self._busy[child]
            if alone:
                child.kill()
            else:
                self._free.append(child)
            yield task, result

    def close(self) -> None:
        """End the processes; orders in hand are dropped."""
        for child in (*self._free, *self._busy):
            child.kill()
        self._free, self._busy = [], {}

    def _idle(self) -> ChildProcess | None:
        while self._free:
            child = self._free.pop()
            if child.is_alive:
                return child
            child.kill()
        return None

    def _new(self) -> ChildProcess:
        return ChildProcess(self._home, self._settings, self._perform)
