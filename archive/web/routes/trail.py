"""Who did what in the browser: the administrator's list."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.models import Event
from archive.web.notes import KIND, note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need

router = APIRouter()

PER_PAGE = 50


@router.get("/audit")
def audit_page(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.AUDIT)],
    user: Annotated[str, Query(max_length=64)] = "",
    dossier: Annotated[str, Query(max_length=32)] = "",
    before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
) -> Response:
    """Newest first; ``before``: only what happened before the event of this number."""
    who, which = unicodedata.normalize("NFC", user).strip().lower(), dossier.strip()
    with desk.archive.ledger.read() as session:
        events = looked_up(session, who, which, before)
    note(request, "audit_viewed", "audit", of_user=who, of_dossier=which)
    more = events[PER_PAGE - 1].id if len(events) > PER_PAGE else None
    return desk.pages.render(
        request, "audit.html", events=events[:PER_PAGE], user=who, dossier=which, before=before, more=more
    )


def looked_up(session: Session, user: str, dossier: str, before: int | None) -> list[Event]:
    """One event more than a page holds, so that it is known whether there are more."""
    by = Event.data["by"].as_string()
    query = (
        select(Event).where(Event.kind.like(f"{KIND}%") | by.is_not(None)).order_by(Event.id.desc()).limit(PER_PAGE + 1)
    )
    if user:
        query = query.where((Event.data["user"].as_string() == user) | (by == user) | (Event.subject == f"user:{user}"))
    if dossier:
        query = query.where(Event.subject == f"dossier:{dossier}")
    if before:
        query = query.where(Event.id < before)
    return list(session.scalars(query))
