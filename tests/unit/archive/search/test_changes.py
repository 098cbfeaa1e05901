"""From events to pages: no kind of event may be forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.search.changes import OF_NO_CONCERN, OF_PEOPLE, OF_SEPARATORS, changes_after, ledger_end
from tests.unit.archive.search.looking import Scan

CASE = "H26.12-260804-0583"
FOLLOWED = {
    "batch.duplicate",
    "case.imported",
    "case.updated",
    "dossier.case_arrived",
    "dossier.corrected",
    "dossier.linked",
    "dossier.made",
    "index.renewed",
    "page.read",
    "dossier.recognised",
    "page.released",
    "page.unread",
    "page.withheld",
}
"""Kinds of events whose pages are put into the index anew."""


def recorded(archive: Archive, kind: str, subject: str, **data: object) -> tuple[int, ...]:
    with archive.ledger.read() as session:
        before = ledger_end(session)
    with archive.ledger.write() as work:
        work.record(kind, subject, **data)
    with archive.ledger.read() as session:
        changes = changes_after(session, before, 100)
        assert changes.position == before + 1
        return changes.pages


def test_every_kind_of_event_that_is_written_is_decided_on() -> None:
    source = Path(__file__).parents[4] / "archive"
    written = re.compile(r'\.record\(\s*"([a-z_.]+)"')
    kinds = {kind for path in source.rglob("*.py") for kind in written.findall(path.read_text(encoding="utf-8"))}
    decided = OF_NO_CONCERN | OF_SEPARATORS | FOLLOWED
    kinds = {kind for kind in kinds if not kind.startswith(OF_PEOPLE)}
    assert kinds - decided == set(), "does the index have to follow them? see archive/search/changes.py"


def test_subjects_lead_to_their_pages(archive: Archive, scan: Scan) -> None:
    pages = tuple(scan("một", "hai", case=CASE))
    other = tuple(scan("ba"))
    with archive.ledger.read() as session:
        dossiers = [row[0] for row in session.connection().exec_driver_sql("SELECT id FROM dossier ORDER BY batch_id")]
    assert recorded(archive, "page.read", f"page:{pages[1]}") == pages[1:]
    assert recorded(archive, "dossier.linked", f"dossier:{dossiers[0]}") == pages
    assert recorded(archive, "web.dossier_viewed", f"dossier:{dossiers[0]}") == ()
    assert recorded(archive, "dossier.corrected", "dossier:d-0", versions=dict.fromkeys(dossiers, 2)) == pages + other
    assert recorded(archive, "case.imported", f"case:{CASE}") == pages
    assert recorded(archive, "batch.duplicate", "batch:2") == other
    assert recorded(archive, "batch.of_a_later_time", "batch:2") == other
    assert recorded(archive, "delivery.of_a_later_time", "delivery:1") == pages[:1]


@pytest.mark.parametrize(("fields", "changed"), [(["status", "due_at"], False), (["status", "procedure"], True)])
def test_of_a_case_only_what_is_indexed_counts(archive: Archive, scan: Scan, fields: list[str], changed: bool) -> None:
    pages = tuple(scan("một", case=CASE))
    assert recorded(archive, "case.updated", f"case:{CASE}", fields=fields) == (pages if changed else ())


def test_a_sheet_that_turns_out_to_be_a_separator_is_looked_at_again(archive: Archive, scan: Scan) -> None:
    pages = tuple(scan("một", "hai"))
    assert recorded(archive, "batch.done", "batch:1") == ()
    with archive.ledger.write() as work:
        work.connection().exec_driver_sql(f"UPDATE page SET kind = 'separator' WHERE id = {pages[0]}")
    assert recorded(archive, "batch.done", "batch:1") == pages[:1]


def test_a_stretch_ends_where_it_is_told(archive: Archive) -> None:
    for page in range(1, 6):
        recorded(archive, "page.read", f"page:{page}")
    with archive.ledger.read() as session:
        changes = changes_after(session, 1, 2)
        assert (changes.position, changes.pages) == (3, (2, 3))
        assert changes_after(session, 5, 2).position == 5
