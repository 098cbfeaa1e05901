"""`sohoa search` on scans that were just taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ExitCode
from scanner_agent.cli import run
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa


@pytest.fixture
def taken_in(sohoa: Sohoa, tmp_path: Path, stack: list[DemoSheet]) -> str:
    """Id of the dossier of the liquor case's front."""
    (tmp_path / stack[8].name).write_bytes(stack[8].jpeg)
    code, answer = sohoa("ingest", tmp_path / stack[8].name)
    assert code == ExitCode.NEEDS_PERSON  # no case was named, and none stands on the page
    return str(answer["dossiers"][0]["id"])


def test_what_was_taken_in_is_found_and_what_is_hidden_is_not(sohoa: Sohoa, taken_in: str) -> None:
    text = sohoa("text", taken_in)[1]["pages"][0]["text"]
    words = next(line for line in text.split("\n") if len(line.split()) >= 4)
    code, answer = sohoa("search", words)
    assert code == ExitCode.OK
    assert (answer["query"], answer["total"], answer["did_you_mean"]) == (words, 1, None)
    (hit,) = answer["hits"]
    assert (hit["dossier"], hit["page"], hit["case"]) == (taken_in, 1, None)
    assert [hit["snippet"][start:end] for start, end in hit["marks"]]
    assert all(len(box) == 4 for box in hit["boxes"])
    for impossible in (["--from", "2999-01-01"], ["--desk", "elsewhere"], ["--case", "H26.12-260804-0583"]):
        assert sohoa("search", words, *impossible)[1]["hits"] == []


def test_nothing_found_is_no_failure_and_nothing_asked_is(sohoa: Sohoa, taken_in: str) -> None:
    code, answer = sohoa("search", "xqzt wvkkj")
    assert (code, answer["total"], answer["hits"]) == (ExitCode.OK, 0, [])
    code, answer = sohoa("search", "NOT rượu")
    assert (code, answer["error"]["code"]) == (ExitCode.USAGE, "usage")


def test_people_see_where_and_what(
    taken_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_LANGUAGE", "vi")
    assert run(["--home", str(tmp_path / "home"), "search", "cong", "hoa"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Tìm thấy 1 trang" in said
    assert f"1. {taken_in}, trang 1" in said
    assert "CỘNG HÒA" in said
