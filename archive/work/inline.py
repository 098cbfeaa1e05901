"""Work for one or two pages, where starting workers would take longer than the work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.work.child import ChildProcess, perform_alone
from archive.work.limits import seconds_for
from archive.work.orders import Order, Result
from archive.work.perform import perform_in_workshop
from archive.work.runner import PATIENCE
from config.settings import Settings


class InlineRunner:
    """Carries out one order at a time in this very process: for tests, and for looking for faults with a debugger."""

    window = 1

    def __init__(self, home: Path, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._order: tuple[int, Order, bool] | None = None

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        """Take one order."""
        self._order = (task, order, alone)

    def results(self) -> Iterable[tuple[int, Result]]:
        """Carry the order out."""
        if self._order is None:
            return []
        task, order, alone = self._order
        self._order = None
        perform = perform_alone if alone else perform_in_workshop
        return [(task, perform(self._home, self._settings, order))]

    def close(self) -> None:
        """Drop what is left."""
        self._order = None


class ChildRunner:
    """Carries out one order at a time in one process beside this one, which bad pages may kill."""

    window = 1

    def __init__(self, home: Path, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._child = ChildProcess(home, settings)
        self._task: int | None = None
        self._throw_away = False

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        """Take one order; one that goes alone gets a new process, and so does the next after it."""
        if alone or self._throw_away or not self._child.is_alive:
            self._child.kill()
            self._child = ChildProcess(self._home, self._settings)
        self._throw_away = alone
        self._task = task
        self._child.begin(order, seconds_for(order, self._settings))

    def results(self) -> Iterable[tuple[int, Result]]:
        """Wait for the order in hand."""
        if self._task is None:
            return []
        result = self._child.result(PATIENCE)
        if result is None:
            return []
        task, self._task = self._task, None
        return [(task, result)]

    def close(self) -> None:
        """End the process."""
        self._child.kill()
