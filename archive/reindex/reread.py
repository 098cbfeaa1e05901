"""Reading pages again to the end, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.models import Component, Dossier, Page, ReadingVersion, ReindexRun, Task, TaskKind, TaskState
from archive.reindex import windows
from archive.reindex.choice import Choice
from archive.work.drive import work_until
from config.errors import restore

MOST_CHANGED = 10
"""How many of the pages that changed most are named."""

Watch = Callable[[int, int], None]
"""Is told how many pages of how many are done."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a run has brought, those before its interruptions included."""

    run: int
    pages: int
    """Pages that came back in this call."""
    seconds: float
    """That this call took."""
    total: int
    """Pages that came back in all."""
    changed: int
    withheld: int
    most_changed: list[dict[str, Any]]
    unread: list[dict[str, Any]]
    """Pages that could not be read again, and dossiers whose new file could not be made."""

    @property
    def needs_person(self) -> bool:
        """Whether something could not be read, or bears a secrecy mark that nobody knew of."""
        return bool(self.unread or self.withheld)

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "run": self.run,
            "pages": self.total,
            "changed": self.changed,
            "withheld": self.withheld,
            "most_changed": self.most_changed,
            "unread": self.unread,
        }


def read_again(archive: Archive, choice: Choice, resume: bool, watch: Watch) -> Reread:
    """Have the chosen pages read with the present pipeline, or with ``resume`` go on with a run that was interrupted.

    Raises what the work raises; calling with ``resume`` then goes on. While another process is the engine it does the
    reading, and this one asks for window after window.
    """
    began = time.monotonic()
    with archive.ledger.write() as work:
        run = (windows.unfinished(work, choice) if resume else None) or windows.begin(work, choice)
        number, before = run.id, run.read

    def finished() -> bool:
        """Whether nothing is left; asks for more where it is time to."""
        return _go_on(archive, number, watch)

    finished()
    for _step in work_until(finished, archive):
        finished()
    with archive.ledger.read() as session:
        run = session.get_one(ReindexRun, number)
        return _outcome(session, run, run.read - before, time.monotonic() - began)


def _go_on(archive: Archive, number: int, watch: Watch) -> bool:
    with archive.ledger.read() as session:
        run = session.get_one(ReindexRun, number)
        now = windows.standing(session, run)
        watch(run.read, run.total)
    if now.wants_more:
        with archive.ledger.write() as work:
            windows.ask_for_window(work, work.get_one(ReindexRun, number))
    return now.finished


def _outcome(session: Session, run: ReindexRun, pages: int, seconds: float) -> Reread:
    return Reread(
        run=run.id,
        pages=pages,
        seconds=seconds,
        total=run.read,
        changed=run.changed,
        withheld=run.withheld,
        most_changed=_most_changed(session, run),
        unread=_unread(session, run),
    )


def _most_changed(session: Session, run: ReindexRun) -> list[dict[str, Any]]:
    query = select(ReadingVersion).where(ReadingVersion.run_id == run.id, ReadingVersion.change > 0)
    versions = session.scalars(query.order_by(ReadingVersion.change.desc(), ReadingVersion.page_id).limit(MOST_CHANGED))
    return [_where(session, each.page) | {"change": round(each.change or 0, 4)} for each in versions]


def _unread(session: Session, run: ReindexRun) -> list[dict[str, Any]]:
    failed = select(Task).where(Task.state == TaskState.FAILED, Task.run_id == run.id).order_by(Task.id)
    return [_failure(session, task) for task in session.scalars(failed)]


def _failure(session: Session, task: Task) -> dict[str, Any]:
    if task.kind is TaskKind.READ:
        where = _where(session, session.get_one(Page, int(task.subject)))
    else:
        where = {"dossier": task.subject.rpartition(":")[0], "page": None, "file": None}
    return where | {"reason": restore(task.reason or "", task.reason_details).both()}


def _where(session: Session, page: Page) -> dict[str, Any]:
    """Dossier and number of a page, and the file that it came in; one that stands in no dossier has only that."""
    query = select(Dossier).join(Component).where(Component.id == page.component_id)
    dossier = session.scalars(query).first()
    return {
        "dossier": dossier.id if dossier else None,
        "page": [each.id for each in dossier.pages].index(page.id) + 1 if dossier else None,
        "file": page.delivery.name,
    }
