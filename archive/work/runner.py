"""The port behind which orders are carried out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archive.work.orders import Order, Result

PATIENCE = 0.2
"""Seconds after which a runner says that nothing is finished yet, so that new work can be handed to it."""


class Runner(Protocol):
    """Takes orders under the number of their task and gives results back, in any order.

    A runner remembers nothing that matters: after a crash the tasks are still in the ledger.
    """

    @property
    def window(self) -> int:
        """How many orders it wants to have at once."""
        ...

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        """Take one order; higher priorities go first. Raises nothing that depends on the order.

        ``alone``: it once killed its process or ran out of time, and is carried out in a process that is thrown away.
        """
        ...

    def results(self) -> Iterable[tuple[int, Result]]:
        """What is finished, after waiting for it at most `PATIENCE`. Raises what `Workshop.perform` raises."""
        ...

    def close(self) -> None:
        """Stop; orders in hand are dropped."""
        ...


class Runners(Protocol):
    """Chooses a runner by how much there is to do."""

    def suited(self, waiting: int) -> Runner:
        """The runner for so many waiting tasks; started when it is first asked for."""
        ...
