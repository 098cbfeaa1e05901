"""One year of the calendar of public offices: which days are off, which Saturdays are worked, and who says so."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, StrictInt, model_validator

from config.datafile import Entry, SourcedEntry, Text, reason

SATURDAY = 5
"""`date.weekday` of the first day of the weekend."""
FIXED_FEASTS = ((1, 1), (4, 30), (5, 1), (9, 2))
"""Month and day of the holidays that are the same every year (Labour Code 2019, Art. 112); a file without one of them
was meant as an addition, and would make every other holiday a working day."""


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


class DayOff(SourcedEntry):
    """A public holiday, or the day off that is given for one on a rest day (Labour Code 2019, Art. 111)."""

    day: date
    name: Text


class Swap(SourcedEntry):
    """A weekday off, for which a Saturday or Sunday is worked."""

    off: date
    worked: date

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if is_weekend(self.off):
            raise reason("not_a_weekday", day=str(self.off))
        if not is_weekend(self.worked):
            raise reason("not_a_weekend", day=str(self.worked))
        return self


class ExtraWorkingDay(SourcedEntry):
    """A day on which offices work whatever else is said of it."""

    day: date


class CalendarYear(Entry):
    """One file of the calendar."""

    year: StrictInt = Field(ge=2000, le=2100)
    holidays: tuple[DayOff, ...]
    swaps: tuple[Swap, ...] = ()
    extra_working_days: tuple[ExtraWorkingDay, ...] = ()

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        for day in (*self.days_off, *self.days_worked):
            if day.year != self.year:
                raise reason("other_year", day=str(day), year=self.year)
        holidays = {each.day for each in self.holidays}
        for month, number in FIXED_FEASTS:
            if (feast := date(self.year, month, number)) not in holidays:
                raise reason("feast_missing", day=str(feast))
        return self

    @property
    def days_off(self) -> frozenset[date]:
        """Days that are off beside the weekends."""
        return frozenset(each.day for each in self.holidays) | {swap.off for swap in self.swaps}

    @property
    def days_worked(self) -> frozenset[date]:
        """Days that are worked though something else says that they are off."""
        return frozenset(each.day for each in self.extra_working_days) | {swap.worked for swap in self.swaps}
