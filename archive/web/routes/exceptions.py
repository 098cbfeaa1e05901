"""What needs a person: one list, most urgent first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from archive.web.clerk.to_mend import Done, to_mend_screen
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need

router = APIRouter()


@router.get("/exceptions")
def exceptions_page(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.DESK)],
    done: Done | None = None,
    of: Annotated[str, Query(pattern=r"^[A-Za-z0-9:-]{0,32}$")] = "",
) -> Response:
    """Each with its reason, its remedy, and a button or a link to where it is mended; ``done``: what just was."""
    return to_mend_screen(request, desk, visitor, done, of)
