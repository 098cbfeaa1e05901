"""Writing one generation: pages are replaced, and with the same commit the mark of how far it has come."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import tantivy

from archive.search.faults import index_faults
from archive.search.files import Mark, create_index, marks, open_index, read_mark
from archive.search.schema import PAGE, IndexedPage, document_of

MEGABYTE = 1_000_000
SMALLEST = 15
"""Megabytes that Tantivy wants at least."""
PATIENCE, PATIENCE_SECONDS = 20, 0.1
"""How often, and after how many seconds each, to try again for Tantivy's lock."""
THREADS = 1
"""More than one makes more and smaller segments, and the letters of the pages are folded by one thread anyway."""


class GenerationWriter:
    """The one writer of one generation. Nothing of what it does is seen, or kept, before `commit`."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        """``megabytes`` may be used before words are written out.

        Raises `SearchNotReady` where the files are damaged, and `StorageFull`.
        """
        self._root = folder.parent
        with self._faults():
            self._index = open_index(folder)
            self._index.reload()
            searcher = self._index.searcher()
            self.mark = read_mark(searcher) or Mark(0)
            self.pages = max(searcher.num_docs - 1, 0)
        self._writer: tantivy.IndexWriter | None = self._only_writer(max(megabytes, SMALLEST) * MEGABYTE)

    def _only_writer(self, heap: int) -> tantivy.IndexWriter:
        """Tantivy's writer. A process that was killed a moment ago may hold its lock a moment longer than ours."""
        for _ in range(PATIENCE):
            with contextlib.suppress(ValueError):
                return self._index.writer(heap, THREADS)
            time.sleep(PATIENCE_SECONDS)
        with self._faults():
            return self._index.writer(heap, THREADS)

    def add(self, pages: Iterable[IndexedPage]) -> int:
        """Add pages that are not in it; returns how many."""
        count = 0
        for page in pages:
            with self._faults():
                self._held.add_document(document_of(page))
            count += 1
        return count

    def remove(self, pages: Iterable[int]) -> None:
        """Take pages out that are in it, or are not."""
        with self._faults():
            for page in pages:
                # Not by term: tantivy-py takes the number for a signed one, whose term no page has.
                self._held.delete_documents_by_query(tantivy.Query.term_query(self._index.schema, PAGE, page))

    def commit(self, mark: Mark) -> None:
        """Make everything since the last commit visible and lasting, together with ``mark``."""
        with self._faults():
            self._held.delete_documents_by_query(marks())
            self._held.add_document(mark.document())
            self._held.commit()
        self.mark = mark

    def close(self) -> None:
        """End, and wait until what was begun of tidying up is done."""
        writer, self._writer = self._held, None
        with self._faults():
            writer.wait_merging_threads()

    def abandon(self) -> None:
        """End at once, without what was not committed. The lock is free then, whoever still refers to this object."""
        self._writer = None

    def __enter__(self) -> GenerationWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close() if kind is None else self.abandon()

    @property
    def _held(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("this writer was closed")
        return self._writer

    def _faults(self) -> AbstractContextManager[None]:
        return index_faults(self._root)


def make_empty(folder: Path, mark: Mark) -> None:
    """Make a generation without a page in an empty folder. Raises `StorageFull`."""
    with index_faults(folder.parent):
        create_index(folder)
    with GenerationWriter(folder, SMALLEST) as writer:
        writer.commit(mark)
