"""Keeps the system's reports about a folder coming, and notices when they stop.

A report is only a hint; the folder is looked through again and again whatever comes. But reports end without a word:
the thread that hands them on dies of an exception, the one that collects them of a folder that was removed, and some
file systems never send any. So both threads are asked whether they live, the folder whether it is still the same, and
from time to time a file is made whose report must come back.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from config.messages import _

CANARY = ".canary-"
CANARY_EVERY = 60.0
CANARY_PATIENCE = 5.0
DEAF_FOR = 600.0
"""Seconds until reports are tried again where none came even to a fresh observer."""

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Hints(FileSystemEventHandler):
    """Hands on which path something happened to, and does nothing else: an exception here would end all reports."""

    def __init__(self, put: Callable[[str], None]) -> None:
        self._put = put

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's thread."""
        self._put(str(event.dest_path or event.src_path))


class Supervisor:
    """Reports about one folder. Called by one thread; only ``put`` is called by another."""

    def __init__(
        self, root: Path, nest: Path, put: Callable[[str], None], tell: Callable[[str], None], recursive: bool = True
    ) -> None:
        """``nest``: folder below ``root`` for the files whose reports must come back; ``tell``: for people."""
        self._root = root
        self._nest = nest
        self._put = put
        self._tell = tell
        self._recursive = recursive
        self.observer: BaseObserver | None = None
        self._inode = 0
        self._canary: tuple[Path, float] | None = None
        self._next_canary = 0.0
        self._missed = 0
        self._deaf_until = 0.0

    def check(self, now: float) -> None:
        """See to it that reports come, as far as they can. The root must be there. Raises nothing of watchdog's."""
        if now < self._deaf_until:
            return
        if self.observer is None:
            self._start(now)
        elif not self.alive:
            self._tell(_("Watching {folder} had stopped; it was started again").format(folder=self._root))
            self._restart(now)
        elif self._canary and now - self._canary[1] > CANARY_PATIENCE:
            self._miss(now)
        elif not self._canary and now >= self._next_canary:
            self._send(now)

    @property
    def alive(self) -> bool:
        """Whether every thread of the observer lives and the folder is the one that it watches."""
        observer = self.observer
        if observer is None or not observer.is_alive() or not observer.emitters:
            return False
        return all(emitter.is_alive() for emitter in observer.emitters) and _inode(self._root) == self._inode

    def heard(self, path: Path) -> bool:
        """Whether a report was about our own file; it has then served."""
        if path.parent != self._nest or not path.name.startswith(CANARY):
            return False
        if self._canary and path == self._canary[0]:
            self._canary, self._missed = None, 0
        return True

    def stop(self) -> None:
        """End the reports."""
        self._canary = None
        observer, self.observer = self.observer, None
        if observer is not None:
            observer.stop()
            if observer.is_alive():
                observer.join(5)

    def _start(self, now: float) -> None:
        try:
            observer = Observer()
            observer.schedule(Hints(self._put), str(self._root), recursive=self._recursive, event_filter=_EVENTS)
            observer.start()
        except OSError as error:  # a limit of the system, or the folder went away this moment
            self._deaf(now, error.strerror or str(error))
            return
        self.observer, self._inode = observer, _inode(self._root)
        self._next_canary = now

    def _restart(self, now: float) -> None:
        self.stop()
        self._start(now)

    def _send(self, now: float) -> None:
        path = self._nest / f"{CANARY}{uuid.uuid4().hex}"
        try:
            for left in self._nest.glob(f"{CANARY}*"):  # by an agent that was killed between the next two lines
                left.unlink(missing_ok=True)
            path.touch(mode=0o600)
            path.unlink(missing_ok=True)  # the report of its coming is under way
        except OSError:
            return  # no room or no folder: looking through it will say so
        self._canary, self._next_canary = (path, now), now + CANARY_EVERY

    def _miss(self, now: float) -> None:
        self._missed += 1
        if self._missed > 1:
            self._deaf(now, _("its file system sends no reports"))
            return
        self._tell(_("Nothing was heard of {folder}; watching was started again").format(folder=self._root))
        self._restart(now)

    def _deaf(self, now: float, why: str) -> None:
        self.stop()
        self._missed = 0
        self._deaf_until = now + DEAF_FOR
        self._tell(_("{folder} is only looked through from time to time: {why}").format(folder=self._root, why=why))


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return -1
