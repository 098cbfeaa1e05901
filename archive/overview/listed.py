"""The cases, dossiers and files behind a figure, a stretch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.deadlines import Rules
from archive.models import Batch, CaseRecord, Delivery, Dossier, DossierState
from archive.overview.asked import OF_CASES, OF_DEADLINES, OF_DOSSIERS, Age, Asked, Figure
from archive.overview.clock import clocked
from archive.overview.conditions import (
    CASE_DESK,
    CASES,
    DOSSIERS,
    REFUSED,
    backlog,
    of_cases,
    of_dossiers,
    of_files,
    received_in,
    scanned_in,
)

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: a case with its dossiers, a dossier, or a file that was refused."""

    case: str | None
    applicant: str | None
    procedure: str | None
    desk: str | None
    received_at: datetime
    dossiers: tuple[str, ...]
    file: str | None = None
    reason: str | None = None
    """Code of the error for which a file was refused."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of them, and how many there are."""

    total: int
    rows: tuple[Listed, ...]


def behind(
    session: Session,
    rules: Rules,
    now: datetime,
    asked: Asked,
    figure: Figure,
    age: Age | None,
    limit: int,
    offset: int,
) -> Stretch:
    """What ``figure`` counts, the oldest first; ``age``: of the backlog only so old."""
    if figure in OF_DEADLINES:
        codes = sorted(each.code for each in clocked(session, rules, now, asked) if each.figure is figure)
        wanted = codes[offset : offset + limit]
        return Stretch(len(codes), _cases(session, _of_cases().where(CaseRecord.code.in_(wanted))))
    if figure in OF_CASES:
        holds = backlog(now, age) if figure is Figure.BACKLOG else received_in(asked) & CASES[figure]
        query = _of_cases().where(holds, of_cases(asked))
        return Stretch(_total(session, query), _cases(session, query.limit(limit).offset(offset)))
    if figure in OF_DOSSIERS:
        query = _of_dossiers().where(scanned_in(asked), of_dossiers(asked), DOSSIERS[figure])
        rows = session.execute(query.limit(limit).offset(offset))
        return Stretch(_total(session, query), tuple(_listed(row, (row[5],)) for row in rows))
    query = _of_files().where(scanned_in(asked), REFUSED, of_files(asked))
    rows = session.execute(query.limit(limit).offset(offset))
    files = tuple(Listed(None, None, None, desk, at, (), name, reason) for desk, at, name, reason in rows)
    return Stretch(_total(session, query), files)


def _of_cases() -> Rows:
    columns = (CaseRecord.code, CaseRecord.applicant, CaseRecord.procedure, CASE_DESK, CaseRecord.received_at)
    return select(*columns).order_by(CaseRecord.received_at, CaseRecord.code)


def _of_dossiers() -> Rows:
    return (
        select(Dossier.case_code, CaseRecord.applicant, CaseRecord.procedure, Batch.desk, Batch.received_at, Dossier.id)
        .select_from(Dossier)
        .join(Batch)
        .outerjoin(CaseRecord, CaseRecord.code == Dossier.case_code)
        .order_by(Batch.received_at, Dossier.batch_id, Dossier.ordinal)
    )


def _of_files() -> Rows:
    columns = (Batch.desk, Delivery.received_at, Delivery.name, Delivery.reason)
    return select(*columns).select_from(Delivery).join(Batch).order_by(Delivery.received_at, Delivery.id)


def _total(session: Session, query: Rows) -> int:
    return session.scalar(query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)) or 0


def _cases(session: Session, query: Rows) -> tuple[Listed, ...]:
    rows: Sequence[Any] = session.execute(query).all()
    theirs: dict[str, list[str]] = {row[0]: [] for row in rows}
    scanned = (
        select(Dossier.case_code, Dossier.id)
        .where(Dossier.case_code.in_(theirs), Dossier.state != DossierState.WITHDRAWN)
        .order_by(Dossier.created_at, Dossier.id)
    )
    for code, dossier in session.execute(scanned):
        theirs[code or ""].append(dossier)
    return tuple(_listed(row, tuple(theirs[row[0]])) for row in rows)


def _listed(row: Sequence[Any], dossiers: tuple[str, ...]) -> Listed:
    case, applicant, procedure, desk, received_at = row[:5]
    return Listed(case, applicant, procedure, desk, received_at, dossiers)
