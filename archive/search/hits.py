"""Where the pages that were found stand, as the ledger has it now: the index may lag behind, the ledger is believed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from archive.models import Component, Delivery, Dossier, Page
from archive.search.pages import ShownPage, shown_pages
from archive.search.question import Question
from config.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands."""

    dossier: str | None
    case: str | None
    number: int | None
    """Among the pages of the dossier, hidden ones included, from 1."""
    batch: int
    file: str


def still_answering(session: Session, pages: Sequence[int], question: Question) -> dict[int, str]:
    """Those of the pages that may be found and still are among what the question asks; page → its reading."""
    return {page.page: page.reading for page in shown_pages(session, pages) if _is_asked_for(page, question)}


def last_page(session: Session) -> int:
    """The greatest id that a page has; 0 where there is none."""
    return session.connection().scalar(_last()) or 0


def places_of(session: Session, pages: Collection[int]) -> dict[int, Place]:
    """Where these pages stand, in one statement."""
    return {
        page: Place(dossier, case, count if dossier else None, batch, file)
        for page, dossier, case, count, batch, file in session.connection().execute(_places(), {"pages": list(pages)})
    }


@cache
def _last() -> Select[int | None]:
    return select(func.max(Page.id))


@cache
def _places() -> Select[int, str | None, str | None, int, int, str]:
    """Made once: SQLAlchemy takes longer to put it together than SQLite to answer it."""
    other, its = aliased(Page), aliased(Component)
    earlier = (its.ordinal < Component.ordinal) | (
        (its.ordinal == Component.ordinal) & (other.position <= Page.position)
    )
    number = (
        select(func.count())
        .select_from(other)
        .join(its, its.id == other.component_id)
        .where(its.dossier_id == Component.dossier_id, earlier)
        .correlate(Page, Component)
        .scalar_subquery()
    )
    return (
        select(Page.id, Dossier.id, Dossier.case_code, number, Delivery.batch_id, Delivery.name)
        .join(Delivery, Delivery.id == Page.delivery_id)
        .outerjoin(Component, Component.id == Page.component_id)
        .outerjoin(Dossier, Dossier.id == Component.dossier_id)
        .where(Page.id.in_(bindparam("pages", expanding=True)))
    )


def _is_asked_for(page: ShownPage, question: Question) -> bool:
    day = (page.case_received_at or page.scanned_at).astimezone(VIETNAM).date()
    return (
        question.case in (None, page.case)
        and question.desk in (None, page.desk)
        and (question.desks is None or page.desk in question.desks)
        and question.procedure in (None, page.procedure)
        and question.type in (None, page.type)
        and (question.from_ is None or question.from_ <= day)
        and (question.to is None or day <= question.to)
    )
