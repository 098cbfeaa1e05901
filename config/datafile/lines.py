"""On which line of a TOML text a key stands: tomllib tells only values, and mistakes want a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Place = tuple[str | int, ...]
"""Keys and places in arrays (from 0) that lead to a value, as pydantic names them."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*(?:[.][^=]*)?=""")
_LONG_TEXT = ('"""', "'''")


def line_of(text: str, place: Place) -> int:
    """Line, from 1, of the value at ``place``; of what is missing, that of the nearest thing that should hold it."""
    best, found = 0, 1
    for number, here in _places(text):
        if len(here) > best and here == place[: len(here)]:
            best, found = len(here), number
    return found


def _places(text: str) -> Iterator[tuple[int, Place]]:
    """Every table and key with its line. Keys of tables within braces count as their table's."""
    counts: Counter[Place] = Counter()
    table: Place = ()
    closing: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = None if closing in line else closing
            continue
        if header := _HEADER.match(line):
            table = _table(header[2], header[1] == "[[", counts)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, _bare(key[1]))
            closing = next((mark for mark in _LONG_TEXT if line.count(mark) == 1), None)


def _table(name: str, repeated: bool, counts: Counter[Place]) -> Place:
    """The place of a table; ``counts`` knows how many of each array there were, and takes a repeated one in."""
    *above, last = (_bare(part) for part in name.split("."))
    place: Place = ()
    for part in above:
        place = (*place, part)
        if counts[place]:
            place = (*place, counts[place] - 1)
    place = (*place, last)
    if not repeated:
        return place
    counts[place] += 1
    return (*place, counts[place] - 1)


def _bare(part: str) -> str:
    return part.strip().strip("\"'")
