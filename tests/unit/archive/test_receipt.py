"""The receipt of a batch adds up, and shows whatever was changed or lost since."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Event, Page, PageKind
from archive.receipt import adds_up, receipt, seal_of, verify_receipt
from archive.work.engine import Engine
from config.errors import BatchNotFound, UsageError
from tests.doubles import OneRunner, PlainWork, ScriptedRunner

SEPARATOR = "separator H26.12-260804-0583"


def scanned(archive: Archive, tmp_path: Path, *names: str) -> dict[str, Any]:
    """The receipt of a batch of files of these names, as it is printed."""
    paths = [tmp_path / name for name in names]
    for path in paths:
        if not path.exists() and path.name != "gone":
            path.write_bytes(path.name.encode())
    taken = take_in(archive.ledger, archive.objects, paths, "desk", None)
    deque(Engine(archive.ledger, OneRunner(ScriptedRunner(PlainWork(archive.objects, archive.dossiers)))).run())
    return issued(archive, taken.batch_id)


def issued(archive: Archive, batch: int | None = None) -> dict[str, Any]:
    with archive.ledger.read() as session:
        document: dict[str, Any] = json.loads(json.dumps(receipt(session, batch)))
    return document


def test_every_file_and_page_is_in_one_place(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1", SEPARATOR, "2", "3", "gone")
    assert adds_up(document)
    assert [document[name] for name in ("seen", "stored", "duplicate", "quarantined")] == [5, 4, 0, 1]
    assert [document[name] for name in ("pages", "in_dossiers", "separators", "waiting")] == [4, 3, 1, 0]
    assert document["sha256"] == seal_of(document)
    report = verify_receipt(archive, document)
    assert report.ok and report.checked == len(
        {n for f in document["files"] for n in (f["sha256"], *f["images"])} - {None}
    )


def test_files_that_came_again_are_counted_as_duplicates(archive: Archive, tmp_path: Path) -> None:
    scanned(archive, tmp_path, "1", "2")
    document = scanned(archive, tmp_path, "1", "2")
    assert [document[name] for name in ("seen", "stored", "duplicate")] == [4, 2, 2] and adds_up(document)


def test_a_page_that_is_gone_from_the_ledger_shows(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1", "2")
    lost = document["files"][0]["images"][0]
    with archive.ledger.write() as work:
        work.execute(update(Page).where(Page.image_sha256 == lost).values(image_sha256="0" * 64))
    assert verify_receipt(archive, document).missing == [f"page:{lost}"]


def test_a_changed_byte_and_a_lost_object_show(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1", "2")
    first, second = (file["sha256"] for file in document["files"])
    for name in (first, second):
        archive.objects.path(name).chmod(0o600)
    archive.objects.path(first).write_bytes(b"x")
    archive.objects.path(second).unlink()
    report = verify_receipt(archive, document)
    assert (report.damaged, report.missing, report.ok) == ([first], [second], False)


def test_a_rewritten_past_shows(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1")
    with archive.ledger.write() as work:
        work.execute(update(Event).where(Event.kind == "delivery.split").values(subject="delivery:9"))
    assert verify_receipt(archive, document).chain_broken


def test_what_happens_later_does_no_harm(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1", "2")
    scanned(archive, tmp_path, "3")
    assert verify_receipt(archive, document).ok


def test_a_receipt_that_was_altered_is_none(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1")
    for wrong in (document | {"pages": 7}, {}, [], None):
        with pytest.raises(UsageError):
            verify_receipt(archive, wrong)


def test_the_newest_batch_is_meant_where_none_is_named(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(BatchNotFound):
        issued(archive)
    scanned(archive, tmp_path, "1")
    later = scanned(archive, tmp_path, "2")
    assert issued(archive)["batch"] == later["batch"]
    with pytest.raises(BatchNotFound):
        issued(archive, 99)


def test_a_sum_that_lacks_a_page_does_not_add_up(archive: Archive, tmp_path: Path) -> None:
    document = scanned(archive, tmp_path, "1", "2")
    assert not adds_up(document | {"waiting": 1}) and not adds_up(document | {"seen": 3})
    with archive.ledger.write() as work:
        work.execute(update(Page).values(kind=PageKind.SEPARATOR))
    assert adds_up(issued(archive))
