"""When cases are due: a hundred dates listed by hand, pauses, the new date, and laws that hold for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.deadlines import Pause, Term, days_between, days_used, due_at
from config.calendar import Calendar, load_calendar
from config.clock import VIETNAM
from config.errors import CalendarYearMissing

ONE = timedelta(days=1)

RECEIVED_DAYS_DUE = """
    2024-02-05  5 2024-02-19 | 2024-02-05  7 2024-02-21 | 2024-02-09  1 2024-02-15 | 2024-02-09 12 2024-03-01
    2024-02-10  5 2024-02-21 | 2024-02-10 30 2024-03-27 | 2024-03-22  3 2024-03-27 | 2024-04-17  1 2024-04-19
    2024-04-17 12 2024-05-08 | 2024-04-26  7 2024-05-09 | 2024-04-26 10 2024-05-14 | 2024-05-03  1 2024-05-04
    2024-05-03  3 2024-05-07 | 2024-05-04  2 2024-05-07 | 2024-05-04  7 2024-05-14 | 2024-05-16 10 2024-05-30
    2024-06-26 30 2024-08-07 | 2024-07-30  3 2024-08-02 | 2024-08-06 30 2024-09-19 | 2024-08-30  1 2024-09-04
    2024-08-30 10 2024-09-17 | 2024-09-13 15 2024-10-04 | 2024-12-20  2 2024-12-24 | 2024-12-20 12 2025-01-08
    2024-12-31 10 2025-01-15 | 2024-12-31 12 2025-01-17 | 2025-01-02  5 2025-01-09 | 2025-01-12 10 2025-01-24
    2025-01-20  2 2025-01-22 | 2025-01-20 12 2025-02-12 | 2025-01-24  7 2025-02-11 | 2025-01-24 20 2025-02-28
    2025-01-29  2 2025-02-04 | 2025-01-29  7 2025-02-11 | 2025-03-08  3 2025-03-12 | 2025-03-31  1 2025-04-01
    2025-04-04 12 2025-04-23 | 2025-04-04 15 2025-04-26 | 2025-04-25  7 2025-05-08 | 2025-04-25 10 2025-05-13
    2025-04-26  1 2025-04-28 | 2025-04-26 30 2025-06-11 | 2025-04-29  1 2025-05-05 | 2025-04-29  5 2025-05-09
    2025-08-08  5 2025-08-15 | 2025-08-29 15 2025-09-23 | 2025-08-29 30 2025-10-14 | 2025-12-19 12 2026-01-08
    2025-12-19 30 2026-02-02 | 2025-12-30 10 2026-01-14 | 2025-12-31  7 2026-01-12 | 2025-12-31 10 2026-01-15
    2026-01-02 10 2026-01-15 | 2026-01-02 12 2026-01-19 | 2026-01-09  3 2026-01-13 | 2026-01-09 15 2026-01-29
    2026-01-10 12 2026-01-27 | 2026-01-10 15 2026-01-30 | 2026-01-10 20 2026-02-06 | 2026-02-10  2 2026-02-12
    2026-02-10  3 2026-02-13 | 2026-02-13  7 2026-03-03 | 2026-02-13 30 2026-04-03 | 2026-02-14  2 2026-02-24
    2026-02-14  5 2026-02-27 | 2026-03-13 12 2026-03-31 | 2026-03-13 15 2026-04-03 | 2026-04-24  2 2026-04-29
    2026-04-24 20 2026-05-27 | 2026-04-26  1 2026-04-28 | 2026-04-26 12 2026-05-15 | 2026-04-29  1 2026-05-04
    2026-04-29 12 2026-05-19 | 2026-08-21  1 2026-08-22 | 2026-08-21 12 2026-09-10 | 2026-08-22  3 2026-08-26
    2026-08-22 20 2026-09-23 | 2026-08-28  5 2026-09-09 | 2026-08-28 30 2026-10-14 | 2026-10-23  7 2026-11-03
    2026-12-18  2 2026-12-22 | 2026-12-18 20 2027-01-18 | 2026-12-24  3 2026-12-29 | 2026-12-31  5 2027-01-08
    2026-12-31 15 2027-01-22 | 2027-01-25  5 2027-02-01 | 2027-01-25 20 2027-03-01 | 2027-02-03  3 2027-02-15
    2027-02-03  5 2027-02-17 | 2027-02-06  2 2027-02-12 | 2027-02-06 20 2027-03-10 | 2027-02-10 30 2027-03-24
    2027-04-10  5 2027-04-19 | 2027-04-15 15 2027-05-11 | 2027-04-15 30 2027-06-01 | 2027-04-29 10 2027-05-17
    2027-04-29 20 2027-05-31 | 2027-09-01  5 2027-09-10 | 2027-09-01  7 2027-09-14 | 2027-09-25  7 2027-10-05
"""
"""Day of receipt, working days, last day."""

OFF = """
    2024-01-01 2024-02-08..2024-02-14 2024-04-18 2024-04-29..2024-05-01 2024-09-02..2024-09-03
    2025-01-01 2025-01-27..2025-01-31 2025-04-07 2025-04-30..2025-05-02 2025-09-01..2025-09-02
    2026-01-01..2026-01-02 2026-02-16..2026-02-20 2026-04-27 2026-04-30..2026-05-01 2026-08-31..2026-09-02
    2027-01-01 2027-02-04..2027-02-10 2027-04-16 2027-04-30..2027-05-03 2027-09-02..2027-09-03
"""
WORKED = ("2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22")


def rows() -> list[tuple[str, int, str]]:
    cells = [cell.split() for line in RECEIVED_DAYS_DUE.strip().splitlines() for cell in line.split("|")]
    return [(received, int(days), due) for received, days, due in cells]


@cache
def calendar() -> Calendar:
    return load_calendar(Path("/nonexistent"))


@cache
def listed() -> list[date]:
    """Every working day of the four years, written down one after the other."""
    off = set[date]()
    for stretch in OFF.split():
        first, _, last = stretch.partition("..")
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last or first):
            off.add(day)
            day += ONE
    every = [date(2024, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]
    return [day for day in every if (day.isoweekday() < 6 and day not in off) or str(day) in WORKED]


def at(day: str | date, time: str = "10:56") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=VIETNAM)


def due(received: str, days: int, *pauses: tuple[str, str | None], extended_to: datetime | None = None) -> str | None:
    waits = tuple(Pause(at(asked), at(answer) if answer else None) for asked, answer in pauses)
    moment = due_at(calendar(), Term(at(received), days, waits, extended_to))
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None


def test_the_receipt_that_was_seen() -> None:
    assert due("2026-03-13", 20) == "2026-04-10 10:56"


def test_there_are_a_hundred_rows_and_no_two_alike() -> None:
    assert len(set(rows())) == 100


@pytest.mark.parametrize(("received", "days", "last"), rows())
def test_the_table(received: str, days: int, last: str) -> None:
    assert [str(day) for day in listed() if day > date.fromisoformat(received)][days - 1] == last
    assert due(received, days) == f"{last} 10:56"


def test_the_calendar_is_the_list() -> None:
    every = (date(2024, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1))
    assert [day for day in every if calendar().is_working_day(day)] == listed()


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        ("2026-08-07", 1, "2026-08-10"),
        ("2026-08-08", 1, "2026-08-10"),  # a Saturday: the first day that counts is Monday, as from Friday
        ("2026-08-09", 1, "2026-08-10"),
        ("2026-08-10", 0, "2026-08-10"),
        ("2026-08-09", 0, "2026-08-10"),
    ],
)
def test_the_day_of_receipt_does_not_count_be_it_a_day_off_or_not(received: str, days: int, last: str) -> None:
    assert due(received, days) == f"{last} 10:56"


def test_the_day_is_that_of_vietnam() -> None:
    received = datetime(2026, 8, 6, 22, 30, tzinfo=UTC)  # half past five on Friday there
    assert due_at(calendar(), Term(received, 1)) == at("2026-08-10", "05:30")


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([("2026-08-05", "2026-08-05")], "2026-08-11 10:56"),
        ([("2026-08-05", "2026-08-06")], "2026-08-12 10:56"),
        ([("2026-08-05", "2026-08-10")], "2026-08-14 10:56"),  # the weekend in between costs nothing
        ([("2026-08-07", "2026-08-09")], "2026-08-11 10:56"),
        ([("2026-08-05", "2026-08-06"), ("2026-08-10", "2026-08-11")], "2026-08-13 10:56"),
        ([("2026-08-05", "2026-08-07"), ("2026-08-06", "2026-08-07")], "2026-08-13 10:56"),  # each day once
        ([("2026-08-12", "2026-08-20")], "2026-08-11 10:56"),  # too late to stop what is over
        ([("2026-08-05", None)], None),
        ([("2026-08-11", None)], "2026-08-11 10:56"),
    ],
)
def test_days_on_which_the_applicant_is_awaited_do_not_count(
    pauses: list[tuple[str, str | None]], last: str | None
) -> None:
    assert due("2026-08-04", 5) == "2026-08-11 10:56"
    assert due("2026-08-04", 5, *pauses) == last


def test_the_new_date_holds_where_it_is_later() -> None:
    assert due("2026-08-04", 5, extended_to=at("2026-08-20", "17:00")) == "2026-08-20 17:00"
    assert due("2026-08-04", 5, extended_to=at("2026-08-05", "17:00")) == "2026-08-11 10:56"


def test_a_term_that_runs_into_a_year_without_calendar_says_so() -> None:
    with pytest.raises(CalendarYearMissing, match="2028"):
        due("2027-12-30", 5)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2026-08-07", "2026-08-10", 1), ("2026-08-10", "2026-08-07", -1), ("2026-08-08", "2026-08-09", 0)],
)
def test_days_between(start: str, end: str, days: int) -> None:
    assert days_between(calendar(), date.fromisoformat(start), date.fromisoformat(end)) == days


def test_days_used_leave_pauses_out() -> None:
    term = Term(at("2026-08-04"), 5, (Pause(at("2026-08-05"), at("2026-08-06")),))
    assert [days_used(calendar(), term, at(f"2026-08-{day:02}")) for day in (4, 5, 6, 7, 10)] == [0, 1, 1, 2, 3]


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda each: each.replace(tzinfo=VIETNAM))
STRETCHES = st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40))).map(
    lambda pair: Pause(pair[0], pair[0] + pair[1])
)
TERMS = st.builds(
    Term,
    received_at=MOMENTS,
    working_days=st.integers(0, 60),
    pauses=st.lists(STRETCHES, max_size=3).map(tuple),
    extended_to=st.none() | MOMENTS,
)


def moment_of(term: Term) -> datetime:
    moment = due_at(calendar(), term)
    assert moment is not None
    return moment


@given(TERMS)
def test_one_more_working_day_is_never_due_earlier(term: Term) -> None:
    longer = Term(term.received_at, term.working_days + 1, term.pauses, term.extended_to)
    assert moment_of(longer) >= moment_of(term)


@given(TERMS, STRETCHES)
def test_one_more_pause_is_never_due_earlier(term: Term, pause: Pause) -> None:
    waited = Term(term.received_at, term.working_days, (*term.pauses, pause), term.extended_to)
    assert moment_of(waited) >= moment_of(term)


@given(TERMS)
def test_the_last_day_is_a_working_day_at_the_time_of_receipt(term: Term) -> None:
    last = moment_of(Term(term.received_at, term.working_days, term.pauses))
    assert last.date() in listed()
    assert last.time() == term.received_at.time()
    assert last.date() >= term.received_at.date()


@given(MOMENTS, st.integers(1, 60))
def test_as_many_days_are_used_up_at_the_end_as_were_given(received: datetime, days: int) -> None:
    term = Term(received, days)
    assert days_used(calendar(), term, moment_of(term)) == days
