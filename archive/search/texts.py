"""The text cache: what was read on each page, and where, kept so that nobody need open the readings.

A rebuild would have to open every one of them, an answer one for each hit, wherever on the disk they lie.

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
from typing import NamedTuple, TypeVar

from archive.readings import PlacedText
from archive.search.boxes import Boxes, pack_boxes
from config.errors import StorageFull

FILE = "texts.sqlite"
BUSY_SECONDS = 10.0
_LEVEL = 6
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")
_TABLES = """
CREATE TABLE IF NOT EXISTS text (page INTEGER PRIMARY KEY, reading TEXT NOT NULL, deflated BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS boxes (page INTEGER PRIMARY KEY, reading TEXT NOT NULL, packed BLOB NOT NULL);
"""
"""Apart, for a rebuild wants to have the texts close together."""
_FIND = "SELECT page, reading, deflated FROM text WHERE page IN (SELECT value FROM json_each(?))"
_FIND_PLACED = """
SELECT page, reading, deflated, packed FROM text JOIN boxes USING (page, reading)
WHERE page IN (SELECT value FROM json_each(?))
"""
_KEEP_TEXT, _KEEP_BOXES = (f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)" for table in ("text", "boxes"))
_WIPE_TEXT, _WIPE_BOXES = (f"DELETE FROM {table} WHERE page = ?" for table in ("text", "boxes"))

_Result = TypeVar("_Result")


class TextReader:
    """Texts and boxes of one home for those who only look; for one thread. What cannot be read is not known."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder ``HOME/index``."""
        self._path = root / FILE
        self._file: tuple[int, int] | None = None
        self._open: sqlite3.Connection | None = None

    def find(self, readings: Mapping[int, str]) -> dict[int, KeptText]:
        """Those of the pages of which the very reading is known. ``readings``: page → hash of its reading."""
        found = {}
        try:
            for page, reading, deflated, boxes in self._connection().execute(_FIND_PLACED, _among(readings)):
                if readings[page] == reading and (placed := _placed(deflated, boxes)):
                    found[page] = placed
        except (OSError, sqlite3.DatabaseError):
            return {}
        return found

    def close(self) -> None:
        """Give back the connection; it is made again when it is needed."""
        if self._open:
            self._open.close()
        self._open = None

    def _connection(self) -> sqlite3.Connection:
        """To the present file: whoever writes it makes a damaged one anew."""
        status = self._path.stat()
        if self._open is None or self._file != (status.st_dev, status.st_ino):
            self.close()
            self._open = sqlite3.connect(f"{self._path.as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
            self._file = status.st_dev, status.st_ino
        return self._open


class KeptText(NamedTuple):
    """What is printed on a page, and where."""

    text: str
    """In reading order, one blank or line end between two words."""
    boxes: Boxes
    """Of its words."""


def _among(readings: Mapping[int, str]) -> tuple[str]:
    return (json.dumps(sorted(readings)),)


def _placed(deflated: bytes, packed: bytes) -> KeptText | None:
    try:
        text, boxes = zlib.decompress(deflated).decode(), Boxes(packed)
    except (zlib.error, UnicodeDecodeError):
        return None
    words = text.count(" ") + text.count("\n") + 1 if text else 0
    return KeptText(text, boxes) if words == len(boxes) else None


class TextCache:
    """The texts of one home; for one thread. A file that is damaged is made anew, a text that is damaged is none."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder ``HOME/index``."""
        self._root = root
        self._open: sqlite3.Connection | None = None

    def find(self, readings: Mapping[int, str]) -> dict[int, str]:
        """The texts of those pages of which the very reading is known. ``readings``: page → hash of its reading."""
        rows = self._ask(lambda connection: connection.execute(_FIND, _among(readings)).fetchall())
        found = {}
        for page, reading, deflated in rows:
            if readings[page] == reading:
                with contextlib.suppress(zlib.error, UnicodeDecodeError):
                    found[page] = zlib.decompress(deflated).decode()
        return found

    def keep(self, texts: Iterable[tuple[int, str, PlacedText]]) -> None:
        """Keep texts: page, hash of the reading, text and boxes. Raises `StorageFull`."""
        kept = list(texts)
        if kept:
            texts_of = [(page, reading, zlib.compress(placed.text.encode(), _LEVEL)) for page, reading, placed in kept]
            boxes_of = [(page, reading, pack_boxes(placed.boxes)) for page, reading, placed in kept]
            self._change((_KEEP_TEXT, texts_of), (_KEEP_BOXES, boxes_of))

    def wipe(self, pages: Collection[int]) -> None:
        """Forget the texts of pages that may not be seen. Raises `StorageFull`."""
        if pages:
            rows = [(page,) for page in pages]
            self._change((_WIPE_TEXT, rows), (_WIPE_BOXES, rows))

    def close(self) -> None:
        """Give back the connection; it is made again when it is needed."""
        if self._open:
            self._open.close()
        self._open = None

    def _change(self, *steps: tuple[str, Sequence[tuple[object, ...]]]) -> None:
        def change(connection: sqlite3.Connection) -> None:
            with connection:
                for statement, rows in steps:
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
            self._open.executescript(_TABLES)
        return self._open

    def _make_anew(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            (self._root / (FILE + suffix)).unlink(missing_ok=True)
