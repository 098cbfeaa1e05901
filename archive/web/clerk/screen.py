"""The clerk's screen put together: where it is drawn, whatever was asked or went wrong before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from archive.models import Batch, Component, Dossier, Page
from archive.web.asked_dossier import seen_dossier
from archive.web.clerk.arriving import Arriving, arriving, mark_of, newest_query
from archive.web.clerk.chosen import Chosen, chosen
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.permissions import Scope
from archive.web.security.sessions import Visitor
from config.procedures import NotDigitised

MOST_OTHERS = 8
"""Dossiers that are offered to merge with, or to take a new scan from."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another dossier of the same desk, with the number of its pages."""

    id: str
    case: str | None
    pages: int


def desk_address(dossier: str, page: int | None = None) -> str:
    """Where the screen stands with this dossier, and this page of it, chosen."""
    return f"/desk?dossier={dossier}" + (f"&page={page}" if page else "")


def desk_screen(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    dossier: str | None,
    page: int | None = None,
    problem: str | None = None,
    status: int = 200,
) -> Response:
    """The screen with ``dossier`` chosen; None: the newest. Raises `DossierNotFound`.

    ``page``: which of its pages is chosen; None: the one that the next thing to do is about, else the first.
    """
    view, others, mark, now = None, list[Other](), "", desk.clock()
    with desk.archive.ledger.read() as session:
        newest = newest_of(session, desk, visitor.scope, now)
        if dossier is None and newest.dossiers:
            dossier = newest.dossiers[0].id
        if dossier is not None:
            shown = seen_dossier(session, dossier, visitor.scope)
            view, others = chosen(session, desk.archive, shown, now), _others(session, desk, shown, visitor.scope, now)
            mark = drawn_mark(session, desk, shown, now)
        desks = known_desks(session, visitor.scope)
    if view is not None and desk.viewed.is_new((visitor.user.id, view.id)):
        note(request, "dossier_viewed", f"dossier:{view.id}")
    wanted = page or (view.step.page if view else None) or 1
    number = min(wanted, len(view.pages)) if view else 0
    return desk.pages.render(
        request,
        "desk.html",
        status=status,
        arriving=newest,
        dossier=view,
        mark=mark,
        number=number,
        paper=view.paper_of(number) if view else None,
        beside=_beside([each.id for each in newest.dossiers], view),
        others=others,
        desks=desks,
        reasons=list(NotDigitised),
        problem=problem,
    )


def newest_of(session: Session, desk: Desk, scope: Scope, now: datetime) -> Arriving:
    """The left column, for everybody of this ``scope``."""
    return desk.kept.get(session, now, scope, lambda: arriving(session, scope, desk.archive.settings, now))


def drawn_mark(session: Session, desk: Desk, dossier: Dossier, now: datetime) -> str:
    """What tells whether the screen still shows the dossier as it is."""
    return desk.kept.get(
        session, now, ("mark", dossier.id), lambda: mark_of(session, dossier, desk.archive.settings, now)
    )


def known_desks(session: Session, scope: Scope) -> list[str]:
    """The desks at which somebody may lay down files."""
    if scope.desks is not None:
        return sorted(scope.desks)
    return sorted(session.scalars(select(Batch.desk).distinct()))


def _others(session: Session, desk: Desk, dossier: Dossier, scope: Scope, now: datetime) -> list[Other]:
    place = dossier.batch.desk
    newest = newest_query(scope).where(Batch.desk == place).limit(MOST_OTHERS + 1)
    pages = select(func.count(Page.id)).join(Component).where(Component.dossier_id == Dossier.id).scalar_subquery()

    def gather() -> list[Other]:
        rows = session.execute(newest.with_only_columns(Dossier.id, Dossier.case_code, pages))
        return [Other(*row) for row in rows]

    found = desk.kept.get(session, now, ("others", scope, place), gather)
    return [other for other in found if other.id != dossier.id][:MOST_OTHERS]


def _beside(ids: list[str], view: Chosen | None) -> tuple[str | None, str | None]:
    """The dossiers above and below it in the list."""
    if view is None or view.id not in ids:
        return None, ids[0] if ids else None
    at = ids.index(view.id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
