"""Arrivals: files land one by one, are read as they land, and become a dossier when their batch is closed."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.arrivals import LIVE, Closed, Landed, Landing, close_batch, land, landed, open_batches
from archive.intake import POSSIBLE_DUPLICATE, take_in
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier, Event, Page, Task, TaskState
from archive.verify import verify
from archive.work.engine import Engine
from scanner_agent.batches import feeder_order
from tests.doubles import OneRunner, PlainWork, ScriptedRunner

WHEN = datetime(2026, 8, 4, 9, 30, tzinfo=UTC)


def landing(tmp_path: Path, name: str, data: bytes | None = None, desk: str = "tang-1") -> Landing:
    claim = uuid.uuid4().hex
    path = tmp_path / claim / name
    path.parent.mkdir()
    path.write_bytes(data or name.encode())
    return Landing(path, claim, "folder:/drop", desk, "/scn_", WHEN)


def land_all(archive: Archive, tmp_path: Path, *names: str, desk: str = "tang-1") -> int:
    batch_id: int | None = None
    for name in names:
        result = land(archive.ledger, archive.objects, landing(tmp_path, name, desk=desk), batch_id)
        assert result is not None
        batch_id = result.batch_id
    assert batch_id is not None
    return batch_id


def close(archive: Archive, batch_id: int) -> Closed | None:
    return close_batch(archive.ledger, batch_id, feeder_order)


def work_off(archive: Archive) -> None:
    plain = PlainWork(archive.objects, archive.dossiers)
    for _ in Engine(archive.ledger, OneRunner(ScriptedRunner(plain))).run():
        pass


def pages(archive: Archive) -> list[list[str]]:
    """The names of the files in every dossier."""
    with archive.ledger.read() as session:
        return [[page.delivery.name for page in d.pages] for d in session.query(Dossier).order_by(Dossier.batch_id)]


def test_a_file_is_read_before_its_batch_is_closed_and_makes_no_dossier_yet(archive: Archive, tmp_path: Path) -> None:
    batch_id = land_all(archive, tmp_path, "SCN_1.jpg")
    work_off(archive)
    with archive.ledger.read() as session:
        assert session.query(Page).one().state == "no_text"
        assert session.query(Dossier).count() == 0
        batch = session.get_one(Batch, batch_id)
        assert (batch.state, batch.source, batch.last_arrival_at) == (BatchState.OPEN, "folder:/drop", WHEN)
        assert {task.priority for task in session.query(Task)} == {LIVE}
    assert close(archive, batch_id) == Closed(batch_id, 1, None)
    work_off(archive)
    assert pages(archive) == [["SCN_1.jpg"]]


def test_pages_lie_in_the_order_of_their_numbers(archive: Archive, tmp_path: Path) -> None:
    close(archive, land_all(archive, tmp_path, "SCN_1.jpg", "SCN_3.jpg", "SCN_2.jpg"))
    work_off(archive)
    assert pages(archive) == [["SCN_1.jpg", "SCN_2.jpg", "SCN_3.jpg"]]


def test_a_closed_batch_is_the_one_that_ingest_would_have_made(archive: Archive, tmp_path: Path) -> None:
    batch_id = land_all(archive, tmp_path, "SCN_1.jpg", "SCN_2.jpg")
    close(archive, batch_id)
    work_off(archive)
    paths = [tmp_path / name for name in ("SCN_1.jpg", "SCN_2.jpg")]
    for path in paths:
        path.write_bytes(path.name.encode())
    taken = take_in(archive.ledger, archive.objects, paths, "tang-1", None)
    assert (taken.batch_id, taken.finished_before) == (batch_id, True)


@pytest.mark.parametrize("read_before", [True, False])
def test_the_same_files_again_are_duplicates_and_make_nothing_new(
    archive: Archive, tmp_path: Path, read_before: bool
) -> None:
    first = land_all(archive, tmp_path, "SCN_1.jpg", "SCN_2.jpg")
    close(archive, first)
    work_off(archive)
    again = land_all(archive, tmp_path, "SCN_1.jpg", "SCN_2.jpg")
    if read_before:
        work_off(archive)
    assert close(archive, again) == Closed(again, 2, first)
    work_off(archive)
    with archive.ledger.read() as session:
        batch = session.get_one(Batch, again)
        assert (batch.state, batch.duplicate_of_id) == (BatchState.DONE, first)
        assert [row.state for row in batch.deliveries] == [DeliveryState.DUPLICATE] * 2
        assert session.query(Task).where(Task.state == TaskState.QUEUED).count() == 0
        assert session.query(Event).where(Event.kind == "batch.duplicate").count() == 1
    assert pages(archive) == [["SCN_1.jpg", "SCN_2.jpg"]]
    *_, report = verify(archive)
    assert report.ok and not report.orphans


def test_a_result_that_comes_after_the_batch_was_found_a_duplicate_is_dropped(archive: Archive, tmp_path: Path) -> None:
    close(archive, land_all(archive, tmp_path, "SCN_1.jpg"))
    work_off(archive)
    again = land_all(archive, tmp_path, "SCN_1.jpg")
    plain = PlainWork(archive.objects, archive.dossiers)

    def close_meanwhile(order: object) -> object:
        close(archive, again)
        return plain(order)  # type: ignore[arg-type]

    for _ in Engine(archive.ledger, OneRunner(ScriptedRunner(close_meanwhile))).run():  # type: ignore[arg-type]
        pass
    with archive.ledger.read() as session:
        assert session.query(Page).count() == 1
        assert [row.state for row in session.get_one(Batch, again).deliveries] == [DeliveryState.DUPLICATE]


def test_a_known_page_in_another_batch_is_only_flagged(archive: Archive, tmp_path: Path) -> None:
    land_all(archive, tmp_path, "SCN_1.jpg")
    batch_id = land_all(archive, tmp_path, "SCN_1.jpg", "SCN_2.jpg")
    with archive.ledger.read() as session:
        flags = [row.flags for row in session.get_one(Batch, batch_id).deliveries]
    assert flags == [[POSSIBLE_DUPLICATE], []]


def test_landing_a_claim_twice_writes_it_once(archive: Archive, tmp_path: Path) -> None:
    file = landing(tmp_path, "SCN_1.jpg")
    first = land(archive.ledger, archive.objects, file, None)
    assert (
        land(archive.ledger, archive.objects, file, None)
        == first
        == landed(archive.ledger, archive.objects, file.claim)
    )
    with archive.ledger.read() as session:
        assert session.query(Delivery).count() == 1


def test_a_claim_whose_object_was_damaged_has_not_landed_until_it_is_stored_again(
    archive: Archive, tmp_path: Path
) -> None:
    file = landing(tmp_path, "SCN_1.jpg")
    first = land(archive.ledger, archive.objects, file, None)
    assert isinstance(first, Landed)
    stored = archive.objects.path(first.sha256)
    stored.chmod(0o644)
    stored.write_bytes(b"rot")
    assert landed(archive.ledger, archive.objects, file.claim) is None
    assert land(archive.ledger, archive.objects, file, None) == first
    assert archive.objects.intact(first.sha256)


def test_what_cannot_be_read_is_not_written_down(archive: Archive, tmp_path: Path) -> None:
    file = landing(tmp_path, "SCN_1.jpg")
    file.path.unlink()
    assert land(archive.ledger, archive.objects, file, None) is None
    with archive.ledger.read() as session:
        assert session.query(Delivery).count() == 0 and session.query(Batch).count() == 0


def test_closing_twice_does_it_once_and_later_files_begin_another(archive: Archive, tmp_path: Path) -> None:
    batch_id = land_all(archive, tmp_path, "SCN_1.jpg")
    assert close(archive, batch_id) and close(archive, batch_id) is None
    later = land(archive.ledger, archive.objects, landing(tmp_path, "SCN_2.jpg"), batch_id)
    assert later and later.batch_id != batch_id
    assert [batch.id for batch in open_batches(archive.ledger)] == [later.batch_id]
