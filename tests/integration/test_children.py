"""Work in processes at the ends of pipes: one that dies, hangs or goes alone takes nothing with it but its own page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier
from archive.work.children import ChildrenRunner
from archive.work.engine import Engine
from archive.work.orders import Result, SplitOrder
from archive.work.runners import FEW, STACK, HomeRunners
from config.memory import READING
from config.settings import ReadingSettings, Settings, WorkSettings
from ocr.page import PageState
from tests.doubles import OneRunner, crash_hang_or_swell


@pytest.fixture
def runner(archive: Archive) -> Iterator[ChildrenRunner]:
    settings = Settings(work=WorkSettings(memory=1000), reading=ReadingSettings(timeout=2))
    started = ChildrenRunner(archive.home.path, settings, 2, crash_hang_or_swell)
    yield started
    started.close()


def split(archive: Archive, content: bytes) -> SplitOrder:
    return SplitOrder(archive.objects.put(content))


def finished(runner: ChildrenRunner, count: int) -> dict[int, Result]:
    results: dict[int, Result] = {}
    while len(results) < count:
        results |= dict(runner.results())
    return results


def children() -> dict[int, psutil.Process]:
    return {process.pid: process for process in psutil.Process().children()}


@pytest.mark.parametrize(
    ("poison", "state"),
    [("poison", PageState.FAILED), ("hang", PageState.TIMEOUT), ("swell", PageState.FAILED)],
)
def test_a_poison_page_is_lost_alone(
    archive: Archive, tmp_path: Path, runner: ChildrenRunner, poison: str, state: PageState
) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_bytes(poison.encode() if number == 2 else b"page %d" % number)
    take_in(archive.ledger, archive.objects, paths, "desk", None)
    list(Engine(archive.ledger, OneRunner(runner)).run())
    with archive.ledger.read() as session:
        states = [page.state for page in session.query(Dossier).one().pages]
    assert states == [state if number == 2 else PageState.NO_TEXT for number in range(6)]


def test_processes_are_started_as_they_are_needed_and_kept(archive: Archive, runner: ChildrenRunner) -> None:
    before = set(children())
    assert list(runner.results()) == []
    runner.submit(1, split(archive, b"1"))
    assert set(finished(runner, 1)) == {1}
    first = set(children()) - before
    runner.submit(2, split(archive, b"2"))
    runner.submit(3, split(archive, b"3"))
    assert set(finished(runner, 2)) == {2, 3}
    both = set(children()) - before
    assert len(first) == 1 and len(both) == 2 and first < both
    assert all(children()[pid].environ().items() >= READING.items() for pid in both)
    runner.close()
    assert set(children()) == before


def test_what_goes_alone_gets_a_process_that_is_thrown_away(archive: Archive, runner: ChildrenRunner) -> None:
    before = set(children())
    runner.submit(1, split(archive, b"1"), alone=True)
    assert set(finished(runner, 1)) == {1}
    assert set(children()) == before


def test_how_much_there_is_to_do_decides_who_does_it(archive: Archive) -> None:
    settings = Settings(work=WorkSettings(workers=2))
    with HomeRunners(archive.home, settings) as runners:
        assert runners.suited(FEW).window == 1
        assert runners.suited(FEW + 1).window == 2
        assert runners.suited(STACK) is runners.suited(1)
        assert runners.suited(STACK).window == 2
