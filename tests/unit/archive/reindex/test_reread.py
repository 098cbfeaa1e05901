"""Pages read again: what changes, what is kept, who goes first, and that a run that was cut off goes on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archive.archive import Archive
from archive.models import Dossier, DossierState, Page, ReadingVersion, ReindexRun, Task, TaskState
from archive.readings import unpack
from archive.reindex.choice import ALL_PAGES, Choice
from archive.reindex.reread import Reread, read_again
from archive.reindex.windows import WINDOW
from archive.verify import verify
from archive.work.orders import Failure, Order, ReadAgainOrder, ReadOrder
from config.errors import WorkerDied
from ocr.page import PageState
from tests.reading_double import Give, Pipeline, WorkOff


def again(archive: Archive, choice: Choice = ALL_PAGES, resume: bool = False) -> Reread:
    return read_again(archive, choice, resume, lambda done, total: None)


def texts(archive: Archive) -> dict[str, str]:
    with archive.ledger.read() as session:
        pages = session.query(Page)
        return {p.delivery.name: unpack(archive.objects.read(p.reading_sha256)).text for p in pages if p.reading_sha256}


def files(archive: Archive) -> list[list[int]]:
    """The versions of the file of each dossier."""
    with archive.ledger.read() as session:
        return [[file.version for file in d.files] for d in session.query(Dossier).order_by(Dossier.batch_id)]


def test_a_changed_page_keeps_its_old_reading_and_gets_a_new_file(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    give("một", "hai", "ba")
    give("bốn")
    work_off()
    pipeline.version, pipeline.says["hai"], pipeline.says["ba"] = "2", "hai rưỡi", "ba rưỡi to"
    report = again(archive)
    assert (report.pages, report.changed, report.unread) == (4, 2, [])
    assert texts(archive) == {"một": "một", "hai": "hai rưỡi", "ba": "ba rưỡi to", "bốn": "bốn"}
    assert files(archive) == [[1, 2], [1]]
    assert [(row["page"], row["change"]) for row in report.most_changed] == [(3, 0.5), (2, 0.3333)]
    with archive.ledger.read() as session:
        kept = session.scalars(select(ReadingVersion).where(ReadingVersion.change > 0)).all()
        assert sorted(unpack(archive.objects.read(old.reading_sha256)).text for old in kept) == ["ba", "hai"]
        assert {old.pipeline for old in kept} == {"1"}
    *_, fixity = verify(archive)
    assert fixity.ok and not fixity.orphans


def test_an_equal_reading_changes_nothing(archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff) -> None:
    give("một", "hai")
    work_off()
    with archive.ledger.read() as session:
        before = {page.id: page.reading_sha256 for page in session.query(Page)}
    report = again(archive)
    assert (report.pages, report.changed) == (2, 0)
    assert files(archive) == [[1]]
    with archive.ledger.read() as session:
        assert {page.id: page.reading_sha256 for page in session.query(Page)} == before
        assert session.query(ReadingVersion).count() == 0


def test_a_page_that_cannot_be_read_again_keeps_what_it_had(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    give("một", "hai")
    work_off()
    pipeline.says["hai"] = Failure.of(WorkerDied(work="ReadAgainOrder"))
    report = again(archive)
    assert [(row["page"], row["file"]) for row in report.unread] == [(2, "hai")] and report.needs_person
    assert texts(archive) == {"một": "một", "hai": "hai"}
    with archive.ledger.read() as session:
        assert {page.state for page in session.query(Page)} == {PageState.OK}


def test_unread_and_blank_pages_are_read_again_too(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    pipeline.says |= {"hai": Failure.of(WorkerDied(work="ReadOrder")), "ba": ""}
    give("một", "hai", "ba")
    work_off()
    pipeline.says.clear()
    report = again(archive)
    assert texts(archive) == {"một": "một", "hai": "hai", "ba": "ba"} and not report.unread
    with archive.ledger.read() as session:
        assert not any(page.hidden for page in session.query(Page))
    assert files(archive) == [[1, 2]]


def test_signed_dossiers_are_left_alone(archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff) -> None:
    give("một")
    work_off()
    with archive.ledger.write() as work:
        work.query(Dossier).one().state = DossierState.SIGNED
    pipeline.says["một"] = "khác"
    assert again(archive).pages == 0
    assert texts(archive) == {"một": "một"}


def test_only_what_an_older_pipeline_read(archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff) -> None:
    give("một")
    work_off()
    pipeline.version = "2"
    give("hai")
    work_off()
    pipeline.orders.clear()
    assert again(archive, Choice(older_than="2")).pages == 1
    assert pipeline.read == ["again một"]


def test_live_pages_wait_for_at_most_one_page_each(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    for batch in range(25):
        give(*(f"{batch}-{page}" for page in range(4)))
    work_off()
    waited: dict[str, int] = {}

    def arrive(order: Order) -> None:
        """A live page after every fifth page of the run; the others are told how many were read before them."""
        name = pipeline.name(order) or ""
        if name.startswith("again"):
            for page in waited:
                waited[page] += f"live-{page}" not in pipeline.read
            if len(pipeline.orders) % 5 == 0 and len(waited) < 20:
                waited[str(len(waited))] = 0
                give(f"live-{len(waited) - 1}")

    pipeline.orders.clear()
    pipeline.before = arrive
    report = again(archive)
    assert (report.pages, len(waited)) == (100, 20)
    assert set(texts(archive)) >= {f"live-{number}" for number in range(20)}
    assert max(waited.values()) == 0, "none was begun between its arrival and its turn but the one in hand"


def test_never_are_many_pages_queued_at_once(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    for batch in range(10):
        give(*(f"{batch}-{page}" for page in range(3)))
    work_off()
    most = 0

    def look(order: Order) -> None:
        nonlocal most
        with archive.ledger.read() as session:
            most = max(most, session.query(Task).where(Task.state == TaskState.QUEUED).count())

    pipeline.before = look
    assert again(archive).pages == 30
    assert WINDOW <= most < 2 * WINDOW


@pytest.mark.parametrize("pages_before", [0, 1, 7, 8, 13])
def test_a_run_that_was_cut_off_goes_on(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff, pages_before: int
) -> None:
    give(*(f"1-{page}" for page in range(5)))
    give(*(f"2-{page}" for page in range(9)))
    work_off()
    pipeline.orders.clear()
    left = [pages_before]

    def cut(order: Order) -> None:
        if isinstance(order, ReadAgainOrder):
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1

    pipeline.before = cut
    with pytest.raises(KeyboardInterrupt):
        again(archive)
    pipeline.before = lambda order: None
    work_off()  # whatever engine lives finishes what was queued
    report = again(archive, resume=True)
    assert report.total == 14 and report.pages <= 14 - pages_before
    read = [order for order in pipeline.orders if isinstance(order, ReadAgainOrder)]
    assert len(read) == len({order.read.image_sha256 for order in read}) == 14
    with archive.ledger.read() as session:
        assert session.query(ReindexRun).count() == 1


def test_pages_that_arrive_meanwhile_are_not_read_twice(
    archive: Archive, pipeline: Pipeline, give: Give, work_off: WorkOff
) -> None:
    give("một", "hai")
    work_off()
    pipeline.orders.clear()

    def arrive(order: Order) -> None:
        if isinstance(order, ReadAgainOrder) and "ba" not in pipeline.read:
            pipeline.before = lambda order: None
            give("ba")

    pipeline.before = arrive
    assert again(archive).pages == 2
    work_off()
    assert sorted(pipeline.read) == ["again hai", "again một", "ba"]
    assert [type(order) for order in pipeline.orders].count(ReadOrder) == 1
