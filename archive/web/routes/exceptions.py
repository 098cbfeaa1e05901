"""What needs a person: one list, most urgent first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from archive.web.clerk.gather import troubles
from archive.web.clerk.troubles import ranked
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need

router = APIRouter()


@router.get("/exceptions")
def exceptions_page(request: Request, desk: AtDesk, visitor: Annotated[Visitor, need(Permission.DESK)]) -> Response:
    """Each with its reason, its remedy, and a link to where it is mended."""
    now = desk.clock()
    with desk.archive.ledger.read() as session:
        found = ranked(troubles(session, desk.archive, visitor.scope, now))
    note(request, "exceptions_viewed", "exceptions", count=len(found))
    return desk.pages.render(request, "exceptions.html", troubles=found, now=now)
