"""A run that reads pages again, window by window: whole dossiers, a few pages at a time, behind the live work.

Never are all pages queued at once. A batch is asked for more only when nothing of it is queued, so whoever corrects one
of its dossiers, and has to wait until its queue is empty, waits for a few pages; and after that the run keeps off for a
moment, for the correction to come in between.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from archive.ledger import Recording
from archive.models import Component, Dossier, Page, ReindexRun, Task, TaskKind, TaskState
from archive.reindex.choice import Choice, count, pages_in, pages_to_read
from archive.work.commit import BACKGROUND, do_again
from config.clock import wall_clock

WINDOW = 8
"""Pages of one window, at least, unless nothing is left; a dossier is never cut."""
LOW = WINDOW // 2
"""When fewer pieces of work than these are left, the next window is asked for, so that no worker waits."""


def begin(work: Recording, choice: Choice) -> ReindexRun:
    """A new run. One that was left unfinished is given up; what it had queued is still done."""
    for run in work.scalars(select(ReindexRun).where(ReindexRun.ended_at.is_(None))):
        run.ended_at = work.now
    run = ReindexRun(
        started_at=work.now,
        received_from=choice.received_from,
        older_than=choice.older_than,
        last_page=work.scalar(select(func.max(Page.id))) or 0,
        total=count(work, pages_to_read(work, choice)),
    )
    work.add(run)
    work.flush()
    work.record("reindex.begun", f"reindex_run:{run.id}", total=run.total)
    return run


def unfinished(session: Session, choice: Choice) -> ReindexRun | None:
    """The run that was interrupted, if there is one and it is of this choice; all pages: whatever its choice was."""
    run = session.scalars(select(ReindexRun).where(ReindexRun.ended_at.is_(None)).order_by(ReindexRun.id)).first()
    return run if run and (choice.everything or Choice.of_run(run) == choice) else None


def end(work: Recording, run: ReindexRun) -> None:
    """Write down that a run has come to its end."""
    run.ended_at = work.now
    figures = {"read": run.read, "changed": run.changed, "failed": run.failed, "withheld": run.withheld}
    work.record("reindex.ended", f"reindex_run:{run.id}", **figures)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run has come."""

    queued: int
    """Pieces of work that it has asked for and that are still to be done, files of dossiers included."""
    exhausted: bool
    """Whether it has asked for all its pages."""
    resting: bool

    @property
    def finished(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.exhausted and not self.queued

    @property
    def wants_more(self) -> bool:
        """Whether the next window should be asked for."""
        return not self.exhausted and not self.resting and self.queued < LOW


def standing(session: Session, run: ReindexRun) -> Standing:
    """How far ``run`` has come."""
    waiting = select(func.count()).where(Task.state == TaskState.QUEUED, Task.run_id == run.id)
    resting = run.rests_until is not None and wall_clock() < run.rests_until
    return Standing(session.scalar(waiting) or 0, run.cursor >= run.last_page, resting)


def ask_for_window(work: Recording, run: ReindexRun) -> int:
    """Queue the next window of ``run``; returns how many pages were asked for, 0 also where its batch is busy."""
    asked, batches = 0, set[int]()
    while asked < WINDOW:
        page = _next(work, run)
        if page is None:
            run.cursor = run.last_page
            break
        dossier = _dossier_of(work, page)
        batch = dossier.batch_id if dossier else page.delivery.batch_id
        if batch not in batches and _busy(work, batch):
            break
        batches.add(batch)
        for task in _tasks(work, run, _pages_of(work, dossier) if dossier else [page.id]):
            task.batch_id = batch
            do_again(work, task, BACKGROUND, run.id)
            asked += 1
        run.cursor = page.id
    return asked


def _next(session: Session, run: ReindexRun) -> Page | None:
    """The first page after the cursor that the run has not asked for with an earlier page of its dossier."""
    chosen = pages_to_read(session, Choice.of_run(run)).where(Page.id > run.cursor, Page.id <= run.last_page)
    page_id = session.scalar(chosen.join(Task, _reads_page()).where(_not_asked(run)).order_by(Page.id).limit(1))
    return session.get_one(Page, page_id) if page_id is not None else None


def _tasks(work: Recording, run: ReindexRun, pages: Collection[int]) -> list[Task]:
    """The tasks of the chosen among ``pages``."""
    chosen = pages_in(work, Choice.of_run(run)).where(Page.id.in_(pages), Page.id <= run.last_page)
    subjects = [str(page_id) for page_id in work.scalars(chosen)]
    query = select(Task).where(Task.kind == TaskKind.READ, Task.subject.in_(subjects), _not_asked(run))
    return list(work.scalars(query.order_by(Task.id)))


def _reads_page() -> ColumnElement[bool]:
    return (Task.kind == TaskKind.READ) & (Task.subject == cast(Page.id, String))


def _not_asked(run: ReindexRun) -> ColumnElement[bool]:
    return or_(Task.run_id.is_(None), Task.run_id != run.id)


def _dossier_of(session: Session, page: Page) -> Dossier | None:
    return session.scalars(select(Dossier).join(Component).where(Component.id == page.component_id)).first()


def _pages_of(session: Session, dossier: Dossier) -> list[int]:
    query = select(Page.id).join(Component, Component.id == Page.component_id)
    return list(session.scalars(query.where(Component.dossier_id == dossier.id)))


def _busy(session: Session, batch_id: int) -> bool:
    return bool(session.scalar(select(exists().where(Task.batch_id == batch_id, Task.state == TaskState.QUEUED))))
