"""Which pages the index may hold, and everything it holds of them, as the ledger has it at this moment."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from archive.models import Batch, CaseRecord, Component, Delivery, DeliveryState, Dossier, Page, PageKind
from archive.readings import placed_text_of
from archive.search.schema import SILENT, IndexedPage, Said
from archive.search.texts import TextCache
from archive.store import ObjectStore
from config.clock import VIETNAM
from config.errors import IntegrityError
from ocr.page import PageState

log = logging.getLogger(__name__)

_MANY = 500
"""Pages in one query: SQLite's parameters are limited, and texts take room."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that may be found, without its text."""

    page: int
    reading: str
    """The object that holds what was read on it."""
    scanned_at: datetime
    desk: str
    case: str | None
    procedure: str | None
    case_received_at: datetime | None
    type: str | None
    fields: dict[str, Any] | None
    """What its paper says of itself, as `archive.dossiers.recognise` writes it."""


def shown_pages(session: Session, pages: Sequence[int]) -> list[ShownPage]:
    """Those of these pages that may be found, by id."""
    found: list[ShownPage] = []
    for start in range(0, len(pages), _MANY):
        some = session.connection().execute(_among(), {"pages": list(pages[start : start + _MANY])})
        found += [ShownPage(*row) for row in some]
    return found


def shown_pages_after(session: Session, page: int, limit: int) -> list[ShownPage]:
    """The first ``limit`` pages that may be found whose ids are greater than ``page``."""
    after = _query().where(Page.id > page).order_by(Page.id).limit(limit)
    return [ShownPage(*row) for row in session.execute(after)]


def count_shown(session: Session) -> int:
    """How many pages may be found."""
    query = select(func.count()).select_from(Page).join(Delivery).where(*_may_be_found())
    return session.scalar(query) or 0


def with_texts(pages: Sequence[ShownPage], texts: TextCache, objects: ObjectStore) -> Iterator[IndexedPage]:
    """The pages as they are indexed. What the cache lacks is read from the readings, and kept.

    A page whose reading is missing or damaged is left out and logged: `sohoa verify` tells of it.
    """
    for start in range(0, len(pages), _MANY):
        yield from _some_with_texts(pages[start : start + _MANY], texts, objects)


def _some_with_texts(pages: Sequence[ShownPage], texts: TextCache, objects: ObjectStore) -> Iterator[IndexedPage]:
    known = texts.find({page.page: page.reading for page in pages})
    learnt = []
    for page in pages:
        text = known.get(page.page)
        if text is None:
            try:
                placed = placed_text_of(objects.read(page.reading))
            except IntegrityError as error:
                log.warning("page %d is not indexed: %s", page.page, error.sentence("en"))
                continue
            learnt.append((page.page, page.reading, placed))
            text = placed.text
        yield IndexedPage(
            page=page.page,
            text=text,
            desk=page.desk,
            day=_day(page.case_received_at or page.scanned_at),
            case=page.case,
            procedure=page.procedure,
            type=page.type,
            said=_said(page.fields) if page.fields else SILENT,
        )
    texts.keep(learnt)


def _may_be_found() -> tuple[ColumnElement[bool], ...]:
    return (
        Page.kind == PageKind.CONTENT,
        Page.state == PageState.OK,
        Page.reading_sha256.is_not(None),
        Page.hidden.is_(False),
        Page.withheld.is_(False),
        Delivery.state == DeliveryState.STORED,
    )


def _query() -> Select[*tuple[Any, ...]]:
    """Plain columns of all that concerns a page: objects of every row would cost more than its folding."""
    columns = (
        Page.id,
        Page.reading_sha256,
        Delivery.received_at,
        Batch.desk,
        Dossier.case_code,
        CaseRecord.procedure,
        CaseRecord.received_at,
        Component.type,
        Component.fields,
    )
    return (
        select(*columns)
        .select_from(Page)
        .join(Delivery, Delivery.id == Page.delivery_id)
        .join(Batch, Batch.id == Delivery.batch_id)
        .outerjoin(Component, Component.id == Page.component_id)
        .outerjoin(Dossier, Dossier.id == Component.dossier_id)
        .outerjoin(CaseRecord, CaseRecord.code == Dossier.case_code)
        .where(*_may_be_found())
    )


@cache
def _among() -> Select[*tuple[Any, ...]]:
    """Made once, and asked past the session: else SQLAlchemy takes three times as long about it as SQLite."""
    return _query().where(Page.id.in_(bindparam("pages", expanding=True))).order_by(Page.id)


def _said(fields: dict[str, Any]) -> Said:
    said = {name: str(field["value"]) for name, field in fields.items()}
    day = said.get("date", "")
    return Said(
        issuer=said.get("issuer", ""),
        applicant=said.get("applicant", ""),
        number=said.get("number", ""),
        notation=said.get("notation", ""),
        issued=date.fromisoformat(day) if len(day) == len("2026-08-31") else None,
    )


@lru_cache(maxsize=4096)
def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
