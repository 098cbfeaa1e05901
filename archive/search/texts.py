"""The text cache: what was read on each page, kept so that a rebuild need not open every reading.

Derived like the index itself. A row counts only while its reading is the page's present one; pages that may not be
seen have none, and what is removed is overwritten.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from config.errors import StorageFull

FILE = "texts.sqlite"
BUSY_SECONDS = 10.0
_LEVEL = 6
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")
_TABLE = "CREATE TABLE IF NOT EXISTS text (page INTEGER PRIMARY KEY, reading TEXT NOT NULL, deflated BLOB NOT NULL)"
_FIND = "SELECT page, reading, deflated FROM text WHERE page IN (SELECT value FROM json_each(?))"
_KEEP = "INSERT OR REPLACE INTO text VALUES (?, ?, ?)"
_WIPE = "DELETE FROM text WHERE page = ?"

_Result = TypeVar("_Result")


class TextCache:
    """The texts of one home; for one thread. A file that is damaged is made anew, a text that is damaged is none."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder ``HOME/index``."""
        self._root = root
        self._open: sqlite3.Connection | None = None

    def find(self, readings: Mapping[int, str]) -> dict[int, str]:
        """The texts of those pages of which the very reading is known. ``readings``: page → hash of its reading."""
        if not readings:
            return {}
        wanted = json.dumps(sorted(readings))
        rows = self._ask(lambda connection: connection.execute(_FIND, (wanted,)).fetchall())
        found = {}
        for page, reading, deflated in rows:
            if readings.get(page) == reading:
                with contextlib.suppress(zlib.error, UnicodeDecodeError):
                    found[page] = zlib.decompress(deflated).decode()
        return found

    def keep(self, texts: Iterable[tuple[int, str, str]]) -> None:
        """Keep texts: page, hash of the reading, text. Raises `StorageFull`."""
        if rows := [(page, reading, zlib.compress(text.encode(), _LEVEL)) for page, reading, text in texts]:
            self._change(_KEEP, rows)

    def wipe(self, pages: Collection[int]) -> None:
        """Forget the texts of pages that may not be seen. Raises `StorageFull`."""
        if pages:
            self._change(_WIPE, [(page,) for page in pages])

    def close(self) -> None:
        """Give back the connection; it is made again when it is needed."""
        if self._open:
            self._open.close()
        self._open = None

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        def change(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(statement, rows)

        self._ask(change)

    def _ask(self, question: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            return question(self._connection())
        except sqlite3.DatabaseError as error:
            cause = getattr(error, "sqlite_errorname", "")
            if cause == "SQLITE_FULL":
                raise StorageFull(home=self._root.parent) from error
            if not cause.startswith(_DAMAGED):
                raise
        self._make_anew()
        return question(self._connection())

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(self._root / FILE, timeout=BUSY_SECONDS, check_same_thread=False)
            for pragma in _PRAGMAS:
                self._open.execute(f"PRAGMA {pragma}")
            self._open.execute(_TABLE)
        return self._open

    def _make_anew(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            (self._root / (FILE + suffix)).unlink(missing_ok=True)
