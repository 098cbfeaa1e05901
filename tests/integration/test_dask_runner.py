"""Work in real worker processes: one that dies takes nothing with it but its own page."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier
from archive.work.dask_runner import DaskRunner
from archive.work.engine import Engine
from ocr.page import PageState
from tests.doubles import OneRunner, crash_on_poison

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"  # Dask drops sockets of workers that were killed
)


@pytest.fixture
def runner(archive: Archive) -> Iterator[DaskRunner]:
    started = DaskRunner(archive.home, archive.settings, workers=2, perform=crash_on_poison)
    yield started
    started.close()


def give(archive: Archive, tmp_path: Path, *contents: str) -> None:
    paths = [tmp_path / f"{number}.jpg" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content.encode())
    take_in(archive.ledger, archive.objects, paths, "desk", None)


def test_a_page_that_kills_its_worker_is_lost_alone(archive: Archive, tmp_path: Path, runner: DaskRunner) -> None:
    give(archive, tmp_path, "1", "2", "poison", "4", "5", "6", "7")
    list(Engine(archive.ledger, OneRunner(runner)).run())
    with archive.ledger.read() as session:
        states = [page.state for page in session.query(Dossier).one().pages]
    assert states == [PageState.NO_TEXT] * 2 + [PageState.FAILED] + [PageState.NO_TEXT] * 4


def test_workers_leave_signals_to_the_engine(archive: Archive, tmp_path: Path, runner: DaskRunner) -> None:
    for child in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(child.cmdline()):
            os.kill(child.pid, signal.SIGINT)
            os.kill(child.pid, signal.SIGTERM)
    give(archive, tmp_path, "1", "2", "3")
    list(Engine(archive.ledger, OneRunner(runner)).run())
    with archive.ledger.read() as session:
        assert [page.state for page in session.query(Dossier).one().pages] == [PageState.NO_TEXT] * 3


def test_nobody_else_may_talk_to_scheduler_and_workers(runner: DaskRunner) -> None:
    assert runner.address.startswith("tls://127.0.0.1:")
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    listening = [c.laddr for p in processes for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert listening and {address.ip for address in listening} == {"127.0.0.1"}
    for address in listening:  # what asks for no certificate has nothing to say
        with pytest.raises((HTTPError, OSError)):
            urlopen(f"http://127.0.0.1:{address.port}/info/main/workers.html", timeout=5)
