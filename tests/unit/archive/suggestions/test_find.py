"""Suggestions for dossiers of a real ledger."""

from __future__ import annotations

import json
from pathlib import Path

from archive.archive import Archive
from archive.cases import import_cases
from archive.models import Dossier, DossierState
from archive.procedures import current_catalogue
from archive.suggestions import suggest
from tests.doubles import ScriptedRunner
from tests.unit.archive.dossiers.conftest import runner, scan
from tests.unit.archive.dossiers.looking import Scan
from tests.unit.archive.dossiers.test_recognise import APPLICATION, PETROL, read
from tests.unit.ocr.fields.written import line, page

__all__ = ["runner", "scan"]
NUMBERED = page(line("Mã số doanh nghiệp: 0198411529", x=0.1, y=0.3))
MINE, OTHERS, OLD = "H26.12-260804-0583", "H26.12-260804-0584", "H26.12-200804-0001"


def bring(archive: Archive, folder: Path, day: str) -> None:
    firm = "Công ty cổ phần Xăng dầu Hồng Giang Lộc"
    records = [
        {"code": MINE, "procedure": PETROL, "applicant": firm, "received_at": day},
        {"code": OTHERS, "procedure": PETROL, "applicant": "Công ty TNHH Sao Mai", "received_at": day},
        {"code": OLD, "procedure": PETROL, "applicant": firm, "received_at": "2020-08-04T09:00"},
    ]
    (folder / "cases.json").write_text(json.dumps(records), encoding="utf-8")
    import_cases(archive.ledger, folder / "cases.json")


def test_the_likeliest_case_of_this_year_comes_first_and_nothing_is_linked(
    archive: Archive, scan: Scan, runner: ScriptedRunner, tmp_path: Path
) -> None:
    read(runner, archive, APPLICATION)
    dossier = scan(1)
    with archive.ledger.read() as session:
        day = session.get_one(Dossier, dossier).batch.received_at.isoformat()
    bring(archive, tmp_path, day)
    with archive.ledger.read() as session:
        row = session.get_one(Dossier, dossier)
        found = suggest(session, row, current_catalogue(archive.home.procedures))
        assert [each.code for each in found] == [MINE, OTHERS]
        assert [reason.kind for reason in found[0].reasons] == ["applicant", "procedure", "time", "waiting"]
        assert found[0].weight > 0.9 > found[1].weight
        assert (row.state, row.case_code) == (DossierState.UNLINKED, None)
        assert len(suggest(session, row, current_catalogue(archive.home.procedures), most=1)) == 1


def test_a_business_number_leads_to_the_cases_of_whoever_bore_it_before(
    archive: Archive, scan: Scan, runner: ScriptedRunner, tmp_path: Path
) -> None:
    read(runner, archive, NUMBERED)
    scan(1, OLD, stack="a")
    dossier = scan(1, stack="b")
    with archive.ledger.read() as session:
        day = session.get_one(Dossier, dossier).batch.received_at.isoformat()
    bring(archive, tmp_path, day)
    with archive.ledger.read() as session:
        (found,) = suggest(session, session.get_one(Dossier, dossier), current_catalogue(archive.home.procedures))
    assert (found.code, [reason.kind for reason in found.reasons]) == (MINE, ["business_number", "time", "waiting"])
