"""Missing papers through the command line, on real scans: told at once, excused, closed with a reason, opened again."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ExitCode
from scanner_agent.cli import run
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa

CASE = "H26.12-260804-0602"
MISSING = ["dang-ky-doanh-nghiep", "giay-phep-nha-cung-cap"]


@pytest.fixture
def dossier(sohoa: Sohoa, tmp_path: Path, stack: list[DemoSheet]) -> str:
    """The liquor case of the demonstration, without two papers that its procedure asks for."""
    (tmp_path / "cases.csv").write_text(
        f"code,procedure,applicant,received_at\n{CASE},2.001624,Công ty A,2026-08-04T09:40\n", encoding="utf-8"
    )
    assert sohoa("cases", "import", tmp_path / "cases.csv")[0] == ExitCode.OK
    folder = tmp_path / "scans"
    folder.mkdir()
    for sheet in stack[8:]:
        (folder / sheet.name).write_bytes(sheet.jpeg)
    code, answer = sohoa("ingest", folder, "--case", CASE)
    (made,) = answer["dossiers"]
    assert code == ExitCode.OK and made["state"] == "linked"
    assert [paper["component"] for paper in made["papers"]["missing"]] == MISSING
    id_: str = made["id"]
    return id_


def test_what_is_missing_is_told_excused_and_closed(
    sohoa: Sohoa, dossier: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, shown = sohoa("cases", "show", CASE)
    assert (code, shown["complete"], shown["known"]) == (ExitCode.OK, False, True)
    assert [paper["component"] for paper in shown["required"] if not paper["found"]] == MISSING
    assert shown["required"][0]["places"][0]["dossier"] == dossier and shown["required"][0]["pages"] == [1]
    assert sohoa("stats")[1]["cases"] == {"incomplete": 1}

    code, said = sohoa("cases", "paper", CASE, MISSING[0], "--not-digitised", "SHARED_DATA")
    assert code == ExitCode.OK and said["required"][1]["state"] == "not_digitised"
    code, refused = sohoa("cases", "close", CASE)
    assert code == ExitCode.USAGE and "GIẤY PHÉP SẢN XUẤT RƯỢU" in refused["error"]["vi"]
    code, closed = sohoa("cases", "close", CASE, "--despite", "the original is at the ministry")
    assert (code, closed["closed_despite"]) == (ExitCode.OK, "the original is at the ministry")
    assert sohoa("dossiers")[1]["dossiers"][0]["state"] == "complete"
    assert sohoa("page", "rotate", dossier, 1, 90)[0] == ExitCode.USAGE

    assert run(["--home", str(tmp_path / "home"), "cases", "show", CASE]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert "✗ GIẤY PHÉP SẢN XUẤT RƯỢU [giay-phep-nha-cung-cap] thiếu" in printed
    assert "the original is at the ministry" in printed
    assert sohoa("cases", "reopen", CASE)[1]["closed_at"] is None
    assert sohoa("dossiers")[1]["dossiers"][0]["state"] == "linked"


@pytest.mark.parametrize("options", [(), ("--accept", "--applies"), ("--accept", "--take-back")])
def test_exactly_one_word_is_said_at_a_time(sohoa: Sohoa, options: tuple[str, ...]) -> None:
    code, answer = sohoa("cases", "paper", CASE, MISSING[0], *options)
    assert (code, answer["error"]["code"]) == (ExitCode.USAGE, "usage")
