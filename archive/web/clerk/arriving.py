"""What is arriving now at the own desks, and the newest dossiers with what is to be done for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from archive.models import (
    Batch,
    BatchState,
    CaseRecord,
    Delivery,
    DeliveryState,
    Dossier,
    DossierState,
    Page,
    PageKind,
    Sides,
)
from archive.search.privacy import masked
from archive.web.clerk.facts import facts_of, records_of, with_pages
from archive.web.clerk.next_step import Facts, NextStep, next_step
from archive.web.clerk.rescans import rescan_for
from archive.web.permissions import Scope
from config.settings import Settings
from ocr.page import PageState

T = TypeVar("T")

MOST_BATCHES = 4
"""Of those that are arriving: no desk has more scanners."""
MOST_THUMBS = 12
"""Of a batch, the last pages."""
MOST_DOSSIERS = 12
"""Of the newest: about what a column of the screen holds."""


@dataclass(frozen=True, slots=True)
class ArrivingBatch:
    """A stack that is being scanned or read."""

    id: int
    desk: str
    state: BatchState
    sheets: int | None
    """How many were announced."""
    came: int
    """Sheets that its pages are at least of."""
    pages: int
    """Separators are not among them."""
    read: int
    quarantined: int
    """Files that were refused."""
    last: tuple[tuple[int, bool], ...]
    """Ids of the last pages, and whether they may be seen."""


@dataclass(frozen=True, slots=True)
class NewDossier:
    """One of the newest dossiers."""

    id: str
    case: str | None
    applicant: str
    state: DossierState
    pages: int
    at: datetime
    step: NextStep


@dataclass(frozen=True, slots=True)
class Arriving:
    """The left column of the screen."""

    batches: tuple[ArrivingBatch, ...]
    dossiers: tuple[NewDossier, ...]

    @property
    def tag(self) -> str:
        """The same as long as nothing of it changes."""
        return _hashed((self.batches, self.dossiers))


def arriving(session: Session, scope: Scope, settings: Settings, now: datetime) -> Arriving:
    """What there is at this moment, newest first."""
    batches = _seen(select(Batch).where(Batch.state != BatchState.DONE), scope)
    rows = session.scalars(batches.order_by(Batch.id.desc()).limit(MOST_BATCHES))
    return Arriving(tuple(_batch(session, each) for each in rows), _newest(session, scope, settings, now))


def newest_query(scope: Scope) -> Select[Dossier]:
    """Dossiers at the own desks, newest first, without those that are withdrawn."""
    query = select(Dossier).join(Batch, Dossier.batch_id == Batch.id).where(Dossier.state != DossierState.WITHDRAWN)
    return _seen(query, scope).order_by(Dossier.created_at.desc(), Dossier.batch_id.desc(), Dossier.ordinal)


def _seen(query: Select[T], scope: Scope) -> Select[T]:
    return query if scope.desks is None else query.where(Batch.desk.in_(scope.desks))


def _batch(session: Session, batch: Batch) -> ArrivingBatch:
    stored = Delivery.batch_id == batch.id, Delivery.state == DeliveryState.STORED
    papers = *stored, Page.kind == PageKind.CONTENT
    states = dict(
        session.execute(select(Page.state, func.count()).join(Delivery).where(*papers).group_by(Page.state)).all()
    )
    separators = session.scalars(select(Page).join(Delivery).where(*stored, Page.kind == PageKind.SEPARATOR)).all()
    last = session.scalars(select(Page).join(Delivery).where(*papers).order_by(Page.id.desc()).limit(MOST_THUMBS)).all()
    refused = select(func.count()).where(
        Delivery.batch_id == batch.id, Delivery.state == DeliveryState.QUARANTINED, Delivery.discarded.is_(None)
    )
    pages = sum(states.values())
    return ArrivingBatch(
        id=batch.id,
        desk=batch.desk,
        state=batch.state,
        sheets=batch.sheets or _announced(separators),
        came=(pages + 1) // 2 if batch.sides is Sides.BOTH else pages,
        pages=pages,
        read=pages - states.get(PageState.WAITING, 0),
        quarantined=session.scalar(refused) or 0,
        # What has not been read may yet turn out to bear a secrecy mark.
        last=tuple((page.id, page.state is not PageState.WAITING and not page.withheld) for page in reversed(last)),
    )


def _announced(separators: Sequence[Page]) -> int | None:
    """Sheets that the separators read so far say there are; None where one of them says nothing."""
    said = [max((each.get("sheets", 0) for each in page.evidence), default=0) for page in separators]
    return sum(said) if said and all(said) else None


def _newest(session: Session, scope: Scope, settings: Settings, now: datetime) -> tuple[NewDossier, ...]:
    query = newest_query(scope).limit(MOST_DOSSIERS)
    found = session.scalars(with_pages(query)).all()
    records = records_of(session, found)
    return tuple(_with_step(session, each, records.get(each.case_code or ""), settings, now) for each in found)


def _with_step(
    session: Session, dossier: Dossier, record: CaseRecord | None, settings: Settings, now: datetime
) -> NewDossier:
    return new_dossier(dossier, record, facts_of(session, dossier, record, settings, now))


def mark_of(session: Session, dossier: Dossier, settings: Settings, now: datetime) -> str:
    """The same as long as a dossier would be drawn as it was: what the screen that shows it asks for."""
    record = records_of(session, [dossier]).get(dossier.case_code or "")
    facts = facts_of(session, dossier, record, settings, now)
    file = dossier.file.version if dossier.file else None
    rescan = rescan_for(session, dossier, len(facts.bad_pages))
    return _hashed((new_dossier(dossier, record, facts), dossier.version, file, rescan))


def _hashed(plain: object) -> str:
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:16]


def new_dossier(dossier: Dossier, record: CaseRecord | None, facts: Facts) -> NewDossier:
    """A dossier in the list, by the ``record`` of its case and the ``facts`` of it."""
    return NewDossier(
        id=dossier.id,
        case=dossier.case_code,
        applicant=masked(record.applicant) if record else "",
        state=dossier.state,
        pages=sum(page.shown for page in dossier.pages),
        at=dossier.created_at,
        step=next_step(facts),
    )
