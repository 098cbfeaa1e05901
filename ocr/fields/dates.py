"""Place and date: ``Hà Nội, ngày 31 tháng 7 năm 2026`` under the motto, or over the signature; blanks stay blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ocr.fields.agencies import province
from ocr.fields.evidence import BELIEVED, field_of
from ocr.fields.layout import COLUMN, MIDDLE, Layout
from ocr.fields.slips import slipped
from ocr.fields.strips import Strip, bare
from ocr.fields.values import FieldName, PaperField

_DATE = re.compile(
    rf"(?P<before>.*)\b{slipped('ngay')}(?P<day>(?:\W|[0-9oil]).{{0,12}}?)"
    rf"\s?{slipped('thang')}(?P<month>.{{0,9}}?)\s?\b(?:na?rn|{slipped('nam')})(?P<year>.{{0,9}})"
)
_PLACE = re.compile(r"[^\W\d_][^\d(:]{1,40}")
_DIGITS = str.maketrans("OoIil|", "001111")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEADING_ZERO = {"month": 2, "day": 9}
"""Up to which a day and a month have a zero before them (Nghị định 30/2020/NĐ-CP, Appendix I, II.4)."""
EARLIEST, LATEST = 1945, 2099
"""Years in which papers of this state were written."""
HANDWRITING = 1.25
"""Times the height of the printed year: figures that are taller were written by hand."""
FOOT = 0.3
"""Fraction of the height below which a date may stand over the signature."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as it is legible."""

    year: int | None
    month: int | None
    day: int | None
    exact: bool
    """Written in full as the decree has it, and nothing was repaired."""
    start: int
    """Where in the text the word ngày begins."""

    @property
    def iso(self) -> str:
        """ISO 8601 as far as it is known from the year down; empty without a year."""
        parts = (self.year, self.month if self.year else None, self.day if self.year and self.month else None)
        return "-".join(f"{part:02}" for part in parts if part)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the Gregorian calendar has that day."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def written_date(text: str) -> WrittenDate | None:
    """The date in words that a line ends with; None where it has none. Parts left blank or illegible are missing."""
    found = _DATE.fullmatch(bare(text))
    if not found:
        return None
    parts = {name: text[found.start(name) : found.end(name)] for name in ("day", "month", "year")}
    read = {name: _figures(part) for name, part in parts.items()}
    year = _within(read["year"], EARLIEST, LATEST, 4)
    month, day = _within(read["month"], 1, 12, 2), _within(read["day"], 1, 31, 2)
    if year and month and day and not is_day(year, month, day):
        day = None
    exact = all(re.fullmatch(r" ?\d+ ?[.]?", part) for part in parts.values()) and _as_decreed(read)
    exact = exact and bool(year and month and day) and re.search(r"\bngày \d+ tháng \d+ năm ", text) is not None
    return WrittenDate(year, month, day, exact, found.end("before"))


def date_fields(layout: Layout) -> list[PaperField]:
    """Date and place of the paper: those of the head, else those over the signature."""
    for strip, rule in _places(layout):
        date = written_date(strip.text)
        place = strip.text[: date.start].strip(" ,.;") if date else ""
        if date and (not place or _PLACE.fullmatch(place)) and not re.search(r"\bso\b|theo|can cu", bare(place)):
            return [*_date_field(strip, date, rule), *_place_field(strip, date, place, rule)]
    return []


def _places(layout: Layout) -> Iterator[tuple[Strip, str]]:
    head = layout.right_head
    yield from ((strip, "head_date") for strip in head)
    for strip in layout.strips:
        if layout.country and strip.box.y < layout.country.box.y + 0.2 and strip.box.w < COLUMN and strip not in head:
            yield strip, "top_date"
    for strip in reversed(layout.strips):
        if strip.box.y > FOOT and strip.centre > MIDDLE and strip.box.x > 0.35 and strip.box.w < COLUMN:
            yield strip, "foot_date"


def _date_field(strip: Strip, date: WrittenDate, rule: str) -> list[PaperField]:
    if not date.iso:
        return []
    words = strip.within(date.start, len(strip.text))
    whole = bool(date.year and date.month and date.day)
    agreeing = (whole, date.exact, _of_one_height(strip, date), rule != "top_date")
    figures = [word.confidence for word in words if any(map(str.isdigit, word.text))]
    believed = min(figures, default=0.0) >= BELIEVED  # the words between were told by their letters
    return [
        field_of(FieldName.DATE, date.iso, strip.text[date.start :].strip(), words, rule, *agreeing, believed=believed)
    ]


def _place_field(strip: Strip, date: WrittenDate, place: str, rule: str) -> list[PaperField]:
    if not place:
        return []
    known = province(place)
    words = strip.within(0, max(1, date.start - 1))
    return [field_of(FieldName.PLACE, known or place, place, words, rule, known is not None, believed=True)]


def _of_one_height(strip: Strip, date: WrittenDate) -> bool:
    """Whether day and month are printed as the year is, and not written into a blank."""
    heights = [word.box.h for word in strip.within(date.start, len(strip.text)) if word.text.strip(".").isdigit()]
    return len(heights) == 3 and max(heights[:2]) <= HANDWRITING * heights[2]


def _figures(text: str) -> str:
    return re.sub(r"[\s.…,_:;^'`*-]", "", text).translate(_DIGITS)


def _within(figures: str, least: int, most: int, count: int) -> int | None:
    if not re.fullmatch(r"[0-9]+", figures) or len(figures) > count or (count == 4 and len(figures) != 4):
        return None
    return int(figures) if least <= int(figures) <= most else None


def _as_decreed(read: dict[str, str]) -> bool:
    return all(
        len(read[name]) == 2 or (read[name].isdigit() and int(read[name]) > most)
        for name, most in _LEADING_ZERO.items()
    )
