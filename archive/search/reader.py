"""The index as those see it who ask: always the generation that answers, as it was last committed."""

from __future__ import annotations

from dataclasses import dataclass

import tantivy

from archive.search.files import open_index, read_mark
from archive.search.generations import Generations
from archive.search.texts import TextReader
from config.errors import SearchNotReady
from config.home import Home

SEGMENTS = "meta.json"
"""Where Tantivy names the segments of the last commit."""
MOST = 200_000
"""Terms whose frequencies are kept; a name asks for a thousand."""
_TRIES = 5
"""How often to begin again where a generation is replaced while it is being opened."""


class IndexReader:
    """Looks at the index of one home from any process, without a lock. Not to be shared between threads."""

    def __init__(self, home: Home) -> None:
        self._generations = Generations.of(home)
        self._home = home
        self._seen: _Seen | None = None
        self.texts = TextReader(home.index)
        """What was read on the pages, for most of them."""

    def searcher(self) -> tantivy.Searcher:
        """The newest state of the index; what was found with it stays readable as long as it is kept.

        Raises `SearchNotReady` where there is no index, or none that can be opened.
        """
        return self._newest().searcher

    @property
    def schema(self) -> tantivy.Schema:
        """The fields of the generation that answers. Raises `SearchNotReady`."""
        return (self._seen or self._newest()).index.schema

    @property
    def frequencies(self) -> dict[str, int]:
        """On how many pages the folded terms stand that were asked for in the state that was seen last."""
        return (self._seen or self._newest()).frequencies

    @property
    def position(self) -> int:
        """The last event link that was followed. Raises `SearchNotReady`."""
        mark = read_mark(self.searcher())
        return mark.position if mark else 0

    def _newest(self) -> _Seen:
        problem: OSError | ValueError | None = None
        for _ in range(_TRIES):
            signature = self._generations.signature()
            try:
                self._seen = self._look(signature)
                return self._seen
            except (OSError, ValueError) as error:
                self._seen, problem = None, error
            if signature == self._generations.signature():
                break
        raise SearchNotReady(home=self._home.path) from problem

    def _look(self, signature: tuple[int, int] | None) -> _Seen:
        """What was seen last, if nothing was committed since; a commit replaces the file that names the segments."""
        name, seen = self._generations.current(), self._seen
        if name is None:
            raise ValueError("no generation answers")
        folder = self._generations.folder(name)
        status = (folder / SEGMENTS).stat()
        commit = (status.st_ino, status.st_mtime_ns)
        if seen and (seen.generation, seen.commit) == (signature, commit) and len(seen.frequencies) < MOST:
            return seen
        index = seen.index if seen and seen.generation == signature else open_index(folder)
        index.reload()
        return _Seen(index, index.searcher(), signature, commit, {})


@dataclass(frozen=True, slots=True)
class _Seen:
    """One state of the index."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    generation: tuple[int, int] | None
    commit: tuple[int, int]
    """Inode and time of the file that names its segments."""
    frequencies: dict[str, int]


def open_reader(home: Home) -> IndexReader:
    """A reader of the index of ``home``. Raises `SearchNotReady` where there is none yet."""
    reader = IndexReader(home)
    reader.searcher()
    return reader
