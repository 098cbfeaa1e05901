"""Working days: Monday to Friday less the days off, and the days that are worked in exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config.calendar.model import CalendarYear, is_weekend
from config.datafile import checked, read
from config.errors import CalendarYearMissing, WrongDataFile

PACKAGED = Path(__file__).parent
"""The years that come with the program."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]
    folder: Path
    """Where a missing year is to be written."""

    @classmethod
    def of(cls, years: dict[int, CalendarYear], folder: Path) -> Calendar:
        """The calendar of these years."""
        return cls(
            off=frozenset(day for year in years.values() for day in year.days_off),
            worked=frozenset(day for year in years.values() for day in year.days_worked),
            years=frozenset(years),
            folder=folder,
        )

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``. Raises `CalendarYearMissing`, also for its weekends."""
        if day.year not in self.years:
            raise CalendarYearMissing(year=day.year, file=str(self.folder / f"{day.year}.toml"))
        return day in self.worked or not (is_weekend(day) or day in self.off)

    def working_days_after(self, day: date) -> Iterator[date]:
        """The working days that follow ``day``, which is none of them. Raises `CalendarYearMissing` on its way."""
        while True:
            day += ONE_DAY
            if self.is_working_day(day):
                yield day


def load_calendar(folder: Path) -> Calendar:
    """The packaged years, each overruled as a whole by the file of ``folder`` (``HOME/calendar``) that says it.

    Raises `WrongDataFile`.
    """
    years = dict[int, CalendarYear]()
    for place in (PACKAGED, folder):
        here = dict[int, Path]()
        for path in sorted(place.glob("*.toml")):
            year = read(path, CalendarYear)
            if year.year in here:
                raise _same_year(path, here[year.year], year.year)
            here[year.year] = path
            years[year.year] = year
    return Calendar.of(years, folder)


def check_years(folder: Path) -> list[WrongDataFile]:
    """Every mistake in the calendar's files of a folder."""
    return [mistake for path in sorted(folder.glob("*.toml")) for mistake in checked(path, CalendarYear)[1]]


def _same_year(path: Path, first: Path, year: int) -> WrongDataFile:
    return WrongDataFile(
        file=str(path),
        line=1,
        key="year",
        reason_vi=f"năm {year} đã có trong {first.name}; hãy giữ một tệp",
        reason_en=f"{first.name} has the year {year} already; please keep one of them",
    )
