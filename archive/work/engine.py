"""The engine: takes tasks from the ledger, has them carried out, and alone commits what comes back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from archive.ledger import Ledger
from archive.models import Task, TaskKind, TaskState
from archive.work.commit import commit_result
from archive.work.orders import Failure, Result
from archive.work.plan import order_for, queued_tasks
from archive.work.runner import Runner, Runners

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One task that came to its end."""

    kind: TaskKind
    subject: str
    batch_id: int
    failure: Failure | None


class Engine:
    """Works off the queue of one home. Only the holder of `engine_lock` may run one."""

    def __init__(self, ledger: Ledger, runners: Runners) -> None:
        self._ledger = ledger
        self._runners = runners
        self._in_hand: set[int] = set()

    def run(self) -> Iterator[Step]:
        """Work until nothing is queued, and say what was done step by step.

        Raises `StorageFull` and `MissingPart`; the tasks then stay queued.
        """
        while waiting := self._waiting():
            if not self._in_hand:
                runner = self._runners.suited(waiting)
            self._refill(runner)
            for task_id, result in runner.results():
                self._in_hand.discard(task_id)
                yield self._commit(task_id, result)

    def _refill(self, runner: Runner) -> None:
        room = runner.window - len(self._in_hand)
        with self._ledger.read() as session:
            orders = [(task.id, order_for(session, task)) for task in queued_tasks(session, room, self._in_hand)]
        for task_id, order in orders:
            self._in_hand.add(task_id)
            runner.submit(task_id, order)

    def _commit(self, task_id: int, result: Result) -> Step:
        with self._ledger.write() as work:
            task = work.get_one(Task, task_id)
            commit_result(work, task, result)
            step = Step(task.kind, task.subject, task.batch_id, result if isinstance(result, Failure) else None)
        if step.failure:
            log.warning("%s %s: %s", step.kind, step.subject, step.failure.error().sentence("en"))
        return step

    def _waiting(self) -> int:
        with self._ledger.read() as session:
            return session.scalar(select(func.count()).where(Task.state == TaskState.QUEUED)) or 0
