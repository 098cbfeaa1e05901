"""Pages by what stands on them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from archive.search.question import Question
from archive.search.search import search
from archive.web.api import shapes
from archive.web.api.caller import need_token
from archive.web.api.problems import documented
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk
from config.errors import InvalidRequest, NotAllowed, SearchNotReady, TokenNeeded, UsageError

router = APIRouter(prefix="/search")

MOST = 100
"""Hits of one answer."""
Words = Annotated[str | None, Query(max_length=200)]
Day = Annotated[date | None, Query(ge=date(1900, 1, 1), le=date(9000, 12, 31))]


@router.get(
    "",
    response_model=shapes.Answer,
    responses=documented(TokenNeeded, NotAllowed, InvalidRequest, UsageError, SearchNotReady),
)
def find(
    request: Request,
    desk: AtDesk,
    caller: Annotated[Visitor, need_token(Permission.SEARCH)],
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    case: Words = None,
    desk_: Annotated[str | None, Query(alias="desk", max_length=200)] = None,
    procedure: Words = None,
    type: Words = None,
    from_: Annotated[date | None, Query(alias="from", ge=date(1900, 1, 1), le=date(9000, 12, 31))] = None,
    to: Day = None,
    issuer: Words = None,
    applicant: Words = None,
    number: Words = None,
    issued_from: Day = None,
    issued_to: Day = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 20,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Any:
    """As `sohoa search`: words, "phrases", AND, OR, NOT, beginnings*, codes; best first."""
    note(request, "searched", "search", query=q)
    question = Question(
        text=q,
        case=_plain(case),
        desk=_plain(desk_),
        desks=caller.scope.desks,
        procedure=_plain(procedure),
        type=_plain(type),
        from_=from_,
        to=to,
        issuer=_plain(issuer),
        applicant=_plain(applicant),
        number=_plain(number),
        issued_from=issued_from,
        issued_to=issued_to,
        limit=limit,
        offset=offset,
    )
    return search(desk.archive, desk.reader, question).to_json()


def _plain(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text.strip()) or None if text is not None else None
