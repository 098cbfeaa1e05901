"""A clerk corrects a dossier while its batch is being read again: the clerk waits for a few pages, not for the run."""

from __future__ import annotations

import threading

from archive.archive import Archive
from archive.dossiers.correct.pages import hide_page
from archive.models import Dossier, Task, TaskState
from archive.reindex.choice import ALL_PAGES
from archive.reindex.reread import read_again
from archive.work.orders import Order, ReadAgainOrder
from tests.reading_double import Give, Pipeline, WorkOff
from tests.waiting import wait_until


def test_a_correction_comes_in_between(archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff) -> None:
    batches = [give(*(f"{batch}-{page}" for page in range(10))) for batch in range(4)]
    work_off()
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).where(Dossier.batch_id == batches[0]).one().id
    clerk = threading.Thread(target=hide_page, args=(archive, dossier, 1, lambda step: None))
    read_before: list[int] = []

    def hurried() -> bool:
        with archive.ledger.read() as session:
            waiting = session.query(Task).where(Task.state == TaskState.QUEUED, Task.priority > 0)
            return waiting.count() > 0

    def look(order: Order) -> None:
        if isinstance(order, ReadAgainOrder) and clerk.ident is None:
            clerk.start()
            wait_until(hurried, "the clerk's batch to be moved to the front")
        if isinstance(order, ReadAgainOrder) and not read_before and clerk.ident and not clerk.is_alive():
            read_before.append(len([name for name in pipeline.read if name.startswith("again")]))

    pipeline.before = look
    read_again(archive, ALL_PAGES, False, lambda done, total: None)
    clerk.join()
    with archive.ledger.read() as session:
        pages = session.get_one(Dossier, dossier).pages
        assert pages[0].hidden
    assert read_before and read_before[0] <= 20, "the correction was made while pages were still to be read"
