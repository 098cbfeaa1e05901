"""Where things stand on a page: the two columns of an administrative head, the body below, the right half of the foot.

Nghị định 30/2020/NĐ-CP, Appendix I: the state's name and its motto on the right, the agency on the left, number and
date below them; applications of persons have the state's name alone, in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ocr.fields.slips import likeness
from ocr.fields.strips import Strip
from ocr.page import Line

COUNTRY = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap - tu do - hanh phuc"
ALIKE = 78.0
"""Likeness from which a line is one of these: a badly worn one has 85, no other line of a head comes to 60."""
HEAD_STARTS = 0.4
"""Fraction of the height above which a head begins: on A5 receipts and under stamps it is no higher."""
HEAD_REACHES = 0.16
"""Fraction of the height from the state's name to the last line of a head: number, date and three lines of V/v."""
MIDDLE = 0.52
"""Fraction of the width left of which a left column is centred, and right of which the right one is."""
COLUMN = 0.5
"""Fraction of the width that a column is at most wide."""
AROUND = 0.06
"""Fraction of the width by which a line of the right column may begin before the state's name."""
MERGED = 4
"""Letters before the state's name from which its line is taken for two."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The strips of a page in reading order, and what its head is known by."""

    strips: tuple[Strip, ...]
    country: Strip | None
    """The state's name, or where it was not read the motto."""

    @property
    def columned(self) -> bool:
        """Whether the head has two columns."""
        return self.country is not None and self.country.centre > MIDDLE + 0.05

    @property
    def left_head(self) -> tuple[Strip, ...]:
        """The left column of the head from top to bottom; empty on pages without a head of two columns."""
        country = self.country
        if country is None or not self.columned:
            return ()
        top = country.box.y - 2 * country.box.h
        found = [
            s for s in self.strips
            if s is not country and s.centre < MIDDLE - 0.1 and s.box.w < COLUMN
            and top <= s.box.y <= country.box.y + HEAD_REACHES and s.box.x < country.box.x
        ]  # fmt: skip
        return _rejoined(found)

    @property
    def right_head(self) -> tuple[Strip, ...]:
        """What stands below the state's name, as wide as a column, from top to bottom."""
        country = self.country
        if country is None:
            return ()
        low, high = country.box.y, country.box.y + HEAD_REACHES
        found = [
            s for s in self.strips if low <= s.box.y <= high and s.box.x > country.box.x - AROUND and s.box.w < COLUMN
        ]
        return _rejoined([s for s in found if s.centre > MIDDLE - AROUND])


def laid_out(lines: Sequence[Line]) -> Layout:
    """How the lines of one page stand; a line in which both columns run together is parted."""
    strips = tuple(part for line in lines for part in _parts(Strip(line.words)))
    tops = [strip for strip in strips if strip.box.y < HEAD_STARTS]
    country = next((s for s in tops if s.capitals > 0.6 and likeness(s.bare, COUNTRY) >= ALIKE), None)
    country = country or next((s for s in tops if likeness(s.bare, MOTTO) >= ALIKE), None)
    return Layout(strips, country)


def _rejoined(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """From top to bottom, in one strip what stands in one row of a column: on both sides of a blank to be filled in."""
    rows: list[Strip] = []
    for strip in sorted(strips, key=lambda s: s.middle):
        last = rows[-1] if rows else None
        if last and abs(strip.middle - last.middle) < min(strip.box.h, last.box.h) / 2:
            rows[-1] = Strip(tuple(sorted((*last.words, *strip.words), key=lambda word: word.box.x)))
        else:
            rows.append(strip)
    return tuple(rows)


def _parts(strip: Strip) -> Iterator[Strip]:
    """The strip, or the two columns that it runs together."""
    for known in (COUNTRY, MOTTO) if strip.box.y < HEAD_STARTS and len(strip.words) > 5 else ():
        if not re.search("viet|nam|chu|phuc|doc", strip.bare) or len(strip.text) < len(known):
            continue
        found = fuzz.partial_ratio_alignment(known, strip.bare, score_cutoff=ALIKE)
        if found and found.dest_start >= MERGED:
            yield from strip.parted(found.dest_start)
            return
    yield strip
