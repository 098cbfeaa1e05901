"""Procedures and deadlines through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ExitCode
from config.procedures import PACKAGED
from tests.command import Sohoa

CASES = """\
code,procedure,applicant,received_at,due_at,status,resolved_at
H26.12-260313-0001,2.000648.000.00.00.H50,Công ty A,2026-03-13T10:56,,,
H26.12-260804-0002,Cấp giấy phép bán buôn rượu,Công ty B,2026-08-04T09:00,,Đang giải quyết,
H26.12-260804-0003,something else,Công ty C,2026-08-04T09:00,,,
H26.12-260804-0004,2.000004,Công ty D,2026-08-04T09:00,,,2026-08-11T09:00
H26.12-271220-0005,2.000648,Công ty E,2027-12-20T09:00,,,
"""
MOMENT = "1786329000"  # 10 August 2026, 09:30 in Vietnam


@pytest.fixture
def desk(sohoa: Sohoa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sohoa:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    assert sohoa("cases", "import", tmp_path / "cases.csv")[1]["imported"] == 5
    return sohoa


def test_open_cases_are_listed_by_urgency(desk: Sohoa) -> None:
    code, listed = desk("due")
    assert code == ExitCode.OK
    assert [(row["code"][-4:], row["due_at"], row["deadline"], row["working_days"]) for row in listed["due"]] == [
        ("0001", "2026-04-10T03:56:00+00:00", "overdue", 20),
        ("0002", "2026-08-18T02:00:00+00:00", "within", 10),
        ("0003", None, None, None),
        ("0005", None, None, 20),
    ]
    assert listed["due"][1]["left"] == 6 and "2028.toml" in listed["due"][3]["problem"]
    assert [row["code"][-4:] for row in desk("due", "--overdue")[1]["due"]] == ["0001"]
    assert [row["code"][-4:] for row in desk("due", "--within", 6)[1]["due"]] == ["0001", "0002"]


def test_a_case_shows_its_deadline(desk: Sohoa) -> None:
    shown = desk("cases", "show", "H26.12-260804-0004")[1]
    assert (shown["due_at"], shown["due_computed"], shown["deadline"]) == ("2026-08-11T02:00:00+00:00", True, "on_time")
    assert (shown["working_days"], shown["left"], shown["procedure_code"]) == (5, None, "2.000004")


def test_pauses_and_the_new_date_move_it(desk: Sohoa) -> None:
    case = "H26.12-260804-0002"
    assert desk("cases", "pause", case, "--at", "2026-08-05T09:00")[1]["paused"] is True
    assert desk("cases", "resume", case, "--at", "2026-08-06T09:00")[1]["due_at"] == "2026-08-19T02:00:00+00:00"
    assert desk("cases", "extend", case, "2026-08-25T17:00")[1]["due_at"] == "2026-08-25T10:00:00+00:00"
    for arguments in (("extend", case, "2026-08-26"), ("resume", case), ("pause", case, "--at", "yesterday")):
        code, answer = desk("cases", *arguments)
        assert (code, answer["error"]["code"]) == (ExitCode.USAGE, "usage")


def test_the_catalogue_is_listed_shown_checked_and_added_to(sohoa: Sohoa, tmp_path: Path) -> None:
    listed = sohoa("procedures")[1]["procedures"]
    assert {row["code"]: row["working_days"] for row in listed}["2.000648"] == 20
    shown = sohoa("procedures", "show", "2.000648.H50")[1]
    assert shown["versions"][0]["components"][0]["original"] == 1
    assert sohoa("procedures", "show", "2.999999")[0] == ExitCode.NOT_FOUND
    assert sohoa("procedures", "check")[1] == {"ok": True, "mistakes": []}

    ours = tmp_path / "ours.toml"
    text = (PACKAGED / "2.000648.toml").read_text(encoding="utf-8")
    ours.write_text(text.replace("days = 20", "days = 0"), encoding="utf-8")
    code, checked = sohoa("procedures", "check", tmp_path)
    assert (code, checked["mistakes"][0]["line"]) == (ExitCode.USAGE, 9)
    assert sohoa("procedures", "import", ours)[0] == ExitCode.USAGE

    ours.write_text(text.replace("days = 20", "days = 15"), encoding="utf-8")
    for state in ("imported", "unchanged"):
        assert [file["state"] for file in sohoa("procedures", "import", ours)[1]["files"]] == [state]
    assert {row["code"]: row["working_days"] for row in sohoa("procedures")[1]["procedures"]}["2.000648"] == 15


def test_a_broken_file_in_the_home_is_named_and_check_still_works(desk: Sohoa, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "procedures"
    folder.mkdir()
    (folder / "ours.toml").write_text("code = \n", encoding="utf-8")
    code, answer = desk("due")
    assert (code, answer["error"]["code"]) == (ExitCode.USAGE, "wrong_data_file")
    assert "ours.toml, line 1" in answer["error"]["en"]
    assert desk("procedures", "check")[1]["ok"] is False
    assert desk("dossiers")[0] == ExitCode.OK
