"""When a case is due: working days counted from the day after its receipt, but not while the applicant is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.calendar import Calendar
from config.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Pause:
    """From the request for papers until the applicant answers; that time is not the office's."""

    requested_at: datetime
    answered_at: datetime | None
    """None: not yet."""

    def covers(self, day: date) -> bool:
        """Whether ``day`` does not count: after the day of the request, up to and with the day of the answer.

        Both ends as the law counts every period (Civil Code 2015, Art. 147 cl. 2): the day on which something happens
        is not counted, what follows from it begins on the next.
        """
        return local(self.requested_at).date() < day and (
            self.answered_at is None or day <= local(self.answered_at).date()
        )


@dataclass(frozen=True, slots=True)
class Term:
    """What a case's deadline is made of."""

    received_at: datetime
    working_days: int
    pauses: tuple[Pause, ...] = ()
    extended_to: datetime | None = None
    """The one new date that the office may set (Nghị định 61/2018/NĐ-CP, Art. 19 cl. 9)."""


def local(moment: datetime) -> datetime:
    """The moment by the clocks of Vietnam, in which every period is counted."""
    return moment.astimezone(VIETNAM)


def due_at(calendar: Calendar, term: Term) -> datetime | None:
    """The last moment, by Vietnam's clocks; None while the applicant is awaited, for nobody knows how long that takes.

    The day of receipt is not counted, be it a working day or not (Civil Code 2015, Art. 147 cl. 2); the last day is a
    working day (Art. 148 cl. 5); the time of day is that of the receipt. Raises `CalendarYearMissing`.
    """
    received = local(term.received_at)
    last = _last_day(calendar, term, received.date())
    due = datetime.combine(last, received.timetz()) if last else None
    return max(due, local(term.extended_to)) if due and term.extended_to else due


def _last_day(calendar: Calendar, term: Term, received: date) -> date | None:
    left = term.working_days
    if left == 0 and calendar.is_working_day(received):
        return received
    for day in calendar.working_days_after(received):
        covering = [pause for pause in term.pauses if pause.covers(day)]
        if any(pause.answered_at is None for pause in covering):
            return None
        left -= not covering
        if left <= 0:
            return day
    raise AssertionError("working days never end")


def days_used(calendar: Calendar, term: Term, now: datetime) -> int:
    """Working days of the term that are over or running at ``now``, pauses left out. Raises `CalendarYearMissing`."""
    used, received, today = 0, local(term.received_at).date(), local(now).date()
    for day in calendar.working_days_after(received):
        if day > today:
            break
        used += not any(pause.covers(day) for pause in term.pauses)
    return used


def days_between(calendar: Calendar, start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``; negative where ``end`` lies before ``start``.

    Raises `CalendarYearMissing`.
    """
    if end < start:
        return -days_between(calendar, end, start)
    count = 0
    for day in calendar.working_days_after(start):
        if day > end:
            break
        count += 1
    return count


def any_open(pauses: Sequence[Pause]) -> bool:
    """Whether the applicant is awaited."""
    return any(pause.answered_at is None for pause in pauses)
