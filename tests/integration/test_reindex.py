"""`sohoa reindex`: its figures, its exit codes, and that a dry run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.archive import open_archive
from archive.models import Event
from archive.search.generations import Generations
from archive.work.lock import reindex_job_lock
from config.home import Home
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa


@pytest.fixture
def ingested(sohoa: Sohoa, stack: list[DemoSheet], tmp_path: Path) -> None:
    """A blank back and a paper, taken in."""
    paths = [tmp_path / "1.jpg", tmp_path / "2.jpg"]
    for path, sheet in zip(paths, (stack[8], stack[3]), strict=True):
        path.write_bytes(sheet.jpeg)
    sohoa("ingest", *paths)


def state(home: Home) -> tuple[int, str | None]:
    with open_archive(home) as archive, archive.ledger.read() as session:
        return session.query(Event).count(), Generations.of(home).current()


@pytest.mark.slow
@pytest.mark.usefixtures("ingested")
def test_the_index_is_built_anew_and_pages_are_read_again(sohoa: Sohoa, home: Home) -> None:
    before = state(home)
    for options in ([], ["--ocr"], ["--since", "01/01/2020"]):
        code, expected = sohoa("reindex", *options, "--dry-run")
        assert code == 0 and expected["dry_run"] and expected["pages"] and expected["seconds"] > 0
    assert state(home) == before

    code, built = sohoa("reindex")
    assert (code, built["pages"], built["ocr"]) == (0, 1, None)
    assert state(home)[1] != before[1], "another generation answers"

    code, read = sohoa("reindex", "--ocr")
    assert (code, read["pages"], read["indexed"]) == (0, 2, 1)
    assert (read["ocr"]["changed"], read["ocr"]["unread"]) == (0, [])

    code, chosen = sohoa("reindex", "--since", "2020-01-01")
    assert (code, chosen["pages"]) == (0, 1)
    assert sohoa("reindex", "--ocr", "--pipeline-older-than", "0")[1]["pages"] == 0
    assert sohoa("verify")[1]["orphans"] == []


def test_two_at_the_same_time_are_one_too_many(sohoa: Sohoa, home: Home) -> None:
    home.open()
    with reindex_job_lock(home):
        code, answer = sohoa("reindex")
    assert (code, answer["error"]["code"]) == (7, "reindex_running")


def test_an_empty_home_has_an_empty_index(sohoa: Sohoa) -> None:
    code, built = sohoa("reindex")
    assert (code, built["pages"]) == (0, 0)
    assert sohoa("reindex", "--ocr", "--dry-run")[1]["pages"] == 0
