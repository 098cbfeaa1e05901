"""How a case stands to its deadline: what its record, the catalogue and the calendar say together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from archive.deadlines.term import Pause, Term, any_open, days_between, days_used, due_at, local
from archive.deadlines.verdict import Outcome, Progress, outcome, progress
from archive.models import CaseRecord
from archive.procedures import KnownProcedure, find_version
from config.calendar import Calendar, load_calendar
from config.datafile import Stamp, stamp
from config.errors import CalendarYearMissing
from config.home import Home
from config.procedures import Catalogue, load_catalogue
from ocr.text.fold import fold


@dataclass(frozen=True, slots=True)
class Rules:
    """What deadlines are judged by."""

    catalogue: Catalogue
    calendar: Calendar

    @classmethod
    def load(cls, home: Home) -> Rules:
        """Those of this home, read again only when a file of theirs has changed. Raises `WrongDataFile`."""
        return _loaded(home.procedures, stamp(home.procedures), home.calendar, stamp(home.calendar))


@lru_cache(maxsize=4)
def _loaded(procedures: Path, _procedures_then: Stamp, calendar: Path, _calendar_then: Stamp) -> Rules:
    return Rules(load_catalogue(procedures), load_calendar(calendar))


@dataclass(frozen=True, slots=True)
class Standing:
    """A case and its time."""

    known: KnownProcedure | None = None
    due_at: datetime | None = None
    """By Vietnam's clocks; None while the applicant is awaited, or where nobody can say."""
    computed: bool = False
    """Whether ``due_at`` was counted here; the record's own goes first."""
    state: Outcome | Progress | None = None
    """None: nobody can say, or the case is closed without its day."""
    left: int | None = None
    """Working days until it is due: 0 on the last day, negative when that is over; None where nobody can say."""
    paused: bool = False
    """Whether the applicant is awaited."""
    open: bool = True
    """Whether anything is left to be done."""
    problem: CalendarYearMissing | None = None
    """Why it could not be counted."""

    @property
    def working_days(self) -> int | None:
        """Time that the procedure gives."""
        days = self.known.version.working_days if self.known else None
        return days.days if days else None

    @property
    def procedure_code(self) -> str | None:
        """National code, where the catalogue knows the procedure."""
        return self.known.procedure.code if self.known else None


def standing_of(record: CaseRecord, rules: Rules, now: datetime) -> Standing:
    """How ``record`` stands at ``now``; while the applicant is awaited the clock stands still at the request.

    A record's own due time goes before ours, whatever pauses were noted here: its own software sets it anew.
    A year without a calendar is told in the result, for lists go on.
    """
    pauses = tuple(Pause(each.requested_at, each.answered_at) for each in record.pauses)
    standing = Standing(
        known=find_version(rules.catalogue, record.procedure, local(record.received_at).date()),
        paused=any_open(pauses),
        open=is_open(record, rules.catalogue),
    )
    clock = min([now, *(pause.requested_at for pause in pauses if pause.answered_at is None)])
    try:
        return _judged(record, _dated(record, standing, pauses, rules.calendar), pauses, rules.calendar, clock)
    except CalendarYearMissing as missing:
        return _without_counting(record, replace(standing, problem=missing), clock)


def is_open(record: CaseRecord, catalogue: Catalogue) -> bool:
    """Whether anything is left to be done: no result yet, and no status of the catalogue's ``closed_statuses``."""
    if record.resolved_at is not None:
        return False
    closed = {fold(status).strip() for status in catalogue.common.closed_statuses}
    return record.status is None or fold(record.status).strip() not in closed


def _dated(record: CaseRecord, standing: Standing, pauses: tuple[Pause, ...], calendar: Calendar) -> Standing:
    if record.due_at is not None:
        return replace(standing, due_at=_of_record(record))
    if standing.working_days is None:
        return standing
    term = Term(record.received_at, standing.working_days, pauses, record.extended_to)
    return replace(standing, due_at=due_at(calendar, term), computed=True)


def _judged(
    record: CaseRecord, standing: Standing, pauses: tuple[Pause, ...], calendar: Calendar, now: datetime
) -> Standing:
    if standing.due_at is None:
        if not standing.paused or standing.working_days is None:
            return standing
        used = days_used(calendar, Term(record.received_at, standing.working_days, pauses), now)
        return replace(standing, state=Progress.WITHIN, left=standing.working_days - used)
    return replace(
        standing,
        state=_state(record, standing, now),
        left=days_between(calendar, local(now).date(), standing.due_at.date()) if standing.open else None,
    )


def _without_counting(record: CaseRecord, standing: Standing, now: datetime) -> Standing:
    """A record's own time can be judged without any calendar."""
    if record.due_at is None:
        return standing
    standing = replace(standing, due_at=_of_record(record))
    return replace(standing, state=_state(record, standing, now))


def _of_record(record: CaseRecord) -> datetime | None:
    times = [local(moment) for moment in (record.due_at, record.extended_to) if moment is not None]
    return max(times, default=None)


def _state(record: CaseRecord, standing: Standing, now: datetime) -> Outcome | Progress | None:
    if standing.due_at is None:
        return None
    if record.resolved_at is not None:
        return outcome(standing.due_at, record.resolved_at)
    return progress(standing.due_at, now) if standing.open else None
