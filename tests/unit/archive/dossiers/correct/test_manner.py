"""Corrections for whose files nobody waits: one file of what holds in the end, in somebody's name, of what was seen."""

from __future__ import annotations

from collections import deque

import pytest
from sqlalchemy import select

from archive.archive import Archive
from archive.dossiers import correct
from archive.dossiers.correct import Manner
from archive.dossiers.undo import redoable, undo, undoable
from archive.models import Dossier, Event, Task, TaskKind
from archive.work.commit import commit_result
from archive.work.engine import Engine
from archive.work.plan import lease_tasks, order_for
from config.clock import wall_clock
from config.errors import DossierBusy, DossierChanged
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.unit.archive.dossiers.looking import Scan

LAN = Manner(by="lan")


def versions(archive: Archive, dossier: str) -> tuple[int, list[int]]:
    """The version of a dossier, and those of its files."""
    with archive.ledger.read() as session:
        found = session.get_one(Dossier, dossier)
        return found.version, [file.version for file in found.files]


def test_of_corrections_that_follow_at_once_one_file_is_made(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    dossier = scan(3)
    correct.hide_page(archive, dossier, 2, LAN)
    correct.hide_page(archive, dossier, 3, LAN)
    assert versions(archive, dossier) == (3, [1])
    deque(Engine(archive.ledger, OneRunner(runner)).run())
    assert versions(archive, dossier) == (3, [1, 3])


def test_a_file_in_hand_of_what_was_corrected_again_is_not_kept(archive: Archive, scan: Scan) -> None:
    dossier = scan(3)
    correct.hide_page(archive, dossier, 2, LAN)
    with archive.ledger.write() as work:
        (task,) = lease_tasks(work, 1, "somebody", wall_clock())
        order = order_for(work, task)
    correct.hide_page(archive, dossier, 3, LAN)
    result = PlainWork(archive.objects, archive.dossiers)(order)
    with archive.ledger.write() as work:
        commit_result(work, work.get_one(Task, task.id), result)
    assert versions(archive, dossier) == (3, [1])


def test_a_page_in_hand_to_be_read_is_not_turned(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    dossier = scan(2)
    correct.rotate_page(archive, dossier, 1, 90, LAN)
    with archive.ledger.write() as work:
        assert [task.kind for task in lease_tasks(work, 9, "somebody", wall_clock())] == [TaskKind.READ]
    with pytest.raises(DossierBusy):
        correct.rotate_page(archive, dossier, 1, 180, LAN)
    with pytest.raises(DossierBusy):
        undo(archive, dossier, LAN)
    correct.rotate_page(archive, dossier, 2, 180, LAN)


def test_what_was_not_seen_is_not_corrected(archive: Archive, scan: Scan) -> None:
    dossier = scan(3)
    seen = Manner(by="lan", seen={dossier: 1})
    correct.hide_page(archive, dossier, 2, seen)
    with pytest.raises(DossierChanged, match=dossier):
        correct.hide_page(archive, dossier, 3, seen)


def test_the_event_names_who_corrected(archive: Archive, scan: Scan) -> None:
    dossier = scan(2)
    correct.hide_page(archive, dossier, 2, LAN)
    undo(archive, dossier, LAN)
    with archive.ledger.read() as session:
        events = session.scalars(select(Event).where(Event.kind == "dossier.corrected")).all()
    assert [event.data["by"] for event in events] == ["lan", "lan"]


def test_a_rescan_is_undone_as_every_correction(archive: Archive, scan: Scan) -> None:
    dossier, rescan = scan(3), scan(1, stack="again")
    assert _ways(archive, dossier) == (None, False)
    correct.replace_page(archive, dossier, 2, rescan, 1, LAN)
    assert _ways(archive, dossier) == (f"page replace {dossier} 2 {rescan} 1", False)
    undo(archive, dossier, LAN)
    assert _ways(archive, dossier) == (None, True)
    with archive.ledger.read() as session:
        assert len(session.get_one(Dossier, dossier).pages) == 3
        assert len(session.get_one(Dossier, rescan).pages) == 1


def _ways(archive: Archive, dossier: str) -> tuple[str | None, bool]:
    with archive.ledger.read() as session:
        return undoable(session, dossier), redoable(session, dossier)
