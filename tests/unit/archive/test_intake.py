"""Intake: every file that is given is in exactly one state, and the same files are known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import POSSIBLE_DUPLICATE, Intake, batch_key, files_under, take_in
from archive.models import Batch, BatchState, Delivery, DeliveryState, Task, TaskKind


@pytest.fixture
def scans(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "scans"
    folder.mkdir()
    paths = [folder / f"scan {number}.jpg" for number in (1, 2, 10)]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def take(archive: Archive, paths: list[Path], desk: str = "desk", case: str | None = None) -> Intake:
    return take_in(archive.ledger, archive.objects, paths, desk, case)


def deliveries(archive: Archive) -> list[Delivery]:
    with archive.ledger.read() as session:
        return list(session.query(Delivery).order_by(Delivery.id))


def finish(archive: Archive) -> None:
    with archive.ledger.write() as work:
        for batch in work.query(Batch):
            batch.state = BatchState.DONE


def test_each_file_is_stored_and_has_its_work(archive: Archive, scans: list[Path]) -> None:
    take(archive, scans)
    rows = deliveries(archive)
    assert [row.name for row in rows] == ["scan 1.jpg", "scan 2.jpg", "scan 10.jpg"]
    assert {row.state for row in rows} == {DeliveryState.STORED}
    assert [archive.objects.read(str(row.sha256)) for row in rows] == [path.read_bytes() for path in scans]
    assert [row.size for row in rows] == [len(path.name) for path in scans]
    with archive.ledger.read() as session:
        tasks = session.query(Task).all()
    assert [(task.kind, task.subject) for task in tasks] == [(TaskKind.SPLIT, str(row.id)) for row in rows]


def test_an_unfinished_batch_goes_on(archive: Archive, scans: list[Path]) -> None:
    first, again = take(archive, scans), take(archive, scans)
    assert again == first
    assert len(deliveries(archive)) == 3


def test_a_finished_batch_makes_duplicates_and_no_work(archive: Archive, scans: list[Path]) -> None:
    first = take(archive, scans)
    finish(archive)
    again = take(archive, scans)
    assert again.batch_id == first.batch_id and again.finished_before
    assert [row.state for row in deliveries(archive)[3:]] == [DeliveryState.DUPLICATE] * 3
    with archive.ledger.read() as session:
        assert session.query(Task).count() == 3


@pytest.mark.parametrize("change", ["desk", "case", "order", "fewer"])
def test_another_batch_with_known_files_is_stored_and_flagged(archive: Archive, scans: list[Path], change: str) -> None:
    take(archive, scans)
    finish(archive)
    paths = {"order": scans[::-1], "fewer": scans[:2]}.get(change, scans)
    take(
        archive,
        paths,
        desk="other" if change == "desk" else "desk",
        case="H26.12-260804-0583" if change == "case" else None,
    )
    new = deliveries(archive)[3:]
    assert len(new) == len(paths)
    assert all(row.state is DeliveryState.STORED and row.flags == [POSSIBLE_DUPLICATE] for row in new)


def test_identical_pages_of_one_batch_are_no_duplicates(archive: Archive, tmp_path: Path) -> None:
    paths = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for path in paths:
        path.write_bytes(b"the same blank back")
    take(archive, paths)
    assert [row.flags for row in deliveries(archive)] == [[], []]


def test_renamed_files_are_the_same_batch(archive: Archive, scans: list[Path], tmp_path: Path) -> None:
    first = take(archive, scans)
    renamed = [path.rename(tmp_path / f"{number}.tif") for number, path in enumerate(scans)]
    assert take(archive, renamed) == first


def test_what_is_no_plain_file_is_quarantined_beside_the_others(archive: Archive, scans: list[Path]) -> None:
    link = scans[0].with_name("link.jpg")
    link.symlink_to(scans[0])
    missing = scans[0].with_name("gone.jpg")
    take(archive, [scans[0], link, missing])
    rows = deliveries(archive)
    assert [row.state for row in rows] == [DeliveryState.STORED] + [DeliveryState.QUARANTINED] * 2
    assert [row.reason for row in rows[1:]] == ["unreadable_file"] * 2


def test_a_batch_of_nothing_readable_is_done_at_once(archive: Archive, tmp_path: Path) -> None:
    take(archive, [tmp_path / "gone.jpg"])
    with archive.ledger.read() as session:
        assert session.query(Batch).one().state is BatchState.DONE


def test_a_folder_gives_its_visible_files_in_natural_order(scans: list[Path]) -> None:
    folder = scans[0].parent
    (folder / ".hidden").write_bytes(b"x")
    (folder / ".part").mkdir()
    (folder / ".part" / "x.jpg").write_bytes(b"x")
    (folder / "sub").mkdir()
    (folder / "sub" / "p1.jpg").write_bytes(b"x")
    found = [path.relative_to(folder).as_posix() for path in files_under([folder])]
    assert found == ["scan 1.jpg", "scan 2.jpg", "scan 10.jpg", "sub/p1.jpg"]


def test_the_key_tells_files_desk_and_case_apart() -> None:
    keys = {
        batch_key(["a", "b"], "desk", None),
        batch_key(["b", "a"], "desk", None),
        batch_key(["a"], "desk", None),
        batch_key(["a", "b"], "other", None),
        batch_key(["a", "b"], "desk", "H26"),
    }
    assert len(keys) == 5
