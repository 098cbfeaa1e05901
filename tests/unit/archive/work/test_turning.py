"""Unsure pages are turned once, before the dossiers are made; whatever is cut off, and however a clerk turns them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from archive.archive import Archive, open_archive
from archive.arrivals import Landing, close_batch, land
from archive.dossiers.correct import rotate_page
from archive.dossiers.undo import redo, undo
from archive.intake import take_in
from archive.models import Batch, BatchState, Dossier, Event, Page, ReadingVersion, Task
from archive.readings import pack, unread
from archive.store import ObjectStore
from archive.verify import verify
from archive.work import drive
from archive.work.commit import advance
from archive.work.engine import Engine, Step
from archive.work.orders import Failure, Order, ReadOrder, ReadResult, Result
from config.errors import RecognitionTimeout
from config.home import Home
from ocr.page import PageState, QuarterTurn
from tests.doubles import INFO, OneRunner, PlainWork, ScriptedRunner

UPSIDE_DOWN = ("1 sure 180", "2 blank 0", "3 sure 180", "4 blank 0", "5 unsure 0", "6 unsure 90", "7 sure 180")
"""A stack with hardly a word on two sides: the fifth is a front, the sixth the only back that is not blank."""
SHORT = ("1 sure 180", "2 sure 180", "3 sure 180", "4 unsure 0")
TURNED = {"5 unsure 0": 180, "6 unsure 90": 180}


class SaidByName:
    """Reads how a page lies, and whether that is sure, from its own bytes; told a turn, it lies so."""

    def __init__(self, objects: ObjectStore, dossiers: ObjectStore) -> None:
        self._objects, self._plain = objects, PlainWork(objects, dossiers)
        self.orders: list[Order] = []
        self.told: Callable[[ReadOrder], Result | None] = lambda order: None
        """What comes of an order that names a turn, where a test wants something else."""

    def __call__(self, order: Order) -> Result:
        self.orders.append(order)
        if not isinstance(order, ReadOrder):
            return self._plain(order)
        if order.turn is not None and (result := self.told(order)) is not None:
            return result
        _, kind, degrees = self._objects.read(order.image_sha256).decode().split()
        state = PageState.BLANK if kind == "blank" else PageState.NO_TEXT
        turn = cast(QuarterTurn, int(degrees) if order.turn is None else order.turn)
        return self.result(state, turn, sure=kind == "sure" or order.turn is not None)

    def result(self, state: PageState, turn: QuarterTurn, *, sure: bool = True) -> ReadResult:
        reading = self._objects.put(pack(unread(replace(INFO, turn=turn), state)))
        return ReadResult(reading, state, turn, None, False, False, None, (), "double", "1", turn_sure=sure)


@pytest.fixture
def work(archive: Archive) -> SaidByName:
    return SaidByName(archive.objects, archive.dossiers)


def give(archive: Archive, folder: Path, names: tuple[str, ...] = UPSIDE_DOWN) -> int:
    for name in names:
        (folder / name).write_bytes(name.encode())
    return take_in(archive.ledger, archive.objects, [folder / name for name in names], "desk", None).batch_id


def work_off(archive: Archive, work: Callable[[Order], Result], window: int = 3) -> list[Step]:
    return list(Engine(archive.ledger, OneRunner(ScriptedRunner(work, window))).run())


def rotations(archive: Archive) -> dict[str, int]:
    with archive.ledger.read() as session:
        return {page.delivery.name: page.rotation for page in session.query(Page)}


def turned(archive: Archive) -> dict[str, int]:
    with archive.ledger.read() as session:
        return {p.delivery.name: p.turned_by_batch for p in session.query(Page) if p.turned_by_batch is not None}


def events(archive: Archive, kind: str) -> list[dict[str, Any]]:
    with archive.ledger.read() as session:
        return [event.data for event in session.query(Event).filter_by(kind=kind).order_by(Event.id)]


def outcome(archive: Archive) -> dict[str, Any]:
    """What must be equal, whatever happened on the way."""
    *_, fixity = verify(archive)
    assert fixity.ok and not fixity.orphans
    with archive.ledger.read() as session:
        (dossier,) = session.query(Dossier)
        assert dossier.file and dossier.batch.state is BatchState.DONE
        assert {task.state for task in session.query(Task)} == {"done"}
        return {
            "dossier": (dossier.id, dossier.version, dossier.file.pdf_sha256),
            "pages": [
                (page.delivery.name, page.reading_sha256, page.rotation, page.turned_by_batch, page.hidden, page.flags)
                for page in dossier.pages
            ],
            "kept": [
                (version.page_id, version.reading_sha256)
                for version in session.query(ReadingVersion).order_by(ReadingVersion.page_id)
            ],
            "turned": [(e.subject, e.data) for e in session.query(Event).filter_by(kind="batch.turned")],
        }


def test_unsure_pages_are_turned_before_their_dossier_is_made(
    archive: Archive, tmp_path: Path, work: SaidByName
) -> None:
    give(archive, tmp_path)
    work_off(archive, work)
    assert turned(archive) == TURNED
    assert rotations(archive) == dict.fromkeys(UPSIDE_DOWN, 180) | {"2 blank 0": 0, "4 blank 0": 0}
    kinds = [type(order).__name__ for order in work.orders]
    assert kinds.count("ReadOrder") == len(UPSIDE_DOWN) + 2 and kinds.count("BundleOrder") == 1
    assert kinds[-1] == "BundleOrder"
    assert len(events(archive, "batch.turned")) == 1
    with archive.ledger.read() as session:
        assert session.query(Dossier).one().version == 1


@pytest.mark.parametrize(
    "names", [UPSIDE_DOWN[:1] + UPSIDE_DOWN[4:6], ("1 sure 0", "2 sure 0", "3 sure 180", "4 unsure 90")]
)
def test_pages_without_a_unanimous_batch_lie_as_they_were_read(
    archive: Archive, tmp_path: Path, work: SaidByName, names: tuple[str, ...]
) -> None:
    give(archive, tmp_path, names)
    work_off(archive, work)
    assert turned(archive) == {} and events(archive, "batch.turned") == []
    assert rotations(archive) == {name: int(name.split()[2]) for name in names}


@pytest.mark.sqlite("it compares homes with a ledger each")
def test_cut_off_at_any_moment_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    class Cut(BaseException):
        pass

    def run(place: Path, cut_at: int | None) -> tuple[dict[str, Any], int]:
        place.mkdir()
        with open_archive(Home(place / "home")) as archive:
            work, done = SaidByName(archive.objects, archive.dossiers), 0

            def cutting(order: Order) -> Result:
                nonlocal done
                done += 1
                if done == cut_at:
                    raise Cut
                return work(order)

            give(archive, place, SHORT)
            try:
                work_off(archive, cutting)
            except Cut:
                work_off(archive, work)
            return outcome(archive), done

    undisturbed, orders = run(tmp_path / "undisturbed", None)
    assert len(undisturbed["kept"]) == 1
    assert orders == 2 * len(SHORT) + 2, "each split and read, one read again, one file"
    for cut_at in range(1, orders + 1):
        disturbed, _ = run(tmp_path / f"cut-{cut_at}", cut_at)
        assert disturbed == undisturbed, f"cut off at order {cut_at}"


def test_an_open_batch_waits_and_its_places_are_those_of_the_feeder(
    archive: Archive, tmp_path: Path, work: SaidByName
) -> None:
    names = ("1 sure 180", "2 sure 0", "3 sure 180", "4 sure 0", "5 unsure 0")
    for number in (1, 5, 2, 3, 4):
        path = tmp_path / names[number - 1]
        path.write_bytes(path.name.encode())
        came = datetime(2026, 8, 4, 2, number, tzinfo=UTC)
        landing = Landing(path, f"claim-{number}", "source", "desk", "g", came)
        landed = land(archive.ledger, archive.objects, landing, None if number == 1 else 1)
        assert landed and landed.batch_id == 1
    work_off(archive, work)
    assert turned(archive) == {}, "more files may come"
    close_batch(archive.ledger, 1, lambda arrived: sorted(range(len(arrived)), key=lambda i: arrived[i]))
    work_off(archive, work)
    assert turned(archive) == {"5 unsure 0": 180}, "it came second and is the fifth, a front"


def test_a_clerk_turns_it_otherwise_and_undo_gives_back_what_was_there(
    archive: Archive, tmp_path: Path, work: SaidByName, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Runners(OneRunner):
        def __init__(self) -> None:
            super().__init__(ScriptedRunner(work))

        def close(self) -> None:
            pass

        def __enter__(self) -> Runners:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: Runners())
    give(archive, tmp_path)
    work_off(archive, work)
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one().id
    steps: list[Step] = []
    watch = steps.append
    rotate_page(archive, dossier, 5, 90, watch)
    assert rotations(archive)["5 unsure 0"] == 270
    undo(archive, dossier, watch)
    assert rotations(archive)["5 unsure 0"] == 180
    redo(archive, dossier, watch)
    assert rotations(archive)["5 unsure 0"] == 270
    assert turned(archive) == TURNED and len(events(archive, "batch.turned")) == 1


def test_what_a_clerk_turns_decides_nothing_about_other_pages(
    archive: Archive, tmp_path: Path, work: SaidByName
) -> None:
    """Were it decided anew after each correction, a page would turn that nobody has touched."""
    batch = give(archive, tmp_path, ("1 sure 180", "2 blank 0", "3 sure 0", "4 blank 0", "5 unsure 0"))
    work_off(archive, work)
    with archive.ledger.write() as recording:
        page = recording.query(Page).order_by(Page.id).all()[2]
        page.turned_by_hand = page.rotation = 180
        advance(recording, recording.get_one(Batch, batch))
    assert turned(archive) == {}


@pytest.mark.parametrize("outcome_of_turn", ["fails", "is blank"])
def test_a_page_that_cannot_be_read_turned_keeps_what_it_had(
    archive: Archive, tmp_path: Path, work: SaidByName, outcome_of_turn: str
) -> None:
    failure = Failure.of(RecognitionTimeout(seconds=1))
    work.told = lambda order: failure if outcome_of_turn == "fails" else work.result(PageState.BLANK, 180)
    give(archive, tmp_path)
    steps = list(Engine(archive.ledger, OneRunner(ScriptedRunner(work)), pause=lambda seconds: None).run())
    assert steps[-1].kind.value == "bundle"
    assert rotations(archive)["5 unsure 0"] == 0 and turned(archive) == TURNED
    with archive.ledger.read() as session:
        assert not any(page.hidden for page in session.query(Page) if page.delivery.name in TURNED)
        assert {page.state for page in session.query(Page)} == {PageState.NO_TEXT, PageState.BLANK}
        assert session.query(ReadingVersion).count() == 0
    assert len(events(archive, "page.not_read_again")) == len(TURNED)
