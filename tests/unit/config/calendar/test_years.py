"""The packaged years against the law and the sky, and years that are wrong or missing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from config.calendar import PACKAGED, Calendar, CalendarYear, is_weekend, load_calendar
from config.datafile import checked, read
from config.errors import CalendarYearMissing, WrongDataFile
from tests.lunar import lunar_day

YEARS = range(2024, 2028)
ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_calendar(Path("/nonexistent"))


def year_of(year: int) -> CalendarYear:
    return read(PACKAGED / f"{year}.toml", CalendarYear)


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2020, 1, 1, "2020-01-25"),
        (2021, 1, 1, "2021-02-12"),
        (2022, 1, 1, "2022-02-01"),
        (2023, 1, 1, "2023-01-22"),
        (2023, 3, 10, "2023-04-29"),  # behind a leap second month
        (2007, 1, 1, "2007-02-17"),  # in Beijing's zone a day later
        (1985, 1, 1, "1985-01-21"),  # in Beijing's zone a month later
    ],
)
def test_the_oracle_of_the_sky_knows_the_years_that_are_past(year: int, month: int, day: int, expected: str) -> None:
    assert lunar_day(year, month, day) == date.fromisoformat(expected)


@pytest.mark.parametrize("year", YEARS)
def test_lunar_holidays_are_where_the_moon_says(year: int) -> None:
    named = {each.name: each.day for each in year_of(year).holidays}
    assert named["Tết Nguyên đán (mùng 1)"] == lunar_day(year, 1, 1)
    assert named["Giỗ Tổ Hùng Vương (10/3 âm lịch)"] == lunar_day(year, 3, 10)


@pytest.mark.parametrize("year", YEARS)
def test_days_before_tet_have_their_lunar_numbers(year: int) -> None:
    tet, twelfth = lunar_day(year, 1, 1), lunar_day(year - 1, 12, 1)
    for each in year_of(year).holidays:
        if "tháng Chạp" in each.name:
            assert each.name == f"Tết Nguyên đán ({(each.day - twelfth).days + 1} tháng Chạp)"
            assert each.day < tet


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_article_112_moved_as_article_111_says(year: int) -> None:
    """Eleven days in six blocks; for each that is a rest day, the next weekday that is none of them is off as well."""
    holidays = {each.day: each.name for each in year_of(year).holidays}
    tet = sorted(day for day, name in holidays.items() if "Nguyên đán" in name and "bù" not in name)
    national = sorted(day for day, name in holidays.items() if name.startswith("Quốc khánh"))
    assert len(tet) == 5 and tet[-1] - tet[0] == 4 * ONE
    assert len(national) == 2 and national[1] - national[0] == ONE and date(year, 9, 2) in national
    blocks = [[date(year, 1, 1)], tet, [lunar_day(year, 3, 10)], [date(year, 4, 30)], [date(year, 5, 1)], national]
    off = {day for block in blocks for day in block}
    assert len(off) == 11
    for block in blocks:
        for _rest_day in filter(is_weekend, block):
            instead = block[-1] + ONE
            while instead in off or is_weekend(instead):
                instead += ONE
            off.add(instead)
    assert set(holidays) == off


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-08-04", True),
        ("2026-08-08", False),
        ("2026-04-27", False),  # for the day of the Hùng kings, a Sunday
        ("2026-01-02", False),  # swapped
        ("2026-01-10", True),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2024-05-04", True),
        ("2027-05-03", False),
    ],
)
def test_working_days(calendar: Calendar, day: str, works: bool) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is works


def test_a_year_that_is_not_there_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(CalendarYearMissing, match=r"2031.*2031\.toml") as error:
        load_calendar(tmp_path).is_working_day(date(2031, 8, 4))
    assert str(tmp_path / "2031.toml") in error.value.sentence("vi")


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def of_year(year: int, more: str = "") -> str:
    fixed = "".join(
        f'[[holidays]]\nday = {year}-{day}\nname = "x"\nsource = "x"\n' for day in ("01-01", "04-30", "05-01", "09-02")
    )
    return f"year = {year}\n{fixed}{more}"


def test_a_year_of_the_home_is_the_whole_year(tmp_path: Path) -> None:
    extra = '[[extra_working_days]]\nday = 2026-08-08\nsource = "x"\n'
    written(tmp_path, of_year(2026, extra))
    written(tmp_path, of_year(2031), "2031.toml")
    calendar = load_calendar(tmp_path)
    assert calendar.is_working_day(date(2026, 2, 17)) and calendar.is_working_day(date(2026, 8, 8))
    assert calendar.is_working_day(date(2031, 8, 4)) and not calendar.is_working_day(date(2025, 1, 29))


def test_two_files_of_one_year_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        written(tmp_path, of_year(2026), name)
    with pytest.raises(WrongDataFile, match=r"b\.toml.*a\.toml"):
        load_calendar(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("year = 2026\nholidays = []\n", 1, "2026-01-01"),
        (of_year(2026, '[[swaps]]\noff = 2026-08-08\nworked = 2026-08-09\nsource = "x"\n'), 18, "Saturday or a Sunday"),
        (of_year(2026, '[[swaps]]\noff = 2026-08-07\nworked = 2026-08-06\nsource = "x"\n'), 18, "neither"),
        (of_year(2026, '[[holidays]]\nday = "2/9"\nname = "x"\nsource = "x"\n'), 19, "cannot be used"),
        (of_year(2026, '[[holidays]]\nday = 2025-08-04\nname = "x"\nsource = "x"\n'), 1, "not a day of 2026"),
    ],
)
def test_a_wrong_year_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    _year, mistakes = checked(written(tmp_path, text), CalendarYear)
    assert [mistake.details["line"] for mistake in mistakes] == [line]
    assert said in mistakes[0].sentence("en")
