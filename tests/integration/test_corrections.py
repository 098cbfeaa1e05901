"""Corrections on the command line: real scans, read again and bundled again, as JSON and exit codes say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from config.errors import ExitCode
from scanner_agent.cli import run
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa

CASE, OTHER_CASE = "H26.12-260804-0583", "H26.12-260804-0584"


@pytest.fixture
def dossier(sohoa: Sohoa, tmp_path: Path, stack: list[DemoSheet]) -> str:
    """The liquor case: front, upside down, its blank back; linked to nothing."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for sheet in stack[8:11]:
        (folder / sheet.name).write_bytes(sheet.jpeg)
    _, answer = sohoa("ingest", folder)
    id_: str = answer["dossiers"][0]["id"]
    return id_


def pdf_text(pdf: str) -> list[list[str]]:
    """The words of the pages of a PDF."""
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return [page.split() for page in raw.split("\f")[:-1]]


def test_a_page_is_turned_away_and_back(sohoa: Sohoa, dossier: str) -> None:
    _, before = sohoa("show", dossier)
    code, turned = sohoa("page", "rotate", dossier, 2, 90)
    assert code == ExitCode.NEEDS_PERSON  # linked to nothing, still
    assert turned["edit"] == 1 and turned["dossiers"][0]["pdf"] != before["pdf"]
    _, lying = sohoa("show", dossier)
    assert (before["pages"][1]["rotation"], lying["pages"][1]["rotation"]) == (180, 270)
    assert (lying["version"], lying["pdf_version"]) == (2, 2)
    assert Path(before["pdf"]).is_file()
    sohoa("page", "rotate", dossier, 2, 270)
    _, back = sohoa("show", dossier)
    assert back["pages"] == before["pages"]
    assert pdf_text(back["pdf"]) == [page["text"].split() for page in back["pages"][:2]]
    assert sohoa("page", "rotate", dossier, 2, 45)[0] == ExitCode.USAGE


def test_pages_split_off_for_a_case_are_found_under_it_and_undo_brings_them_back(sohoa: Sohoa, dossier: str) -> None:
    _, before = sohoa("show", dossier)
    code, answer = sohoa("link", dossier, CASE)
    assert code == ExitCode.OK
    assert answer["dossiers"] == sohoa("dossiers")[1]["dossiers"] == sohoa("dossiers", "--case", CASE)[1]["dossiers"]
    code, parted = sohoa("page", "split", dossier, 2, "--case", OTHER_CASE)
    assert code == ExitCode.OK
    new = parted["dossiers"][1]
    assert (new["case"], new["state"], new["pages"]) == (OTHER_CASE, "awaiting_case", 2)
    assert pdf_text(new["pdf"]) == [before["pages"][1]["text"].split()]
    assert sohoa("show", new["id"])[1]["links"][0]["rank"] == "clerk"
    assert sohoa("undo", new["id"])[1]["dossiers"][1]["state"] == "withdrawn"
    assert [each["id"] for each in sohoa("dossiers")[1]["dossiers"]] == [dossier]
    assert [each["id"] for each in sohoa("dossiers", "--state", "withdrawn")[1]["dossiers"]] == [new["id"]]
    code, _ = sohoa("undo", dossier)
    assert code == ExitCode.NEEDS_PERSON
    _, after = sohoa("show", dossier)
    kept = ("case", "state", "reason", "components", "pages", "links")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert sohoa("redo", dossier)[1]["dossiers"][0]["case"] == CASE
    assert sohoa("undo", "d-000000000000")[0] == ExitCode.NOT_FOUND
    code, fixity = sohoa("verify")
    assert code == ExitCode.OK and fixity["ok"]


def test_pages_wander_and_nothing_is_lost(sohoa: Sohoa, dossier: str) -> None:
    def hashes(id_: str) -> list[str]:
        return [page["sha256"] for page in sohoa("show", id_)[1]["pages"]]

    front, turned, back = hashes(dossier)
    sohoa("page", "move", dossier, 2, "--to", 1)
    assert hashes(dossier) == [turned, front, back]
    other = sohoa("page", "split", dossier, 2)[1]["dossiers"][1]["id"]
    assert (hashes(dossier), hashes(other)) == ([turned], [front, back])
    code, carried = sohoa("page", "move", other, 2, "--to-dossier", dossier, "--to", 1)
    assert code == ExitCode.NEEDS_PERSON
    assert [each["id"] for each in carried["dossiers"]] == [other, dossier]
    assert (hashes(dossier), hashes(other)) == ([back, turned], [front])
    sohoa("page", "restore", dossier, 1)
    assert len(pdf_text(sohoa("show", dossier)[1]["pdf"])) == 2
    sohoa("page", "hide", dossier, 1)
    sohoa("page", "merge", other, dossier)
    assert hashes(other) == [front, back, turned]
    assert sohoa("show", dossier)[1]["pdf"] is None
    assert sohoa("page", "hide", dossier, 1)[0] == ExitCode.USAGE
    assert sohoa("page", "move", other, 1)[0] == ExitCode.USAGE
    assert sohoa("page", "hide", other, 4)[0] == ExitCode.NOT_FOUND
    assert sohoa("link", other, "H26")[0] == ExitCode.USAGE
    assert sohoa("unlink", other)[0] == ExitCode.NEEDS_PERSON


def test_people_are_told_how_to_take_it_back(
    sohoa: Sohoa, dossier: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(tmp_path / "home"), "link", dossier, CASE]) == ExitCode.OK
    told = capsys.readouterr().out
    assert f"sohoa undo {dossier}" in told and CASE in told
