"""Work in this very process: for tests, and for looking for faults with a debugger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.work.child import perform_alone
from archive.work.orders import Order, Result
from archive.work.perform import perform_in_workshop
from config.settings import Settings


class InlineRunner:
    """Carries out one order at a time; only what goes alone gets a process."""

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
