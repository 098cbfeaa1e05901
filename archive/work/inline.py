"""Work in this process: for one or two pages, where starting workers would take longer than the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from archive.work.orders import Order, Result
from archive.work.workshop import Workshop


class InlineRunner:
    """Carries out one order at a time when its result is asked for."""

    window = 1

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._orders: deque[tuple[int, Order]] = deque()

    def submit(self, task: int, order: Order) -> None:
        """Take one order."""
        self._orders.append((task, order))

    def results(self) -> Iterable[tuple[int, Result]]:
        """Carry out the oldest order."""
        task, order = self._orders.popleft()
        return [(task, self._workshop.perform(order))]

    def close(self) -> None:
        """Drop what is left."""
        self._orders.clear()
