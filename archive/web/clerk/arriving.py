"""What is arriving now at the own desks, and the newest dossiers with what is to be done for each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from archive.models import (
    Batch,
    BatchState,
    CaseRecord,
    Component,
    Delivery,
    DeliveryState,
    Dossier,
    DossierState,
    Page,
    PageKind,
)
from archive.search.privacy import masked
from archive.web.clerk.facts import facts_of
from archive.web.clerk.next_step import NextStep, next_step
from archive.web.permissions import Scope
from config.settings import QualitySettings
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
    pages: int
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
        return hashlib.sha256(repr((self.batches, self.dossiers)).encode()).hexdigest()[:16]


def arriving(session: Session, scope: Scope, limits: QualitySettings) -> Arriving:
    """What there is at this moment, newest first."""
    batches = _seen(select(Batch).where(Batch.state != BatchState.DONE), scope)
    rows = session.scalars(batches.order_by(Batch.id.desc()).limit(MOST_BATCHES))
    return Arriving(tuple(_batch(session, each) for each in rows), _newest(session, scope, limits))


def newest_query(scope: Scope) -> Select[Dossier]:
    """Dossiers at the own desks, newest first, without those that are withdrawn."""
    query = select(Dossier).join(Batch, Dossier.batch_id == Batch.id).where(Dossier.state != DossierState.WITHDRAWN)
    return _seen(query, scope).order_by(Dossier.created_at.desc(), Dossier.batch_id.desc(), Dossier.ordinal)


def _seen(query: Select[T], scope: Scope) -> Select[T]:
    return query if scope.desks is None else query.where(Batch.desk.in_(scope.desks))


def _batch(session: Session, batch: Batch) -> ArrivingBatch:
    of = select(Page).join(Delivery).where(Delivery.batch_id == batch.id, Delivery.state == DeliveryState.STORED)
    states = dict(
        session.execute(
            select(Page.state, func.count())
            .join(Delivery)
            .where(Delivery.batch_id == batch.id, Delivery.state == DeliveryState.STORED)
            .group_by(Page.state)
        ).all()
    )
    last = session.scalars(of.where(Page.kind == PageKind.CONTENT).order_by(Page.id.desc()).limit(MOST_THUMBS))
    refused = select(func.count()).where(
        Delivery.batch_id == batch.id, Delivery.state == DeliveryState.QUARANTINED, Delivery.discarded.is_(None)
    )
    pages = sum(states.values())
    return ArrivingBatch(
        id=batch.id,
        desk=batch.desk,
        state=batch.state,
        sheets=batch.sheets,
        pages=pages,
        read=pages - states.get(PageState.WAITING, 0),
        quarantined=session.scalar(refused) or 0,
        # What has not been read may yet turn out to bear a secrecy mark.
        last=tuple((page.id, page.state is not PageState.WAITING and not page.withheld) for page in reversed([*last])),
    )


def _newest(session: Session, scope: Scope, limits: QualitySettings) -> tuple[NewDossier, ...]:
    query = newest_query(scope).limit(MOST_DOSSIERS)
    return tuple(new_dossier(session, each, limits) for each in session.scalars(with_pages(query)))


def with_pages(query: Select[Dossier]) -> Select[Dossier]:
    """The query with all that `facts_of` looks at fetched at once."""
    return query.options(
        selectinload(Dossier.components).selectinload(Component.pages),
        selectinload(Dossier.files),
        selectinload(Dossier.batch).selectinload(Batch.deliveries).selectinload(Delivery.pages),
    )


def new_dossier(session: Session, dossier: Dossier, limits: QualitySettings) -> NewDossier:
    """A dossier in the list."""
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    return NewDossier(
        id=dossier.id,
        case=dossier.case_code,
        applicant=masked(record.applicant) if record else "",
        state=dossier.state,
        pages=sum(page.shown for page in dossier.pages),
        at=dossier.created_at,
        step=next_step(facts_of(session, dossier, limits)),
    )
