"""The engine in the background: it finds work, rests, gives way to another and ends in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier, Task, TaskState
from archive.work import service
from archive.work.engine import Step
from archive.work.lock import engine_lock
from archive.work.service import EngineService
from config.errors import HomeAway, HomeError, StorageFull
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.waiting import wait_until


class _Scripted(OneRunner):
    """Stands where the real runners are started."""

    def __enter__(self) -> _Scripted:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def steps() -> list[Step]:
    return []


@pytest.fixture
def plain(archive: Archive) -> PlainWork:
    return PlainWork(archive.objects, archive.dossiers)


@pytest.fixture
def engine(
    archive: Archive, steps: list[Step], plain: PlainWork, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EngineService]:
    monkeypatch.setattr(service, "HomeRunners", lambda home, settings: _Scripted(ScriptedRunner(plain)))
    running = EngineService(archive, steps.append)
    yield running
    running.stop()


def give(archive: Archive, tmp_path: Path, *names: str) -> None:
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    take_in(archive.ledger, archive.objects, [tmp_path / name for name in names], "desk", None)


def dossiers(archive: Archive) -> int:
    with archive.ledger.read() as session:
        return session.query(Dossier).count()


def test_work_is_found_whether_or_not_somebody_says_so(
    archive: Archive, tmp_path: Path, engine: EngineService, steps: list[Step]
) -> None:
    engine.start()
    give(archive, tmp_path, "1")
    engine.wake()
    engine.wait_idle()
    assert dossiers(archive) == 1 and len(steps) == 3
    give(archive, tmp_path, "2", "3")
    wait_until(lambda: dossiers(archive) == 2 and engine.idle, "the second batch")


def test_while_another_is_the_engine_it_waits(archive: Archive, tmp_path: Path, engine: EngineService) -> None:
    with engine_lock(archive.home) as mine:
        assert mine
        engine.start()
        give(archive, tmp_path, "1")
        engine.wake()
        with archive.ledger.read() as session:
            assert session.query(Task).where(Task.state == TaskState.QUEUED).count() == 1
    wait_until(lambda: dossiers(archive) == 1, "the dossier")


def test_a_full_disk_is_said_and_the_work_goes_on_when_there_is_room(
    archive: Archive, tmp_path: Path, engine: EngineService, plain: PlainWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [True]
    do_it = PlainWork.__call__

    def work(self: PlainWork, order: object) -> object:
        if full:
            raise StorageFull(home=archive.home.path)
        return do_it(self, order)  # type: ignore[arg-type]

    monkeypatch.setattr(PlainWork, "__call__", work)
    engine.start()
    give(archive, tmp_path, "1")
    wait_until(lambda: isinstance(engine.error, StorageFull), "the full disk to be said")
    full.clear()
    wait_until(lambda: dossiers(archive) == 1 and engine.error is None, "the dossier")


def test_a_home_that_went_away_does_not_end_it(
    archive: Archive, tmp_path: Path, engine: EngineService, plain: PlainWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away"
    do_it = PlainWork.__call__

    def work(self: PlainWork, order: object) -> object:
        if away.exists():
            raise FileNotFoundError("a file of the home")
        return do_it(self, order)  # type: ignore[arg-type]

    monkeypatch.setattr(PlainWork, "__call__", work)
    give(archive, tmp_path, "1")
    archive.home.path.rename(away)
    engine.start()
    wait_until(lambda: isinstance(engine.error, HomeAway | HomeError), "it is said that the home is away")
    assert not engine.ended
    away.rename(archive.home.path)
    wait_until(lambda: dossiers(archive) == 1, "the dossier")


def test_what_ends_it_is_not_swallowed(
    archive: Archive, tmp_path: Path, plain: PlainWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(step: Step) -> None:
        raise RuntimeError("a fault in what is told")

    monkeypatch.setattr(service, "HomeRunners", lambda home, settings: _Scripted(ScriptedRunner(plain)))
    running = EngineService(archive, broken)
    running.start()
    give(archive, tmp_path, "1")
    running.wake()
    with pytest.raises(RuntimeError, match="a fault"):
        running.wait_idle()
    assert running.ended
    with pytest.raises(RuntimeError, match="a fault"):
        running.stop()
