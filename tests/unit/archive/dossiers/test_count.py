"""Sheets of paper counted against the pages that came, by the separator, the clerk and the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.archive import Archive
from archive.cases import import_cases
from archive.dossiers.correct import count_sheets
from archive.dossiers.count import SheetCount, counted
from archive.dossiers.describe import find, needs_person, paper_of
from archive.dossiers.undo import undo
from archive.intake import Paper
from archive.models import Sides
from tests.unit.archive.dossiers.looking import Scan, unwatched

CASE = "H26.12-260804-0583"


@pytest.mark.parametrize(
    ("sides", "pages", "state"),
    [
        (Sides.ONE, 12, "right"),
        (Sides.ONE, 11, "short"),
        (Sides.ONE, 24, "long"),
        (Sides.BOTH, 24, "right"),
        (Sides.BOTH, 23, "short"),
        (Sides.BOTH, 25, "long"),
        (Sides.WRITTEN, 11, "short"),
        (Sides.WRITTEN, 12, "right"),
        (Sides.WRITTEN, 24, "right"),
        (Sides.WRITTEN, 25, "long"),
    ],
)
def test_twelve_sheets(sides: Sides, pages: int, state: str) -> None:
    assert counted(12, [(sides, pages)], "dossier").state == state


def test_stacks_of_one_case_are_counted_together() -> None:
    both = counted(12, [(Sides.ONE, 8), (Sides.BOTH, 8)], "case")
    assert both == SheetCount(12, 16, 12, 12, "case") and both.state == "right"


def test_a_dossier_that_is_short_needs_a_person_until_the_clerk_has_counted_again(archive: Archive, scan: Scan) -> None:
    dossier = scan(3, CASE, paper=Paper(sheets=4))
    assert _paper(archive, dossier) == ({"expected": 4, "pages": 3, "state": "short", "of": "dossier"}, True)
    count_sheets(archive, dossier, 3, unwatched)
    assert _paper(archive, dossier) == ({"expected": 3, "pages": 3, "state": "right", "of": "dossier"}, False)
    undo(archive, dossier, unwatched)
    assert _paper(archive, dossier)[1]


def test_what_nobody_counted_is_not_held_against_anybody(archive: Archive, scan: Scan) -> None:
    assert _paper(archive, scan(3, CASE)) == (None, False)


def test_a_case_that_says_its_sheets_may_be_scanned_in_two_goes(archive: Archive, scan: Scan, tmp_path: Path) -> None:
    records = tmp_path / "cases.csv"
    row = f"{CASE},Thông báo khuyến mại,Công ty A,2026-08-04T09:30,5"
    records.write_text(f"code,procedure,applicant,received_at,sheets\n{row}\n", encoding="utf-8")
    assert import_cases(archive.ledger, records).imported == 1
    first = scan(3, CASE)
    assert _paper(archive, first) == ({"expected": 5, "pages": 3, "state": "short", "of": "case"}, True)
    second = scan(2, CASE, stack="more")
    assert [_paper(archive, each)[1] for each in (first, second)] == [False, False]


@pytest.mark.parametrize("sheets", ["0", "-1", "vài", "12.5", "100000"])
def test_a_record_with_an_impossible_number_of_sheets_is_rejected(
    archive: Archive, tmp_path: Path, sheets: str
) -> None:
    records = tmp_path / "cases.csv"
    row = f"{CASE},Thông báo khuyến mại,Công ty A,2026-08-04T09:30,{sheets}"
    records.write_text(f"code,procedure,applicant,received_at,sheets\n{row}\n", encoding="utf-8")
    (rejected,) = import_cases(archive.ledger, records).rejected
    assert "số tờ" in rejected["reason"]


def _paper(archive: Archive, dossier: str) -> tuple[object, bool]:
    with archive.ledger.read() as session:
        found = find(session, dossier)
        return paper_of(found)["sheets"], needs_person(found)
