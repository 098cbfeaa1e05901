"""Building the index anew beside the one that answers: page by page, then the ledger's news of meanwhile.

    with Rebuild.begin(archive, resume=True) as rebuild:
        while not rebuild.finished:
            rebuild.step()  # rebuild.done of rebuild.total pages
        rebuild.publish()
    for step in work_until(lambda: adopted(archive.home, rebuild.generation), archive):
        watch(step)

Every few seconds of it end with a commit that says how far the building has come; killed at any moment, `begin` with
``resume`` goes on behind the last of them. Nothing of it needs the engine's lock: the engine adopts what was published,
and removes what answered before.
"""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType

from archive.archive import Archive
from archive.search.changes import ledger_end
from archive.search.files import Mark
from archive.search.generations import Generations, Versions
from archive.search.indexer import Indexer
from archive.search.pages import count_shown
from archive.search.writer import make_empty
from archive.work.lock import reindex_lock
from config.errors import ReindexRunning, SearchNotReady

PAGES_AT_ONCE = 1000
"""Pages of one step: about half a second of work."""


class Rebuild:
    """One generation that is being built; for one thread. It holds the reindex lock until it is closed.

    Raises `StorageFull`, and `SearchNotReady` where its files turn out to be damaged.
    """

    def __init__(self, archive: Archive, generation: str, held: ExitStack) -> None:
        """Use `begin`."""
        self._generations = Generations.of(archive.home)
        self._held = held
        self._indexer = Indexer(archive, self._generations.folder(generation), archive.settings.search.memory)
        self.generation = generation
        """Its name: what `adopted` asks for."""
        self.done = self._indexer.pages
        """Pages that are in it."""
        with archive.ledger.read() as session:
            self.total = max(count_shown(session), self.done)
            """Pages that will be in it, as the ledger said when it was begun."""

    @classmethod
    def begin(cls, archive: Archive, resume: bool) -> Rebuild:
        """Begin a generation, or go on with the one that was left unfinished; other unfinished ones are removed.

        Raises `ReindexRunning` where another process builds one.
        """
        with ExitStack() as stack:
            if not stack.enter_context(reindex_lock(archive.home)):
                raise ReindexRunning(home=archive.home.path)
            generations = Generations.of(archive.home)
            left = _unfinished(archive) if resume else None
            name = left or generations.begin()  # before others are removed: no name is ever used twice
            for other in generations.pending():
                if other != name:
                    generations.remove(other)
            if left is None:
                _make_empty(archive, name)
            return cls(archive, name, stack.pop_all())

    @property
    def finished(self) -> bool:
        """Whether all pages are in it and it has followed the ledger to its present end."""
        return self._indexer.built and not self._indexer.behind()

    def step(self) -> int:
        """Build or follow a little more; returns how many pages were put in."""
        if self._indexer.built:
            self._indexer.follow()
            return 0
        added = self._indexer.build(PAGES_AT_ONCE)
        self.done += added
        return added

    def publish(self) -> None:
        """Close the generation and let it wait for the engine, which brings it up to the ledger and lets it answer."""
        self._indexer.rest()
        self._generations.offer(self.generation)

    def close(self) -> None:
        """Give the reindex lock back; what was not published can be resumed."""
        with self._held:
            self._indexer.abandon()

    def __enter__(self) -> Rebuild:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _unfinished(archive: Archive) -> str | None:
    """The newest generation that a killed building left and that can be used, else None."""
    generations = Generations.of(archive.home)
    for name in generations.pending():
        if generations.versions(name) == Versions():
            try:
                Indexer(archive, generations.folder(name)).abandon()
            except SearchNotReady:
                continue
            return name
    return None


def _make_empty(archive: Archive, name: str) -> None:
    """A generation without a page, from which the ledger will be followed from its present end on."""
    generations = Generations.of(archive.home)
    with archive.ledger.read() as session:
        end = ledger_end(session)
    make_empty(generations.folder(name), Mark(end, built=0))
    generations.describe(name)
