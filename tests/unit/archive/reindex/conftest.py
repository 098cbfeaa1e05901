"""An archive whose pages are read in this process, by a reading that the test decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.work import drive
from archive.work.engine import Engine
from tests.doubles import OneRunner, ScriptedRunner
from tests.reading_double import Give, Pipeline, ReadingRunners, WorkOff


@pytest.fixture
def pipeline(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """Whoever is the engine in this process reads with it, one page at a time."""
    pipeline = Pipeline(archive.objects, archive.dossiers)
    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: ReadingRunners(pipeline))
    return pipeline


@pytest.fixture
def give(archive: Archive, tmp_path: Path) -> Give:
    def give(*names: str) -> int:
        for name in names:
            (tmp_path / name).write_bytes(name.encode())
        return take_in(archive.ledger, archive.objects, [tmp_path / name for name in names], "desk", None).batch_id

    return give


@pytest.fixture
def work_off(archive: Archive, pipeline: Pipeline) -> WorkOff:
    def work_off() -> None:
        runner = ScriptedRunner(pipeline, window=1)
        for _step in Engine(archive.ledger, OneRunner(runner), pause=lambda seconds: None).run():
            pass

    return work_off
