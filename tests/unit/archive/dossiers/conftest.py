"""Dossiers to correct, made by the real engine with a double for the work itself."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from types import TracebackType

import pytest

from archive.archive import Archive
from archive.intake import UNSAID, Paper, take_in
from archive.models import Dossier
from archive.work import drive
from archive.work.engine import Engine
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.unit.archive.dossiers.looking import Scan


class _Runners(OneRunner):
    """In place of `HomeRunners`."""

    def __enter__(self) -> _Runners:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass


@pytest.fixture
def runner(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> ScriptedRunner:
    """What carries out the work of every command of this test."""
    scripted = ScriptedRunner(PlainWork(archive.objects, archive.dossiers))
    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: _Runners(scripted))
    return scripted


@pytest.fixture
def scan(archive: Archive, tmp_path: Path, runner: ScriptedRunner) -> Scan:
    """Scans a batch of so many pages; gives the id of its one dossier."""

    def scanned(pages: int, case: str | None = None, stack: str = "", paper: Paper = UNSAID) -> str:
        paths = [tmp_path / f"{stack}{number}" for number in range(1, pages + 1)]
        for path in paths:
            path.write_bytes(path.name.encode())
        batch = take_in(archive.ledger, archive.objects, paths, "desk", case, paper).batch_id
        deque(Engine(archive.ledger, OneRunner(runner)).run())
        with archive.ledger.read() as session:
            return session.query(Dossier).where(Dossier.batch_id == batch).one().id

    return scanned
