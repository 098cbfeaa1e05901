"""Case records through the API: idempotent, told as the command tells them, refused with a problem."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from archive.archive import Archive
from archive.models import CaseRecord, Dossier, DossierState, Event
from scanner_agent.cli import build
from tests.unit.archive.web.api.conftest import Program
from tests.unit.archive.web.browser import Shelf
from tests.unit.archive.web.conftest import CASE

NEW = "H26.12-260804-0777"
RECORD: dict[str, Any] = {
    "procedure": "2.000648",
    "applicant": "Bà Nguyễn Thị Lụa",
    "received_at": "2026-08-04T09:30",
}


def test_the_same_record_again_changes_nothing(program: Program, archive: Archive) -> None:
    intake = program("supervisor")
    answers = [intake.put(f"/api/v1/cases/{NEW}", json=record) for record in (RECORD, RECORD, RECORD | {"sheets": 4})]
    assert [(each.status_code, each.json()["result"]) for each in answers] == [
        (201, "created"), (200, "unchanged"), (200, "updated"),
    ]  # fmt: skip
    with archive.ledger.read() as session:
        kept = session.get_one(CaseRecord, NEW)
        told = [(each.kind, each.data["by"]) for each in session.query(Event).where(Event.subject == f"case:{NEW}")]
    assert (kept.sheets, kept.received_at.isoformat()) == (4, "2026-08-04T02:30:00+00:00")
    assert told == [("case.imported", "token:supervisor-0"), ("case.updated", "token:supervisor-0")]


def test_what_is_left_out_is_no_longer_known(program: Program, archive: Archive) -> None:
    intake = program("supervisor")
    intake.put(f"/api/v1/cases/{NEW}", json=RECORD | {"status": "Đang xử lý"})
    intake.put(f"/api/v1/cases/{NEW}", json=RECORD)
    with archive.ledger.read() as session:
        assert session.get_one(CaseRecord, NEW).status is None


def test_a_dossier_that_waited_is_linked(program: Program, archive: Archive, shelf: Shelf) -> None:
    with archive.ledger.write() as work:
        dossier = work.get_one(Dossier, shelf.theirs)
        dossier.case_code, dossier.state = NEW, DossierState.AWAITING_CASE
    program("supervisor").put(f"/api/v1/cases/{NEW}", json=RECORD)
    with archive.ledger.read() as session:
        assert session.get_one(Dossier, shelf.theirs).state is DossierState.LINKED


@pytest.mark.parametrize(
    ("record", "at"),
    [
        (RECORD | {"applicant": ""}, ["body", "applicant"]),
        (RECORD | {"applicant": "a\nb"}, ["body", "applicant"]),
        (RECORD | {"applicant": "a\ud800"}, ["body", "applicant"]),
        (RECORD | {"received_at": "hôm qua"}, ["body", "received_at"]),
        (RECORD | {"received_at": "0001-01-01T00:00"}, ["body", "received_at"]),
        (RECORD | {"sheets": 0}, ["body", "sheets"]),
        (RECORD | {"colour": "red"}, ["body", "colour"]),
        ({}, ["body", "procedure"]),
    ],
)
def test_a_wrong_record_is_told_where(program: Program, record: dict[str, Any], at: list[str]) -> None:
    answer = program("supervisor").put(
        f"/api/v1/cases/{NEW}", content=json.dumps(record), headers={"content-type": "application/json"}
    )
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told["code"], told["status"]) == (422, "invalid_request", 422)
    assert at in [each["at"] for each in told["errors"]] and told["vi"] and told["en"] and told["title"] == told["vi"]


def test_a_code_that_is_none_and_blanks_are_refused(program: Program) -> None:
    intake = program("supervisor")
    assert intake.put("/api/v1/cases/H26-1", json=RECORD).json()["code"] == "invalid_request"
    assert intake.put(f"/api/v1/cases/{NEW}", json=RECORD | {"procedure": "  "}).json()["code"] == "invalid_request"


def test_a_case_is_told_as_the_command_tells_it(program: Program, archive: Archive, shelf: Shelf) -> None:
    told = program("archivist").get(f"/api/v1/cases/{CASE}").json()
    result = CliRunner().invoke(
        build(["cases"]), ["--home", str(archive.home.path), "cases", "show", CASE, "--json"], catch_exceptions=False
    )
    printed = json.loads(result.stdout)
    assert printed["dossiers"][0].pop("pdf").endswith(".pdf")
    assert told["dossiers"][0].pop("pdf") == f"/api/v1/dossiers/{shelf.mine}/pdf"
    times = {"received_at", "due_at", "resolved_at", "closed_at"}
    assert {k: v for k, v in told.items() if k not in times} == {k: v for k, v in printed.items() if k not in times}


def test_a_case_of_another_desk_is_told_as_one_that_is_not(program: Program, archive: Archive, shelf: Shelf) -> None:
    program("supervisor").put(f"/api/v1/cases/{NEW}", json=RECORD)
    clerk = program("clerk")
    assert clerk.get(f"/api/v1/cases/{NEW}").status_code == 200
    with archive.ledger.write() as work:
        work.get_one(Dossier, shelf.theirs).case_code = NEW
    answers = [clerk.get(f"/api/v1/cases/{code}") for code in (NEW, "H26.12-260804-0999")]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "case_not_found")] * 2
    assert program("archivist").get(f"/api/v1/cases/{NEW}").json()["dossiers"][0]["id"] == shelf.theirs
