"""Writes for many requests at once: each waits until its own notes are on the disk, which one commit does for all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from archive.ledger import Ledger, Recording

Write = Callable[[Recording], None]


@dataclass(slots=True)
class _Waiting:
    """One that wants something written."""

    write: Write
    done: bool = False
    problem: BaseException | None = None


class Scribe:
    """Whoever comes to the ledger first writes for all that wait behind; for many threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []

    def write(self, write: Write) -> None:
        """Have ``write`` carried out and committed. Raises what kept the commit from happening.

        What is written together fails together: ``write`` must be of a kind that does not fail by itself.
        """
        mine = _Waiting(write)
        with self._lock:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                self._write_all()
        if mine.problem is not None:
            raise mine.problem

    def _write_all(self) -> None:
        with self._lock:
            together, self._waiting = self._waiting, []
        problem: BaseException | None = None
        try:
            with self._ledger.write() as work:
                for each in together:
                    each.write(work)
        except BaseException as error:
            problem = error
        for each in together:
            each.done, each.problem = True, problem
