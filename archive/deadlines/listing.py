"""Cases in progress, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from archive.deadlines.standing import Rules, Standing, standing_of
from archive.deadlines.verdict import Progress
from archive.models import CaseRecord


def urgent(
    session: Session, rules: Rules, now: datetime, overdue: bool = False, within: int | None = None
) -> list[tuple[CaseRecord, Standing]]:
    """Open cases by their due time, then those that wait for the applicant, then those of which nobody can say it.

    ``overdue``: only those that are; ``within``: only those due in at most so many working days, overdue ones too.
    """
    found = [(record, standing) for record, standing in _open(session, rules, now)]
    if overdue:
        found = [each for each in found if each[1].state is Progress.OVERDUE]
    if within is not None:
        found = [each for each in found if _comes_within(each[1], within)]
    return sorted(found, key=_urgency)


def described(record: CaseRecord, standing: Standing) -> dict[str, Any]:
    """One of them, as the command line documents it."""
    return {
        "code": record.code,
        "procedure": record.procedure,
        "applicant": record.applicant,
        "handling_unit": record.handling_unit,
        "received_at": record.received_at.isoformat(),
    } | deadline_of(standing)


def deadline_of(standing: Standing) -> dict[str, Any]:
    """What is told of a case's deadline, in a list and beside its record."""
    return {
        "procedure_code": standing.procedure_code,
        "due_at": standing.due_at.astimezone(UTC).isoformat() if standing.due_at else None,
        "due_computed": standing.computed,
        "working_days": standing.working_days,
        "left": standing.left,
        "deadline": standing.state.value if standing.state else None,
        "paused": standing.paused,
        "problem": standing.problem.both() if standing.problem else None,
    }


def _open(session: Session, rules: Rules, now: datetime) -> Iterator[tuple[CaseRecord, Standing]]:
    query = select(CaseRecord).where(CaseRecord.resolved_at.is_(None)).options(selectinload(CaseRecord.pauses))
    for record in session.scalars(query):
        standing = standing_of(record, rules, now)
        if standing.open:
            yield record, standing


def _comes_within(standing: Standing, days: int) -> bool:
    if standing.due_at is None:
        return False
    return standing.state is Progress.OVERDUE or (standing.left is not None and standing.left <= days)


def _urgency(each: tuple[CaseRecord, Standing]) -> tuple[int, datetime, str]:
    record, standing = each
    rank = 0 if standing.due_at else 1 if standing.paused else 2
    return rank, standing.due_at or record.received_at, record.code
