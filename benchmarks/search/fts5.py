"""SQLite FTS5 with the same two columns, for comparison: what an archive would have without an index of its own.

Contentless: only the index is kept, as in ours. ``unicode61`` splits words as the simple tokenizer of Tantivy does; it
leaves marks alone, for `canon` and `fold` have decided about them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from archive.search.schema import IndexedPage
from benchmarks.search.questions import Question
from ocr.text.fold import canon, fold

_TABLES = """
CREATE VIRTUAL TABLE text USING fts5(exact, folded, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE fact (page INTEGER PRIMARY KEY, "case" TEXT, type TEXT, day INTEGER);
"""
_ASK = "SELECT text.rowid, rank FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
_ASK_FILTERED = """
SELECT text.rowid, rank FROM text CROSS JOIN fact ON fact.page = text.rowid
WHERE text MATCH ? AND fact."case" IS coalesce(?, fact."case") AND fact.type = coalesce(?, fact.type)
  AND fact.day BETWEEN coalesce(?, 0) AND coalesce(?, 9999999)
ORDER BY rank LIMIT ?
"""


class FtsIndex:
    """One index in one file; for one thread. Nothing is brought to the disk in time: it is for measuring only."""

    def __init__(self, path: Path) -> None:
        """Made anew."""
        path.unlink(missing_ok=True)
        self._path = path
        self._open = sqlite3.connect(path, isolation_level=None)
        self._open.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;" + _TABLES
        )

    def add(self, pages: Iterable[IndexedPage]) -> None:
        """Put pages in, folding included."""
        kept = list(pages)
        self._open.execute("BEGIN")
        self._open.executemany(
            "INSERT INTO text (rowid, exact, folded) VALUES (?, ?, ?)",
            ((page.page, canon(page.text), fold(page.text)) for page in kept),
        )
        self._open.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?)",
            ((page.page, page.case, page.type, page.day.toordinal()) for page in kept),
        )
        self._open.execute("COMMIT")

    def finish(self) -> None:
        """Merge all segments into one, as asking likes it best."""
        self._open.execute("INSERT INTO text (text) VALUES ('optimize')")

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self._path.stat().st_size

    def ask(self, question: Question, limit: int = 20) -> list[int]:
        """The ids of the best pages by bm25. Raises `ValueError` for what cannot be asked."""
        if question.match is None:
            raise ValueError(question)
        if not (question.case or question.type or question.since or question.until):
            found = self._open.execute(_ASK, (question.match, limit))
        else:
            days = [day.toordinal() if day else None for day in (question.since, question.until)]
            found = self._open.execute(_ASK_FILTERED, (question.match, question.case, question.type, *days, limit))
        return [page for page, _ in found]

    def close(self) -> None:
        """Give back the file."""
        self._open.close()
