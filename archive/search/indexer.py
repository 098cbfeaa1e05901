"""One generation brought up to the ledger: built page by page, then kept up with the chain of events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.archive import Archive
from archive.search.changes import changes_after, ledger_end
from archive.search.files import Mark
from archive.search.pages import ShownPage, shown_pages, shown_pages_after, with_texts
from archive.search.texts import TextCache
from archive.search.writer import GenerationWriter
from config.errors import SohoaError
from config.memory import give_back

LINKS_AT_ONCE = 500
"""Event links that are followed with one commit."""
PAGES_A_COMMIT = 10_000
"""Pages that are built with one commit: some seconds of work, which is what a kill may cost."""
MEGABYTES = 50
"""What following may use: a scanner gives a page or two a second."""


class Indexer:
    """Writes one generation; for one thread. Raises `SearchNotReady` for damaged files, and `StorageFull`.

    Only the holder of the engine's lock may have one on the generation that answers, only the holder of the reindex
    lock one on a generation that is being built. After an error nothing is lost but what was not committed.
    """

    def __init__(self, archive: Archive, folder: Path, megabytes: int = MEGABYTES) -> None:
        self._archive = archive
        self._folder = folder
        self._megabytes = megabytes
        self._texts = TextCache(folder.parent)
        self._writer: GenerationWriter | None = None
        self._mark = self._opened().mark
        self._reached = self._mark.built or 0
        self._uncommitted = 0
        self.pages = self._opened().pages
        """How many were in it when it was opened."""

    @property
    def position(self) -> int:
        """The last event link that everybody sees followed."""
        return self._mark.position

    @property
    def built(self) -> bool:
        """Whether all pages are in it, so that it can follow."""
        return self._mark.built is None

    def behind(self) -> int:
        """How many event links are still to be followed."""
        with self._archive.ledger.read() as session:
            return ledger_end(session) - self.position

    def build(self, limit: int) -> int:
        """Put in the next ``limit`` pages, by id; returns how many there were. After the last ones it is `built`.

        Not every step is committed: larger segments are smaller for their words, and cost less merging.
        """
        with self._archive.ledger.read() as session:
            shown = shown_pages_after(session, self._reached, limit)
        last = len(shown) < limit
        reached = shown[-1].page if shown else self._reached
        commit = last or self._uncommitted + len(shown) >= PAGES_A_COMMIT
        self._write([], shown, Mark(self.position, None if last else reached) if commit else None)
        self._reached = reached
        self._uncommitted = 0 if commit else self._uncommitted + len(shown)
        return len(shown)

    def follow(self) -> bool:
        """Follow one stretch of the ledger; whether there was one.

        What the ledger says of a page now replaces what the index said: doing it twice does no harm, and a page that
        may not be seen is only taken out.
        """
        with self._archive.ledger.read() as session:
            changes = changes_after(session, self.position, LINKS_AT_ONCE)
            if changes.position == self.position:
                return False
            shown = shown_pages(session, changes.pages)
        self._texts.wipe(set(changes.pages) - {page.page for page in shown})
        self._write(changes.pages, shown, Mark(changes.position))
        return True

    def catch_up(self) -> None:
        """Follow the ledger to its end."""
        while self.follow():
            pass

    def rest(self) -> None:
        """Give back files and memory; the next change opens them again."""
        self._texts.close()
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.close()
            give_back()

    def abandon(self) -> None:
        """Give them back at once, and with them what was not committed: it must not come with the next commit."""
        self._texts.close()
        if self._writer is not None:
            self._writer.abandon()
        self._writer = None
        self._reached, self._uncommitted = self._mark.built or 0, 0

    def _write(self, gone: Iterable[int], shown: Sequence[ShownPage], mark: Mark | None) -> None:
        try:
            writer = self._opened()
            writer.remove(gone)
            writer.add(with_texts(shown, self._texts, self._archive.objects))
            if mark is not None:
                writer.commit(mark)
        except SohoaError:
            self.abandon()
            raise
        if mark is not None:
            self._mark = mark

    def _opened(self) -> GenerationWriter:
        if self._writer is None:
            self._writer = GenerationWriter(self._folder, self._megabytes)
        return self._writer
