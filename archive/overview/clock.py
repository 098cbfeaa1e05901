"""How open cases stand to their deadlines, for very many of them at once.

What a case's time is made of is mostly its procedure and the day on which it was received: that is counted once a day
and procedure, as `archive.deadlines` counts it, and the rest is comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, selectinload

from archive.deadlines import Progress, Rules, Standing, Term, due_at, local, progress, standing_of
from archive.models import CasePause, CaseRecord
from archive.overview.asked import NOWHERE, Asked, Figure
from archive.overview.conditions import CASE_DESK, of_cases
from archive.procedures import find_version
from config.errors import CalendarYearMissing
from ocr.text.fold import fold

SOON_DAYS = 3
"""Working days: within them something can still be done about a case that is late."""


@dataclass(frozen=True, slots=True)
class Clocked:
    """An open case and how it stands."""

    code: str
    procedure: str
    desk: str
    figure: Figure


def clocked(session: Session, rules: Rules, now: datetime, asked: Asked) -> Iterator[Clocked]:
    """Every open case of the desk and procedure that are asked for, whenever it was received."""
    clock = _Clock(rules, now)
    paused = select(CasePause.case_code)
    plain = CaseRecord.code.not_in(paused) & CaseRecord.extended_to.is_(None)
    here = CaseRecord.resolved_at.is_(None) & of_cases(asked)
    columns = (CaseRecord.code, CaseRecord.procedure, CaseRecord.received_at, CaseRecord.due_at, CaseRecord.status)
    for row in session.execute(select(*columns, CASE_DESK.label("desk")).where(here, plain)):
        if clock.is_open(row.status):
            yield Clocked(row.code, row.procedure, row.desk or NOWHERE, clock.of_plain(row))
    odd = select(CaseRecord, CASE_DESK).where(here, ~plain).options(selectinload(CaseRecord.pauses))
    for record, desk in session.execute(odd):
        standing = standing_of(record, rules, now)
        if standing.open:
            yield Clocked(record.code, record.procedure, desk or NOWHERE, clock.of_standing(standing))


class _Clock:
    """What is counted once for many cases."""

    def __init__(self, rules: Rules, now: datetime) -> None:
        self._rules = rules
        self._now = now
        self._today = local(now).date()
        self._days: dict[tuple[str, date], date | None] = {}
        self._open: dict[str | None, bool] = {None: True}
        self._closed = {fold(status).strip() for status in rules.catalogue.common.closed_statuses}
        try:
            ahead = rules.calendar.working_days_after(self._today)
            self._soon = next(islice(ahead, SOON_DAYS - 1, None))
        except CalendarYearMissing:
            self._soon = self._today

    def is_open(self, status: str | None) -> bool:
        """As `archive.deadlines.standing.is_open`, for one that has no result yet."""
        if status not in self._open:
            self._open[status] = fold(status or "").strip() not in self._closed
        return self._open[status]

    def of_plain(self, row: Row[*tuple[Any, ...]]) -> Figure:
        """Of a case without pauses and without an extension."""
        if row.due_at is not None:
            return self._of_due(local(row.due_at))
        received = local(row.received_at)
        key = (row.procedure, received.date())
        if key not in self._days:
            self._days[key] = self._last_day(row.procedure, row.received_at)
        last = self._days[key]
        return self._of_due(datetime.combine(last, received.timetz())) if last else Figure.DUE_UNKNOWN

    def of_standing(self, standing: Standing) -> Figure:
        """Of one that was judged by itself."""
        if standing.state is Progress.OVERDUE:
            return Figure.OVERDUE
        if standing.paused:
            return Figure.WAITING
        return self._of_due(standing.due_at) if standing.due_at is not None else Figure.DUE_UNKNOWN

    def _of_due(self, due: datetime) -> Figure:
        if progress(due, self._now) is Progress.OVERDUE:
            return Figure.OVERDUE
        if due.date() == self._today:
            return Figure.DUE_TODAY
        return Figure.DUE_SOON if due.date() <= self._soon else Figure.DUE_LATER

    def _last_day(self, procedure: str, received_at: datetime) -> date | None:
        known = find_version(self._rules.catalogue, procedure, local(received_at).date())
        days = known.version.working_days if known else None
        if days is None:
            return None
        try:
            due = due_at(self._rules.calendar, Term(received_at, days.days))
        except CalendarYearMissing:
            return None
        return due.date() if due else None
