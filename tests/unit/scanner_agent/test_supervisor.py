"""The supervisor: reports come back, and whoever stops reporting is noticed and started again."""

from __future__ import annotations

import errno
import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.inotify import InotifyEmitter

from scanner_agent.supervisor import CANARY_EVERY, CANARY_PATIENCE, DEAF_FOR, Supervisor
from tests.waiting import wait_until


class Watched:
    """A folder with its supervisor, and what came of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.nest = root, root / "nest"
        self.hints: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.told: list[str] = []
        self.deaf = False
        self.supervisor = Supervisor(root, self.nest, self.put, self.told.append)
        self.nest.mkdir(parents=True)

    def put(self, path: str) -> None:
        if not self.deaf:
            self.hints.put(path)

    def heard(self, name: str) -> bool:
        """Whether a file of this name was reported by now; our own are handed to the supervisor."""
        found = False
        while not self.hints.empty():
            path = Path(self.hints.get())
            found |= not self.supervisor.heard(path) and path.name == name
        return found

    def reports(self, name: str) -> None:
        (self.root / name).touch()
        wait_until(lambda: self.heard(name), f"a report of {name}", 10)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path / "drop")
    yield made
    made.supervisor.stop()


def test_what_happens_is_reported_and_the_canary_comes_back(watched: Watched) -> None:
    for turn in range(4):
        watched.supervisor.check(turn * (CANARY_EVERY + 1))
        watched.reports(f"{turn}.jpg")
    assert watched.told == [] and list(watched.nest.iterdir()) == []


def test_an_exception_in_the_handler_is_noticed(watched: Watched) -> None:
    watched.supervisor.check(0)
    broken = watched.supervisor.observer
    assert broken
    for thread in (broken, *broken.emitters):
        thread.stop()
        thread.join(5)
    assert not watched.supervisor.alive
    watched.supervisor.check(10)
    assert watched.supervisor.alive and len(watched.told) == 1
    watched.reports("a.jpg")


def test_a_dead_emitter_is_noticed_although_the_observer_lives(watched: Watched) -> None:
    watched.supervisor.check(0)
    observer = watched.supervisor.observer
    assert observer
    (emitter,) = observer.emitters
    assert isinstance(emitter, InotifyEmitter)
    emitter.stop()
    emitter.join(5)
    assert observer.is_alive() and not watched.supervisor.alive
    watched.supervisor.check(10)
    watched.reports("a.jpg")


def test_another_folder_of_the_same_name_is_watched_instead(watched: Watched) -> None:
    watched.supervisor.check(0)
    watched.root.rename(watched.root.with_name("before"))
    watched.nest.mkdir(parents=True)
    watched.supervisor.check(10)
    watched.reports("a.jpg")
    assert len(watched.told) == 1
    shutil.rmtree(watched.root.with_name("before"))


def test_where_no_report_ever_comes_it_is_said_and_tried_again_later(watched: Watched) -> None:
    watched.deaf = True
    now = 0.0
    for _ in range(6):
        watched.supervisor.check(now)
        now += CANARY_PATIENCE + 1
    assert len(watched.told) == 2 and watched.supervisor.observer is None
    watched.deaf = False
    watched.supervisor.check(now + DEAF_FOR)
    watched.reports("a.jpg")


def test_where_no_observer_can_be_made_the_folder_is_only_looked_through(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted() -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr("scanner_agent.supervisor.Observer", exhausted)
    watched.supervisor.check(0)
    assert watched.supervisor.observer is None
    assert len(watched.told) == 1 and "inotify instance limit reached" in watched.told[0]
