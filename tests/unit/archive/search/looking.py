"""What tests of the index look at."""

from __future__ import annotations

from collections.abc import Callable

import tantivy

from archive.search.reader import IndexReader
from archive.search.schema import FOLDED, PAGE
from ocr.text.fold import fold

Found = Callable[[str], list[int]]
Scan = Callable[..., list[int]]


def found_in(reader: IndexReader, word: str) -> list[int]:
    """The pages on which a word stands, each as often as the index has it."""
    query = tantivy.Query.term_query(reader.schema, FOLDED, fold(word))
    searcher = reader.searcher()
    hits = searcher.search(query, 1000).hits
    return sorted(int(page or 0) for page in searcher.fast_field_values(PAGE, [place for _, place in hits]))
