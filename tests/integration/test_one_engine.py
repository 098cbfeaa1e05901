"""One engine per home: who finds it taken waits for it, and takes over when it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.archive import Archive, open_archive
from archive.models import Task, TaskState
from archive.verify import verify
from archive.work.lock import engine_lock
from config.home import Home
from scanner_agent.demo import draw_stack
from tests.waiting import wait_until

Start = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two blank backs and two papers, each a file."""
    folder = tmp_path_factory.mktemp("sheets")
    stack = draw_stack()
    paths = [folder / f"{number}.jpg" for number in range(4)]
    for path, sheet in zip(paths, (stack[3], stack[8], stack[10], stack[11]), strict=True):
        path.write_bytes(sheet.jpeg)
    return paths


@pytest.fixture
def start(home: Home) -> Start:
    def ingest(path: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "scanner_agent", "--home", str(home.path), "ingest", str(path), "--json"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    return ingest


def queued(archive: Archive) -> int:
    with archive.ledger.read() as session:
        return session.query(Task).where(Task.state == TaskState.QUEUED).count()


def answer(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 10, err.decode()  # no case was named
    document: dict[str, Any] = json.loads(out)
    return document


def test_several_commands_share_one_home(home: Home, sheets: list[Path], start: Start) -> None:
    answers = [answer(process) for process in [start(path) for path in sheets]]
    assert all(len(document["dossiers"]) == 1 for document in answers)
    assert len({document["dossiers"][0]["id"] for document in answers}) == 4
    with open_archive(home) as archive:
        *_, report = verify(archive)
    assert report.ok and not report.orphans


def test_while_another_is_the_engine_work_is_queued_and_then_taken_over(
    home: Home, sheets: list[Path], start: Start
) -> None:
    home.open()
    with engine_lock(home) as mine:
        assert mine
        waiting = start(sheets[0])
        with open_archive(home) as archive:
            wait_until(lambda: queued(archive) == 1, "the work being queued")
        assert waiting.poll() is None
    assert len(answer(waiting)["dossiers"]) == 1


def test_the_lock_of_a_killed_engine_is_free(home: Home, sheets: list[Path], start: Start) -> None:
    killed = start(sheets[1])
    lines = home.lock
    while not (lines.exists() and lines.read_text()):
        assert killed.poll() is None
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert len(answer(start(sheets[1]))["dossiers"]) == 1
