"""`python -m faults.agent_double HOME`: the agent of `tests.agent_double`, which can die at a chosen moment.

`SOHOA_DIE=landed:2` in the environment: it kills itself with SIGKILL when it has come to that moment for the second
time. `SOHOA_CLOCK=FILE`: the machine's clock, as far as the agent asks it, is as many seconds off as the file says.
"""

from __future__ import annotations

import enum
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

from archive.work import service
from archive.work.orders import BundleOrder, Order, ReadOrder, Result, SplitOrder
from config import clock
from scanner_agent import jobs
from scanner_agent.claim import Claim, Claims
from scanner_agent.cli import run
from scanner_agent.sources.folder import WatchedFolder
from tests.agent_double import DoubleRunners
from tests.doubles import DecodingWork

DIE, CLOCK = "SOHOA_DIE", "SOHOA_CLOCK"


class Moment(enum.StrEnum):
    """What has just happened; in the last three objects are written, and nothing of them is in the ledger."""

    SETTLING = "settling"
    CLAIMED = "claimed"
    LANDED = "landed"
    CLOSED = "closed"
    SPLIT = "split"
    READ = "read"
    BUNDLED = "bundled"


_ORDERS = {SplitOrder: Moment.SPLIT, ReadOrder: Moment.READ, BundleOrder: Moment.BUNDLED}


class Doom:
    """Counts the moments, and ends the process at the right one."""

    def __init__(self, order: str) -> None:
        moment, _, count = order.partition(":")
        self._moment, self._left = Moment(moment), int(count)

    def came(self, moment: Moment) -> None:
        """It has just happened."""
        if moment is self._moment:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def beset(self) -> None:
        """Be told of every moment."""
        _after(WatchedFolder, "finished", self._looked)
        _after(Claims, "take", self._took)
        _after(jobs, "land", lambda *_: self.came(Moment.LANDED))
        _after(jobs, "close_batch", lambda *_: self.came(Moment.CLOSED))
        _after(DecodingWork, "__call__", self._worked)

    def _took(self, claim: Claim | None, *_: object) -> None:
        if claim is not None:
            self.came(Moment.CLAIMED)

    def _looked(self, finished: list[Any], source: WatchedFolder, *_: object) -> None:
        if source.waiting and not finished:
            self.came(Moment.SETTLING)

    def _worked(self, _result: Result, _work: DecodingWork, order: Order) -> None:
        if moment := _ORDERS.get(type(order)):
            self.came(moment)


def _after(owner: Any, name: str, then: Callable[..., object]) -> None:
    """Have ``then`` called with the result and the arguments whenever a function of ``owner`` returns."""
    original = getattr(owner, name)

    def wrapped(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        then(result, *arguments)
        return result

    setattr(owner, name, wrapped)


def _set_clock(file: Path) -> None:
    """Wherever the wall clock is asked; the clock that nobody can set goes on as it does."""
    true_time = time.time

    def off() -> float:
        return float(file.read_text())

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + timedelta(seconds=off())

    patched: Any = (time, clock)
    patched[0].time = lambda: true_time() + off()
    patched[1].datetime = Shifted


if __name__ == "__main__":
    if file := os.environ.get(CLOCK):
        _set_clock(Path(file))
    if order := os.environ.get(DIE):
        Doom(order).beset()
    put: Any = service
    put.HomeRunners = DoubleRunners
    sys.exit(run(["--home", sys.argv[1], "agent", *sys.argv[2:]]))
