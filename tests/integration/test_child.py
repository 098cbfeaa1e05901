"""One process beside ours: it works, dies, hangs and swells, and we go on."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from archive.archive import Archive
from archive.work.child import ChildProcess, perform_alone
from archive.work.orders import Failure, ReadOrder, Result, SplitOrder, SplitResult
from config.settings import ReadingSettings, Settings, WorkSettings
from tests.doubles import INFO, crash_hang_or_swell


@pytest.fixture
def settings() -> Settings:
    return Settings(work=WorkSettings(timeout=3, memory=1000), reading=ReadingSettings(timeout=1))


@pytest.fixture
def child(archive: Archive, settings: Settings) -> Iterator[ChildProcess]:
    process = ChildProcess(archive.home.path, settings, crash_hang_or_swell)
    yield process
    process.kill()


def read(archive: Archive, content: bytes) -> ReadOrder:
    return ReadOrder(archive.objects.put(content), INFO)


def outcome(child: ChildProcess) -> Result:
    while (result := child.result(patience=0.1)) is None:
        pass
    return result


def test_it_carries_out_one_order_after_another(archive: Archive, child: ChildProcess) -> None:
    for content in (b"1", b"2"):
        child.begin(SplitOrder(archive.objects.put(content)), seconds=20)
        assert isinstance(outcome(child), SplitResult)


@pytest.mark.parametrize(
    ("content", "code"), [(b"poison", "worker_died"), (b"hang", "recognition_timeout"), (b"swell", "out_of_memory")]
)
def test_what_goes_wrong_in_it_is_said(archive: Archive, child: ChildProcess, content: bytes, code: str) -> None:
    child.begin(read(archive, b"warm up"), seconds=60)  # the time to start is not what is bounded here
    outcome(child)
    child.begin(read(archive, content), seconds=3)
    result = outcome(child)
    assert isinstance(result, Failure) and result.code == code


def test_a_thrown_away_process_leaves_nothing_behind(archive: Archive, settings: Settings) -> None:
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    result = perform_alone(archive.home.path, settings, read(archive, b"hang"), crash_hang_or_swell)
    assert isinstance(result, Failure)
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before


def test_without_its_parent_it_ends(archive: Archive, child: ChildProcess) -> None:
    process = psutil.Process(child.pid)
    child.hang_up()
    process.wait(timeout=20)
