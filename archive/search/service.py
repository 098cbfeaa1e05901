"""The index in the background of the engine: pages are found a moment after they were read.

Each turn of the thread does the first of these that there is to do: adopt a generation that waits, build one where none
of the present versions can be used, or follow the ledger.
"""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType

from archive.archive import Archive
from archive.search.generations import Generations, Versions
from archive.search.indexer import Indexer
from archive.search.reader import IndexReader
from archive.search.rebuild import Rebuild
from config.errors import ReindexRunning, SearchNotReady, SohoaError, StorageFull, UnexpectedFault
from config.home import Home

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often to look for news in the ledger."""
RETRY_SECONDS = 5.0
"""How long to rest after an error, such as a full disk."""
REST_SECONDS = 30.0
"""Idle time after which the writer's memory is given back."""


class IndexService:
    """Keeps the index of one home up with its ledger, in a thread. Only the holder of the engine's lock may run one.

    An error does not end it: it says so through `error` and tries again.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._generations = Generations.of(archive.home)
        self._thread = threading.Thread(target=self._run, name="index", daemon=True)
        self._changed = threading.Condition()
        self._hurry = False
        self._stopping = False
        self._interrupted = False
        self._name: str | None = None
        self._damaged: str | None = None
        self._build_failed = False
        self._answers = False
        self._ended_by: SohoaError | None = None
        self._indexer: Indexer | None = None
        self._rebuild: Rebuild | None = None
        self._last_change = 0.0
        self._behind = True
        self.position = 0
        """The last event link that everybody sees followed."""
        self.error: SohoaError | None = None
        """Why the index is not kept up at the moment; None: all is well."""

    def follow_to(self, position: int) -> None:
        """Wait until the index has followed the ledger to ``position``. Raises what keeps it from that."""
        with self._changed:
            self.error = None
            self.wake()
            while not self.has_followed(position):
                if error := self._ended_by or self.error:
                    raise error
                self._changed.wait()

    def has_followed(self, position: int) -> bool:
        """Whether searches know the ledger up to ``position``."""
        return self._answers and self.position >= position

    def wake(self) -> None:
        """Say that there is news; without it the news is found a moment later."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def __enter__(self) -> IndexService:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._stopping, self._interrupted = True, error is not None
            self._changed.notify_all()
        self._thread.join()

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with self._archive.ledger.watch() as self._ledger:
                self._take_turns()
            self._end()
        except BaseException as error:  # Tantivy's panics among them: whoever waits must hear of it
            log.exception("the index is no longer kept up")
            with self._changed:
                self.error = self._ended_by = _fault(error)
                self._changed.notify_all()

    def _take_turns(self) -> None:
        while not self._stopping:
            pause = self._turn_or_error()
            with self._changed:
                self._changed.notify_all()
                if not self._hurry and not self._stopping:
                    self._changed.wait(pause)
                self._hurry = False

    def _turn_or_error(self) -> float:
        """One turn; returns how many seconds to rest after it."""
        try:
            busy = self._turn()
        except Exception as error:  # the edge of the loop: the index is derived, and its faults stop nobody's work
            if self.error is None:
                log.error("index: %s", error, exc_info=not isinstance(error, SohoaError))
            self._abandon()
            self.error = error if isinstance(error, SohoaError) else _fault(error)
            return RETRY_SECONDS
        self.error = None
        return 0 if busy else LOOK_SECONDS

    def _turn(self) -> bool:
        """Do what there is to do; whether there may be more."""
        if waiting := self._generations.next():
            self._adopt(waiting)
            return True
        if self._indexer is None:
            self._indexer = self._open_current()
        return self._build() if self._indexer is None else self._follow(self._indexer)

    def _adopt(self, name: str) -> None:
        """Bring a finished generation up to the ledger and let it answer. One that cannot be used is thrown away."""
        indexer = self._opened(name)
        if indexer is None or not self._caught_up(indexer):
            self._generations.remove(name)
            return
        self._abandon()
        self._generations.adopt(name)
        self._take(name, indexer)

    def _caught_up(self, indexer: Indexer) -> bool:
        """Follow the ledger to its end; False where the files turn out to be damaged."""
        try:
            indexer.catch_up()
        except SearchNotReady:
            return False
        except BaseException:
            indexer.abandon()  # its lock must be free when it is tried again
            raise
        return True

    def _open_current(self) -> Indexer | None:
        """The generation that answers, where it can be kept up."""
        name = self._generations.current()
        indexer = self._opened(name) if name and name != self._damaged else None
        if name and indexer:
            self._take(name, indexer)
        return indexer

    def _opened(self, name: str) -> Indexer | None:
        if self._generations.versions(name) != Versions():
            return None
        try:
            return Indexer(self._archive, self._generations.folder(name))
        except SearchNotReady as error:
            log.warning("generation %s cannot be used: %s", name, error.__cause__)
            return None

    def _take(self, name: str, indexer: Indexer) -> None:
        self._name, self._indexer, self._last_change = name, indexer, time.monotonic()
        self.position, self._answers, self._behind = indexer.position, True, True

    def _build(self) -> bool:
        """Take the building of a new generation a step on, unless another process builds one already."""
        if self._rebuild is None:
            try:
                self._rebuild = Rebuild.begin(self._archive, resume=not self._build_failed)
            except ReindexRunning:
                return False
        try:
            self._build_failed = True
            if not self._rebuild.finished:
                self._rebuild.step()
            else:
                self._rebuild.publish()
                self._rebuild.close()
                self._rebuild = None
            self._build_failed = False
        except StorageFull:
            self._build_failed = False  # what is there is sound: it goes on when there is room
            raise
        return True

    def _follow(self, indexer: Indexer) -> bool:
        """Follow the ledger a stretch; give the writer back when nothing has happened for a while."""
        now = time.monotonic()
        self._behind |= self._ledger.changed()
        try:
            self._behind = self._behind and indexer.follow()
        except SearchNotReady:
            self._damaged = self._name
            raise
        if self._behind:
            self.position, self._last_change = indexer.position, now
        elif now - self._last_change > REST_SECONDS:
            indexer.rest()
        return self._behind

    def _abandon(self) -> None:
        """Let go of everything at once."""
        indexer, rebuild = self._indexer, self._rebuild
        self._indexer = self._rebuild = None
        if indexer:
            indexer.abandon()
        if rebuild:
            rebuild.close()

    def _end(self) -> None:
        if self._indexer and not self._interrupted:
            try:
                self._indexer.rest()
            except SohoaError as error:
                log.warning("index: %s", error.sentence("en"))
        self._abandon()


def followed(home: Home, position: int) -> bool:
    """Whether the index that answers has followed the ledger to ``position``, whoever keeps it up."""
    try:
        return IndexReader(home).position >= position
    except SearchNotReady:
        return False


def _fault(error: BaseException) -> UnexpectedFault:
    return UnexpectedFault(work="index", problem=f"{type(error).__name__}: {error}")
