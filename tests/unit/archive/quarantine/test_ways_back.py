"""The ways out of quarantine: what was found goes into dossiers, what was said into events, and nothing waits on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.archive import Archive
from archive.dossiers.correct import rotate_page
from archive.dossiers.describe import find, page_text, reading_of, summary
from archive.export import export
from archive.intake import take_in
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier, Event, Page, Task
from archive.quarantine import Item, discard, listing, release, retry
from archive.verify import verify
from archive.work.engine import Engine
from config.errors import NotInQuarantine, UsageError
from tests.doubles import OneRunner
from tests.unit.archive.quarantine.conftest import Desk

CASE = "H26.12-260804-0583"


def item(name: str) -> Item:
    return Item.parse(name)


def ids(archive: Archive, discarded: bool = False) -> list[str]:
    with archive.ledger.read() as session:
        return [row["id"] for row in listing(session, discarded)]


def said(archive: Archive, kind: str) -> list[tuple[str, Any]]:
    with archive.ledger.read() as session:
        return [(event.subject, event.data.get("reason")) for event in session.query(Event).where(Event.kind == kind)]


def told(archive: Archive, dossier: Dossier) -> dict[str, Any]:
    return summary(dossier, archive.objects, archive.dossiers, archive.settings.quality)


def nothing(step: object) -> None:
    """Watches no step."""


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_withheld_page_stands_in_its_dossier_but_not_in_its_file(archive: Archive, desk: Desk) -> None:
    desk.secret = {"b"}
    desk.scan("a", "b", "c")
    ((_, pages, file),) = desk.dossiers()
    assert pages == ["a", "b", "c"] and len(file) == 3 and archive.objects.put(b"b") not in file
    with archive.ledger.read() as session:
        page = session.query(Page).where(Page.withheld).one()
        assert page.flags == ["secret"] and page.reading_sha256 in archive.objects
        assert reading_of(page, archive.objects) is None and page_text(page, archive.objects) == ""
        assert told(archive, session.query(Dossier).one())["withheld"] == 1
    *_, report = verify(archive)
    assert report.ok and not report.orphans


def test_a_released_page_comes_into_a_new_version_of_the_file(archive: Archive, desk: Desk) -> None:
    desk.secret = {"b"}
    desk.scan("a", "b")
    (name,) = ids(archive)
    returned = release(archive, [item(name)], " cleared by the chief ", nothing)
    assert [row["state"] for row in returned.items] == ["released"] and len(returned.dossiers) == 1
    ((_, pages, file),) = desk.dossiers()
    assert pages == ["a", "b"] and archive.objects.put(b"b") in file
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one()
        assert [file.version for file in dossier.files] == [1, 2] and dossier.version == 2
        assert session.query(Batch).one().state is BatchState.DONE
    assert ids(archive) == [] and said(archive, "page.released") == [(name, "cleared by the chief")]
    with pytest.raises(NotInQuarantine):
        release(archive, [item(name)], "", nothing)


def test_pages_released_together_make_one_version(archive: Archive, desk: Desk) -> None:
    desk.secret = {"a", "b"}
    desk.scan("a", "b", "c")
    release(archive, [item(name) for name in ids(archive)], "", nothing)
    with archive.ledger.read() as session:
        assert [file.version for file in session.query(Dossier).one().files] == [1, 2]


def test_a_dossier_of_withheld_pages_alone_has_no_file_until_one_is_released(
    archive: Archive, desk: Desk, tmp_path: Path
) -> None:
    desk.secret = {"a", "b"}
    batch = desk.scan("a", "b", case=CASE)
    assert desk.dossiers() == [(CASE, ["a", "b"], [])]
    with archive.ledger.read() as session:
        assert session.get_one(Batch, batch).state is BatchState.DONE
        dossier = session.query(Dossier).one()
        assert told(archive, dossier)["pdf"] is None
    (exported,) = export(archive, [dossier.id], tmp_path / "out", originals=True)
    assert (exported.files, exported.withheld) == ([], 2)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "metadata.json",
        "dossiers.csv",
        "documents.csv",
        "SHA256SUMS",
    }
    release(archive, [item(ids(archive)[0])], "", nothing)
    ((_, _, file),) = desk.dossiers()
    assert file == [dossier.id, archive.objects.put(b"a")]


def test_a_page_of_a_batch_that_is_still_read_is_released_too(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    desk.secret = {"a"}
    (tmp_path / "a").write_bytes(b"a")
    take_in(archive.ledger, archive.objects, [tmp_path / "a"], "desk", None)
    running = Engine(archive.ledger, OneRunner(desk.runner)).run()
    while not ids(archive):
        next(running)
    running.close()
    release(archive, [item(ids(archive)[0])], "", nothing)
    ((_, pages, file),) = desk.dossiers()
    assert pages == ["a"] and len(file) == 2


def test_a_mark_that_is_seen_when_the_page_is_turned_withholds_it_then(archive: Archive, desk: Desk) -> None:
    desk.scan("a", "b")
    desk.secret = {"b"}
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one().id
    rotate_page(archive, dossier, 2, 180, nothing)
    ((_, pages, file),) = desk.dossiers()
    assert pages == ["a", "b"] and archive.objects.put(b"b") not in file and len(file) == 2
    (name,) = ids(archive)
    desk.secret.clear()
    rotate_page(archive, dossier, 2, 180, nothing)
    assert ids(archive) == [name], "only a person releases"


def test_a_released_page_stays_so_when_it_is_read_again(archive: Archive, desk: Desk) -> None:
    desk.secret = {"b"}
    desk.scan("a", "b")
    ((_, _, (dossier, *_)),) = desk.dossiers()
    release(archive, [item(ids(archive)[0])], "", nothing)
    rotate_page(archive, dossier, 2, 180, nothing)
    ((_, _, file),) = desk.dossiers()
    assert ids(archive) == [] and archive.objects.put(b"b") in file


@pytest.mark.parametrize("way", [lambda a, i: retry(a, [i], nothing), lambda a, i: discard(a, i, "scanned again")])
def test_a_page_is_neither_tried_again_nor_given_up(archive: Archive, desk: Desk, way: Any) -> None:
    desk.secret = {"a"}
    desk.scan("a")
    with pytest.raises(UsageError, match=r"release|page hide"):
        way(archive, item(ids(archive)[0]))
    assert len(ids(archive)) == 1


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_believed_now_becomes_a_dossier_of_its_batch(archive: Archive, desk: Desk) -> None:
    desk.broken = {"b"}
    batch = desk.scan("a", "b", "c", case=CASE)
    assert [pages for _, pages, _ in desk.dossiers()] == [["a", "c"]]
    desk.broken.clear()
    returned = retry(archive, [item("file:2")], nothing)
    assert returned.items == [{"id": "file:2", "state": "stored", "reason": None}]
    assert [(case, pages, len(file)) for case, pages, file in desk.dossiers()] == [
        (CASE, ["a", "c"], 3),
        (CASE, ["b"], 2),
    ]
    (dossier,) = returned.dossiers
    assert dossier["case"] == CASE and not returned.needs_person
    with archive.ledger.read() as session:
        assert session.get_one(Batch, batch).state is BatchState.DONE
        assert session.query(Page).where(Page.component_id.is_(None)).count() == 0
        assert session.query(Task).where(Task.state == "queued").count() == 0
        assert find(session, dossier["id"]).ordinal == 2
    assert ids(archive, discarded=True) == []
    *_, report = verify(archive)
    assert report.ok and not report.orphans


def test_a_batch_of_refused_files_alone_gets_its_first_dossier(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a", "b"}
    desk.scan("a", "b")
    desk.broken = {"b"}
    returned = retry(archive, [item("file:1"), item("file:2")], nothing)
    assert [row["state"] for row in returned.items] == ["stored", "quarantined"] and returned.needs_person
    assert [pages for _, pages, _ in desk.dossiers()] == [["a"]]


def test_a_file_that_is_refused_again_keeps_its_reason(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a", "b")
    returned = retry(archive, [item("file:1")], nothing)
    assert returned.needs_person and returned.dossiers == []
    assert returned.items[0]["state"] == "quarantined" and "half a marker" in returned.items[0]["reason"]
    assert ids(archive) == ["file:1"] and said(archive, "delivery.retried") == [("delivery:1", "corrupt_file")]
    assert [pages for _, pages, _ in desk.dossiers()] == [["b"]]


@pytest.mark.parametrize("steps", range(1, 4))
def test_a_retry_that_is_cut_off_is_ended_by_the_next_engine(archive: Archive, desk: Desk, steps: int) -> None:
    desk.broken = {"a"}
    desk.scan("a", "b")
    desk.broken.clear()
    left = iter(range(steps - 1))

    def cut_off(step: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retry(archive, [item("file:1")], cut_off)
    desk.scan("c")
    assert [pages for _, pages, file in desk.dossiers() if file] == [["b"], ["a"], ["c"]]


def test_a_file_given_up_is_listed_no_longer_and_its_bytes_stay(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    row = discard(archive, item("file:1"), "  quét lại rồi ")
    assert row["discarded"] == "quét lại rồi"
    assert ids(archive) == [] and ids(archive, discarded=True) == ["file:1"]
    assert said(archive, "delivery.discarded") == [("delivery:1", "quét lại rồi")]
    with archive.ledger.read() as session:
        delivery = session.get_one(Delivery, 1)
        assert delivery.state is DeliveryState.QUARANTINED and archive.objects.read(str(delivery.sha256)) == b"a"
    with pytest.raises(UsageError, match="given up already"):
        discard(archive, item("file:1"), "again")


def test_a_file_given_up_can_still_be_tried_again(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    discard(archive, item("file:1"), "too large")
    desk.broken.clear()
    assert retry(archive, [item("file:1")], nothing).items[0]["state"] == "stored"
    assert [pages for _, pages, _ in desk.dossiers()] == [["a"]]


def test_a_file_is_given_up_for_a_reason_only(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    with pytest.raises(UsageError):
        discard(archive, item("file:1"), "  ")
    assert ids(archive) == ["file:1"]


def test_a_file_without_pages_cannot_be_released(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    with pytest.raises(UsageError, match=r"retry file:1(.|\n)*discard file:1"):
        release(archive, [item("file:1")], "", nothing)


def test_a_file_of_which_no_byte_was_kept_cannot_be_tried_again(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    take_in(archive.ledger, archive.objects, [tmp_path / "link"], "desk", None)
    with pytest.raises(UsageError, match="ingest"):
        retry(archive, [item("file:1")], nothing)


def test_one_wrong_name_among_several_changes_nothing(archive: Archive, desk: Desk) -> None:
    desk.broken, desk.secret = {"a"}, {"b"}
    desk.scan("a", "b")
    for way in (retry, lambda *args: release(args[0], args[1], "", args[2])):
        good = [name for name in ids(archive) if name.startswith("file") == (way is retry)]
        with pytest.raises(NotInQuarantine):
            way(archive, [item(good[0]), item(good[0].split(":")[0] + ":99")], nothing)
    assert len(ids(archive)) == 2 and not said(archive, "page.released") and not said(archive, "delivery.retried")
