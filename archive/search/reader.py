"""The index as those see it who ask: always the generation that answers, as it was last committed."""

from __future__ import annotations

import tantivy

from archive.search.files import open_index, read_mark
from archive.search.generations import Generations
from archive.search.texts import TextReader
from config.errors import SearchNotReady
from config.home import Home

_TRIES = 5
"""How often to begin again where a generation is replaced while it is being opened."""


class IndexReader:
    """Looks at the index of one home from any process, without a lock. Not to be shared between threads."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._generations = Generations.of(home)
        self._signature: tuple[int, int] | None = None
        self._index: tantivy.Index | None = None
        self.texts = TextReader(home.index)
        """What was read on the pages, for most of them."""

    def searcher(self) -> tantivy.Searcher:
        """The newest state of the index; what was found with it stays readable as long as it is kept.

        Raises `SearchNotReady` where there is no index, or none that can be opened.
        """
        problem: ValueError | None = None
        for _ in range(_TRIES):
            signature = self._generations.signature()
            try:
                return self._opened(signature).searcher()
            except ValueError as error:
                self._index, problem = None, error
            if signature == self._generations.signature():
                break
        raise SearchNotReady(home=self._home.path) from problem

    @property
    def schema(self) -> tantivy.Schema:
        """The fields of the generation that answers. Raises `SearchNotReady`."""
        if self._index is None:
            self.searcher()
        assert self._index is not None
        return self._index.schema

    @property
    def position(self) -> int:
        """The last event link that was followed. Raises `SearchNotReady`."""
        mark = read_mark(self.searcher())
        return mark.position if mark else 0

    def _opened(self, signature: tuple[int, int] | None) -> tantivy.Index:
        if self._index is None or signature != self._signature:
            name = self._generations.current()
            if name is None:
                raise ValueError("no generation answers")
            self._index, self._signature = open_index(self._generations.folder(name)), signature
        self._index.reload()
        return self._index


def open_reader(home: Home) -> IndexReader:
    """A reader of the index of ``home``. Raises `SearchNotReady` where there is none yet."""
    reader = IndexReader(home)
    reader.searcher()
    return reader
