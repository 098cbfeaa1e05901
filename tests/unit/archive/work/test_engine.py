"""The engine: tasks become orders, results become rows, and one bad page harms nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Batch, BatchState, CaseRecord, Delivery, DeliveryState, Dossier, DossierState, Page, Task
from archive.verify import verify
from archive.work.engine import Engine, Step
from archive.work.orders import BundleOrder, Failure, FoundPage, Order, ReadOrder, ReadResult, Result, SplitOrder
from archive.work.orders import SplitResult as Split
from config.errors import CorruptFile, RecognitionTimeout, StorageFull, WorkerDied, WorkInterrupted
from ocr.page import PageState
from tests.doubles import INFO, OneRunner, PlainWork, ScriptedRunner

CASE = "H26.12-260804-0583"


@pytest.fixture
def plain(archive: Archive) -> PlainWork:
    return PlainWork(archive.objects, archive.dossiers)


def give(archive: Archive, tmp_path: Path, *names: str, case: str | None = CASE) -> int:
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(path.name.encode())
    return take_in(archive.ledger, archive.objects, paths, "desk", case).batch_id


def work_off(archive: Archive, work: Callable[[Order], Result], window: int = 3) -> list[Step]:
    return list(Engine(archive.ledger, OneRunner(ScriptedRunner(work, window))).run())


def test_files_become_one_dossier_in_their_order(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    batch = give(archive, tmp_path, "1", "2", "3", "4", "5")
    steps = work_off(archive, plain)
    assert [step.kind.value for step in steps].count("read") == 5
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one()
        assert [page.delivery.name for page in dossier.pages] == ["1", "2", "3", "4", "5"]
        assert dossier.file and dossier.file.valid
        assert session.get_one(Batch, batch).state is BatchState.DONE
        assert session.query(Task).where(Task.state == "queued").count() == 0
    *_, report = verify(archive)
    assert report.ok and not report.orphans and report.checked


def test_the_window_bounds_what_is_in_hand(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, *map(str, range(9)))
    runner = ScriptedRunner(plain, window=4)
    list(Engine(archive.ledger, OneRunner(runner)).run())
    assert runner.most_at_once == 4


def test_a_refused_file_is_quarantined_and_the_others_go_on(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "good", "bad", "fine")
    bad = archive.objects.put(b"bad")

    def work(order: Order) -> Result:
        if isinstance(order, SplitOrder) and order.file_sha256 == bad:
            return Failure.of(CorruptFile(problem="half a marker"))
        return plain(order)

    work_off(archive, work)
    with archive.ledger.read() as session:
        states = {row.name: row.state for row in session.query(Delivery)}
        assert states == {
            "good": DeliveryState.STORED,
            "bad": DeliveryState.QUARANTINED,
            "fine": DeliveryState.STORED,
        }
        assert [page.delivery.name for page in session.query(Dossier).one().pages] == ["good", "fine"]


@pytest.mark.parametrize(
    ("error", "state"),
    [(RecognitionTimeout(seconds=1), PageState.TIMEOUT), (WorkerDied(work="ReadOrder"), PageState.FAILED)],
)
def test_an_unread_page_stays_in_its_dossier(
    archive: Archive, tmp_path: Path, plain: PlainWork, error: Exception, state: PageState
) -> None:
    give(archive, tmp_path, "1", "2", "3")
    poison = archive.objects.put(b"2")

    def work(order: Order) -> Result:
        if isinstance(order, ReadOrder) and order.image_sha256 == poison:
            return Failure.of(error)  # type: ignore[arg-type]
        return plain(order)

    work_off(archive, work)
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one()
        assert [page.state for page in dossier.pages] == [PageState.NO_TEXT, state, PageState.NO_TEXT]
        assert dossier.file is not None


def test_blank_sides_are_hidden_but_never_all_of_them(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    blank = {archive.objects.put(name.encode()) for name in ("2", "4")}

    def work(order: Order) -> Result:
        result = plain(order)
        if isinstance(order, ReadOrder) and isinstance(result, ReadResult) and order.image_sha256 in blank:
            return ReadResult(result.reading_sha256, PageState.BLANK, 0, None, False, False, None, (), "double", "1")
        return result

    give(archive, tmp_path, "1", "2")
    give(archive, tmp_path, "4")
    work_off(archive, work)
    with archive.ledger.read() as session:
        hidden = {page.delivery.name: page.hidden for page in session.query(Page)}
    assert hidden == {"1": False, "2": True, "4": False}


def test_a_batch_without_a_page_makes_no_dossier(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    batch = give(archive, tmp_path, "1")
    work_off(archive, lambda order: Split(()) if isinstance(order, SplitOrder) else plain(order))
    with archive.ledger.read() as session:
        assert session.query(Dossier).count() == 0
        assert session.get_one(Batch, batch).state is BatchState.DONE


@pytest.mark.parametrize(
    ("case", "record", "state"),
    [
        (CASE, True, DossierState.LINKED),
        (CASE, False, DossierState.AWAITING_CASE),
        (None, False, DossierState.UNLINKED),
    ],
)
def test_a_dossier_is_linked_to_the_case_that_the_clerk_named(
    archive: Archive, tmp_path: Path, plain: PlainWork, case: str | None, record: bool, state: DossierState
) -> None:
    if record:
        with archive.ledger.write() as work:
            work.add(CaseRecord(code=CASE, procedure="p", applicant="a", received_at=work.now, updated_at=work.now))
    give(archive, tmp_path, "1", case=case)
    work_off(archive, plain)
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one()
        assert (dossier.state, dossier.case_code) == (state, case)


@pytest.mark.parametrize("steps_before", range(8))
def test_an_engine_that_dies_anywhere_is_followed_by_one_that_ends_the_same(
    archive: Archive, tmp_path: Path, plain: PlainWork, steps_before: int
) -> None:
    def work(order: Order) -> Result:
        if isinstance(order, SplitOrder):
            return Split(tuple(FoundPage(order.file_sha256, INFO, ()) for _ in range(2)))
        return plain(order)

    give(archive, tmp_path, "1", "2")
    dying = Engine(archive.ledger, OneRunner(ScriptedRunner(work))).run()
    for _ in range(steps_before):
        next(dying, None)
    dying.close()
    work_off(archive, work)
    with archive.ledger.read() as session:
        pages = session.query(Dossier).one().pages
        assert [(page.delivery.name, page.ordinal) for page in pages] == [("1", 1), ("1", 2), ("2", 1), ("2", 2)]
        assert session.query(Page).count() == 4
    *_, report = verify(archive)
    assert report.ok and not report.orphans


def test_a_full_disk_stops_the_engine_and_leaves_the_work_queued(
    archive: Archive, tmp_path: Path, plain: PlainWork
) -> None:
    give(archive, tmp_path, "1")

    def full(order: Order) -> Result:
        if isinstance(order, BundleOrder):
            raise StorageFull(home=archive.home.path)
        return plain(order)

    with pytest.raises(StorageFull):
        work_off(archive, full)
    work_off(archive, plain)
    with archive.ledger.read() as session:
        assert session.query(Dossier).one().file is not None


def test_work_that_died_is_done_again_alone_and_then_given_up(
    archive: Archive, tmp_path: Path, plain: PlainWork
) -> None:
    give(archive, tmp_path, "1", "2", "3")
    poison = archive.objects.put(b"2")

    def work(order: Order) -> Result:
        if isinstance(order, ReadOrder) and order.image_sha256 == poison:
            return Failure.of(WorkerDied(work="ReadOrder"))
        return plain(order)

    runner = ScriptedRunner(work)
    steps = list(Engine(archive.ledger, OneRunner(runner), pause=lambda seconds: None).run())
    tried = [
        alone for order, alone in runner.carried_out if isinstance(order, ReadOrder) and order.image_sha256 == poison
    ]
    assert tried == [False, True, True]
    assert [step.ended for step in steps if step.kind == "read"].count(False) == 2
    assert sum(alone for _, alone in runner.carried_out) == 2


def test_work_that_was_interrupted_is_done_again_as_often_as_it_takes(
    archive: Archive, tmp_path: Path, plain: PlainWork
) -> None:
    give(archive, tmp_path, "1")
    cuts = [Failure.of(WorkInterrupted(work="ReadOrder")) for _ in range(6)]
    runner = ScriptedRunner(lambda order: cuts.pop() if isinstance(order, ReadOrder) and cuts else plain(order))
    list(Engine(archive.ledger, OneRunner(runner), pause=lambda seconds: None).run())
    with archive.ledger.read() as session:
        assert session.query(Page).one().state is PageState.NO_TEXT


def test_work_that_succeeds_alone_is_as_good_as_any(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "1")
    failures = [Failure.of(RecognitionTimeout(seconds=1))]
    work_off(archive, lambda order: failures.pop() if isinstance(order, ReadOrder) and failures else plain(order))
    with archive.ledger.read() as session:
        assert session.query(Page).one().state is PageState.NO_TEXT


def test_power_cuts_condemn_no_page(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "1")
    for _ in range(5):

        def cut(order: Order) -> Result:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            work_off(archive, cut)
    with archive.ledger.read() as session:
        assert session.query(Task).one().attempts == 0
    work_off(archive, plain)
    with archive.ledger.read() as session:
        assert session.query(Page).one().state is PageState.NO_TEXT


@pytest.mark.sqlite("on a shared ledger who says nothing is dead: tests/integration/test_postgresql.py")
def test_what_a_living_engine_has_in_hand_is_left_to_it(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "1")
    with archive.ledger.write() as work:
        work.query(Task).one().owner = "another-host.1.1"

    def nothing_to_do(seconds: float) -> None:
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration"):
        list(Engine(archive.ledger, OneRunner(ScriptedRunner(plain)), pause=nothing_to_do).run())


def test_the_files_of_urgent_pages_are_urgent_too(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "1")
    with archive.ledger.write() as work:
        work.query(Task).one().priority = 10
    work_off(archive, plain)
    with archive.ledger.read() as session:
        assert {task.priority for task in session.query(Task)} == {10}


def test_urgent_work_goes_first(archive: Archive, tmp_path: Path, plain: PlainWork) -> None:
    give(archive, tmp_path, "1", "2", "3")
    with archive.ledger.write() as work:
        work.query(Task).where(Task.subject == "3").one().priority = 10
    steps = work_off(archive, plain, window=1)
    assert [(step.kind.value, step.subject) for step in steps[:2]] == [("split", "3"), ("read", "1")]
