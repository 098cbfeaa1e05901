"""The engine: takes tasks from the ledger, has them carried out, and alone commits what comes back."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.ledger import Ledger
from archive.models import Task, TaskKind, TaskState
from archive.work.beats import ENGINE, EVERY_SECONDS, SILENT_SECONDS, beat, silent
from archive.work.commit import commit_result
from archive.work.orders import Failure, Result
from archive.work.plan import dead_processes, give_back, lease_tasks, order_for
from archive.work.runner import PATIENCE, Runner, Runners
from config.clock import wall_clock
from config.process import ProcessIdentity

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One task that came to its end."""

    kind: TaskKind
    subject: str
    batch_id: int
    failure: Failure | None
    """Why it failed for good."""
    ended: bool
    """False: it will be tried again."""


class Engine:
    """Works off the queue of one home. Only the holder of `engine_lock` may run one."""

    def __init__(
        self,
        ledger: Ledger,
        runners: Runners,
        pause: Callable[[float], object] = time.sleep,
        stopping: Callable[[], bool] = bool,
    ) -> None:
        """``pause`` waits so many seconds while everything that is left rests before its next attempt.

        ``stopping`` says whether no more work is to be taken up; what is in hand is finished.
        """
        self._ledger = ledger
        self._runners = runners
        self._pause = pause
        self._stopping = stopping
        self._owner = str(ProcessIdentity.current())
        self._in_hand: set[int] = set()
        self._stock_taken = 0.0

    def run(self) -> Iterator[Step]:
        """Work until nothing is queued, and say what was done step by step.

        Raises `StorageFull` and `MissingPart`; the tasks then stay queued.
        """
        self._take_stock(anew=True)
        while waiting := self._waiting():
            self._take_stock()
            if not self._in_hand:
                if self._stopping():
                    return
                runner = self._runners.suited(waiting)
            taken = 0 if self._stopping() else self._refill(runner)
            if not taken and not self._in_hand:
                self._pause(PATIENCE)
                continue
            for task_id, result in runner.results():
                self._in_hand.discard(task_id)
                yield self._commit(task_id, result)

    def _take_stock(self, anew: bool = False) -> None:
        """Free what dead engines held, and ``anew`` what this one held before.

        On a shared ledger say that it lives, too; on an own one nobody else comes and goes, and once is enough.
        """
        if not anew and (not self._ledger.shared or time.monotonic() - self._stock_taken < EVERY_SECONDS):
            return
        self._stock_taken = time.monotonic()
        with self._ledger.write() as work:
            if self._ledger.shared:
                beat(work, ENGINE + self._owner)
            give_back(work, lambda owners: self._gone(work, owners, anew))

    def _gone(self, session: Session, owners: set[str], anew: bool) -> set[str]:
        lost = dead_processes(owners) | ({self._owner} if anew else set())
        if self._ledger.shared:
            quiet = silent(session, [ENGINE + owner for owner in owners], SILENT_SECONDS)
            lost |= {name.removeprefix(ENGINE) for name in quiet}
        return lost

    def _refill(self, runner: Runner) -> int:
        room = runner.window - len(self._in_hand)
        if room <= 0 or not self._due():
            return 0
        with self._ledger.write() as work:
            tasks = lease_tasks(work, room, self._owner, wall_clock())
            orders = [(task.id, order_for(work, task), task.priority, task.attempts > 0) for task in tasks]
        for task_id, order, priority, alone in orders:
            self._in_hand.add(task_id)
            runner.submit(task_id, order, priority, alone)
        return len(orders)

    def _commit(self, task_id: int, result: Result) -> Step:
        with self._ledger.write() as work:
            task = work.get_one(Task, task_id)
            if task.owner not in (None, self._owner):
                log.warning("%s %s: another engine has it in hand", task.kind, task.subject)
                return Step(task.kind, task.subject, task.batch_id, None, ended=False)
            commit_result(work, task, result)
            failure = result if isinstance(result, Failure) else None
            ended = task.state is not TaskState.QUEUED
        if failure:
            log.warning("%s %s: %s", task.kind, task.subject, failure.error().sentence("en"))
        return Step(task.kind, task.subject, task.batch_id, failure if ended else None, ended)

    def _waiting(self) -> int:
        """Tasks that are not yet done, those in hand and those that rest included."""
        with self._ledger.read() as session:
            return session.scalar(select(func.count()).where(Task.state == TaskState.QUEUED)) or 0

    def _due(self) -> bool:
        """Whether there is a task that nobody has in hand: asked before a writing transaction is begun for it."""
        with self._ledger.read() as session:
            free = select(Task.id).where(Task.state == TaskState.QUEUED, Task.owner.is_(None)).limit(1)
            return session.scalar(free) is not None
