"""Each figure as a condition of SQL, so that counting and listing cannot differ."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from archive.dossiers.correct.replace import REPLACE
from archive.models import Batch, CaseRecord, Component, Delivery, DeliveryState, Dossier, DossierState, Edit, Page
from archive.overview.asked import NOWHERE, Age, Asked, Figure

CASE_DESK: ColumnElement[str | None] = (
    select(func.min(Batch.desk))
    .join_from(Dossier, Batch)
    .where(Dossier.case_code == CaseRecord.code, Dossier.state != DossierState.WITHDRAWN)
    .correlate(CaseRecord)
    .scalar_subquery()
)
"""Where a case was scanned: of several desks the first by name; null: nowhere yet."""
_SCANNED = exists().where(Dossier.case_code == CaseRecord.code, Dossier.state != DossierState.WITHDRAWN)
_DIGITISED = or_(CaseRecord.complete.is_(True), CaseRecord.closed_at.is_not(None))
_JUDGED = or_(CaseRecord.complete.is_(False), ~_SCANNED)
_PENDING = and_(CaseRecord.closed_at.is_(None), CaseRecord.complete.is_not(True), _JUDGED)

CASES: dict[Figure, ColumnElement[bool]] = {
    Figure.RECEIVED: true(),
    Figure.DIGITISED: _DIGITISED,
    Figure.PENDING: _PENDING,
    Figure.UNKNOWN: and_(CaseRecord.closed_at.is_(None), CaseRecord.complete.is_(None), _SCANNED),
    Figure.RESCAN: func.coalesce(CaseRecord.papers["counts"]["doubtful"].as_integer(), 0) > 0,
    Figure.RESOLVED: CaseRecord.resolved_at.is_not(None),
}
"""What holds for a case that was received in the period."""
_ID_LENGTH = 14
"""Of a dossier's id, as `archive.dossiers.assemble.dossier_id` makes it."""
_RESCANNED = select(func.substr(Edit.command, len(REPLACE) + 1, _ID_LENGTH)).where(
    Edit.command.startswith(REPLACE), Edit.undone_by_id.is_(None)
)
"""Ids of dossiers in which a rescan took the place of a page, and nobody took that back."""
DOSSIERS: dict[Figure, ColumnElement[bool]] = {
    Figure.SCANNED: true(),
    Figure.UNLINKED: Dossier.state == DossierState.UNLINKED,
    Figure.WITHHELD: exists().where(
        Page.withheld, Page.component_id == Component.id, Component.dossier_id == Dossier.id
    ),
    Figure.RESCANNED: Dossier.id.in_(_RESCANNED),
}
"""What holds for a dossier that was scanned in the period."""
REFUSED = and_(Delivery.state == DeliveryState.QUARANTINED, Delivery.discarded.is_(None))


def received_in(asked: Asked) -> ColumnElement[bool]:
    """Cases of the period."""
    return and_(CaseRecord.received_at >= asked.start, CaseRecord.received_at < asked.end)


def scanned_in(asked: Asked) -> ColumnElement[bool]:
    """Batches of the period."""
    return and_(Batch.received_at >= asked.start, Batch.received_at < asked.end)


def backlog(now: datetime, age: Age | None = None) -> ColumnElement[bool]:
    """Cases that are pending at ``now``, of all ages or one."""
    return and_(_PENDING, aged(now, age)) if age else _PENDING


def aged(now: datetime, age: Age) -> ColumnElement[bool]:
    """Cases that were received so long before ``now``."""
    after, until = age.bounds(now)
    return and_(
        CaseRecord.received_at > after if after else true(), CaseRecord.received_at <= until if until else true()
    )


def of_cases(asked: Asked) -> ColumnElement[bool]:
    """Cases of the desk and the procedure that are asked for."""
    return and_(_is(CASE_DESK, asked.desk), _is(CaseRecord.procedure, asked.procedure))


def of_dossiers(asked: Asked) -> ColumnElement[bool]:
    """Dossiers of the same, joined with their batches and, from outside, with their cases."""
    return and_(
        Dossier.state != DossierState.WITHDRAWN, _is(Batch.desk, asked.desk), _is(CaseRecord.procedure, asked.procedure)
    )


def of_files(asked: Asked) -> ColumnElement[bool]:
    """Files of the desk; which procedure a refused file is of, nobody knows."""
    return and_(_is(Batch.desk, asked.desk), true() if asked.procedure in (None, NOWHERE) else false())


def _is(column: ColumnElement[Any] | InstrumentedAttribute[Any], wanted: str | None) -> ColumnElement[bool]:
    if wanted is None:
        return true()
    return column.is_(None) if wanted == NOWHERE else column == wanted
