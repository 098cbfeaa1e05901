"""One box: pages by what stands on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from archive.search.search import search
from archive.web.found import Asked, found
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.result_csv import result_csv
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import SearchNotReady, UsageError
from config.messages import current_language

router = APIRouter()

MOST_ROWS = 2000
"""Of a downloaded result: their snippets are cut in a few seconds."""
LAST_PAGE = 500

Narrowing = Annotated[str, Query(max_length=200)]


def _asked(
    q: Annotated[str, Query(max_length=1000)] = "",
    desk: Narrowing = "",
    year: Narrowing = "",
    procedure: Narrowing = "",
    type: Narrowing = "",
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Asked:
    return Asked(q.strip(), desk, year, procedure, type, page)


AskedHere = Annotated[Asked, Depends(_asked)]


@router.get("/")
def search_page(
    request: Request, desk: AtDesk, visitor: Annotated[Visitor, need(Permission.SEARCH)], asked: AskedHere
) -> Response:
    """The box and, where something is asked, a page of what it finds."""
    result, problem, status = None, None, 200
    if asked.q:
        note(request, "searched", "search", query=asked.q, page=asked.page)
        try:
            result = found(desk.archive, desk.reader, asked, visitor.scope)
        except (UsageError, SearchNotReady) as error:
            problem, status = error.sentence(current_language()), error.http_status
    return desk.pages.render(request, "search.html", status=status, asked=asked, result=result, problem=problem)


@router.get("/search.csv")
def download_result(
    request: Request, desk: AtDesk, visitor: Annotated[Visitor, need(Permission.EXPORT)], asked: AskedHere
) -> Response:
    """The result as a table for spreadsheet programs."""
    note(request, "exported", "search", query=asked.q)
    question = Asked(asked.q, asked.desk, asked.year, asked.procedure, asked.type).question(visitor.scope, MOST_ROWS)
    answer = search(desk.archive, desk.reader, question)
    headers = {"content-disposition": 'attachment; filename="sohoa.csv"'}
    return Response(result_csv(answer), media_type="text/csv; charset=utf-8", headers=headers)
