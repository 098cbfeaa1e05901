"""The files of one generation: opened, and the one document in them that says how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import tantivy

from archive.search.schema import BUILT, POSITION, build_schema, register_tokenizers


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an index has come. It is replaced in the same commit as the pages, so that both hold or neither."""

    position: int
    """The last event link that was followed."""
    built: int | None = None
    """While it is being built: the last page, by id, that is in it."""

    def document(self) -> tantivy.Document:
        """The document that bears it."""
        document = tantivy.Document()
        document.add_unsigned(POSITION, self.position)
        if self.built is not None:
            document.add_unsigned(BUILT, self.built)
        return document


def create_index(folder: Path) -> tantivy.Index:
    """An empty index in an empty folder. Raises `ValueError`, as Tantivy says everything."""
    index = tantivy.Index(build_schema(), str(folder), reuse=False)
    return _prepared(index)


def open_index(folder: Path) -> tantivy.Index:
    """The index in ``folder``, seen as it was last committed. Raises `ValueError` where it cannot be opened."""
    return _prepared(tantivy.Index.open(str(folder)))


def read_mark(searcher: tantivy.Searcher) -> Mark | None:
    """How far the index has come; None: nothing was ever committed."""
    hits = searcher.search(marks(), 1, count=False).hits
    if not hits:
        return None
    place = [hits[0][1]]
    (position,), (built,) = (searcher.fast_field_values(field, place) for field in (POSITION, BUILT))
    return Mark(int(position or 0), None if built is None else int(built))


def marks() -> tantivy.Query:
    """Finds the document that bears the mark."""
    return tantivy.Query.exists_query(POSITION)


def _prepared(index: tantivy.Index) -> tantivy.Index:
    register_tokenizers(index)
    index.config_reader("manual")  # by default a thread of its own looks for new commits twice a second
    return index
