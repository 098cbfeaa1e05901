"""Lines and their order: the two columns of an administrative head come one after the other, never mixed.

A Vietnamese administrative paper begins with two columns, the agency and the number on the left, the name of the
state, place and date on the right (Nghị định 30/2020/NĐ-CP, Phụ lục I), and ends with two, the recipients and the
signature. An engine that goes by rows runs them together. Tables of three columns and more stay in rows.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ocr.engine.port import RawLine, RawWord

GUTTER = 2.2
"""Times the height of the words: a wider gap parts columns; justified print stays below."""
NEAR = 2.0
"""Times the height of a line: a row further below no longer belongs to the columns above it."""
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn"}
_ETH = str.maketrans("\u00d0\u00f0", "\u0110\u0111")
_ETH_BESIDE = {"\u0110\u00d0": "\u0110", "\u00d0\u0110": "\u0110", "\u0111\u00f0": "\u0111", "\u00f0\u0111": "\u0111"}


def clean(text: str) -> str:
    """The word in NFC without white space, control characters and characters of no width; may be empty."""
    kept = (ch for ch in text if unicodedata.category(ch) not in _DROPPED and not ch.isspace())
    return unicodedata.normalize("NFC", "".join(kept))


def cleaned(word: RawWord) -> RawWord | None:
    """The word with its text `clean` and with Đ for the Icelandic letter of the same shape; None where nothing is left.

    The engine's models know both, and often give both for one. Where one of two went, what was read is kept.
    """
    text = clean(word.text)
    single = text
    for pair, letter in _ETH_BESIDE.items():
        single = single.replace(pair, letter)
    raw = word.raw or text if single != text else word.raw
    return replace(word, text=single.translate(_ETH), raw=raw) if text else None


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words that stand side by side without a column's gap."""

    words: tuple[RawWord, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


_Row = list[_Segment]


def reading_order(lines: list[RawLine]) -> list[RawLine]:
    """The engine's lines cleaned, parted at column gaps, in the order in which a person reads them.

    Boxes are pixels of a straight page. Empty words and lines are dropped, no word is doubled or lost.
    """
    segments = [segment for line in lines for segment in _segments(line)]
    ordered: list[_Segment] = []
    columns = _Columns()
    for row in _rows(segments):
        if not columns.take(row):
            ordered += columns.read()
            columns = _Columns()
            if not columns.take(row):
                ordered += row
    ordered += columns.read()
    return [list(segment.words) for segment in ordered]


def _segments(line: RawLine) -> list[_Segment]:
    words = [kept for word in line if (kept := cleaned(word))]
    words.sort(key=lambda word: word.left)
    if not words:
        return []
    gap = GUTTER * median(word.height for word in words)
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.left - before.right > gap:
            parts.append([])
        parts[-1].append(word)
    return [_segment(part) for part in parts]


def _segment(words: list[RawWord]) -> _Segment:
    return _Segment(
        tuple(words),
        min(w.left for w in words),
        min(w.top for w in words),
        max(w.right for w in words),
        max(w.bottom for w in words),
    )


def _rows(segments: list[_Segment]) -> list[_Row]:
    """Segments at the same height, rows from top to bottom, each from left to right."""
    rows: list[_Row] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.left)):
        last = rows[-1] if rows else []
        beside = all(segment.left >= s.right or segment.right <= s.left for s in last)
        if last and beside and segment.middle <= last[0].middle + 0.5 * min(segment.height, last[0].height):
            last.append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.left)
    return rows


class _Columns:
    """Rows that one gutter parts into a left and a right column."""

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._gutter = (0.0, 0.0)

    def take(self, row: _Row) -> bool:
        """Adds the row if it belongs to these columns; False leaves them as they were."""
        if len(row) > 2 or (not self._rows and len(row) < 2):
            return False
        if self._rows and not self._near(row):
            return False
        free = (row[0].right, row[1].left) if len(row) == 2 else self._beside(row[0])
        low, high = free if not self._rows else (max(free[0], self._gutter[0]), min(free[1], self._gutter[1]))
        if high <= low:
            return False
        self._gutter = (low, high)
        self._rows.append(row)
        return True

    def read(self) -> list[_Segment]:
        """The left column from top to bottom, then the right one."""
        middle = sum(self._gutter) / 2
        segments = [segment for row in self._rows for segment in row]
        return [s for s in segments if s.left < middle] + [s for s in segments if s.left >= middle]

    def _near(self, row: _Row) -> bool:
        above = max(segment.bottom for segment in self._rows[-1])
        return min(s.top for s in row) - above <= NEAR * max(s.height for s in row)

    def _beside(self, segment: _Segment) -> tuple[float, float]:
        """The part of the gutter's neighbourhood that a lone segment leaves free."""
        middle = sum(self._gutter) / 2
        return (segment.right, float("inf")) if segment.right < middle else (float("-inf"), segment.left)
