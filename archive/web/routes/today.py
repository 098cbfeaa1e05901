"""The day at a glance, and the dossiers behind each of its figures."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from archive.deadlines import Rules, local
from archive.overview import Age, Asked, Figure, Overview, behind, overview
from archive.search.privacy import masked
from archive.web.day_view import address, age_name, day_csv, day_view, figure_name, named
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.clock import system_clock

router = APIRouter()

PER_PAGE = 50
LAST_PAGE = 100_000
Overseeing = Annotated[Visitor, need(Permission.OVERSEE)]
Name = Annotated[str, Query(max_length=200)]
_FIRST, _LAST = date(1900, 1, 1), date(9000, 1, 1)


def _asked(
    from_: Annotated[date | None, Query(alias="from", ge=_FIRST, le=_LAST)] = None,
    to: Annotated[date | None, Query(ge=_FIRST, le=_LAST)] = None,
    desk: Name = "",
    procedure: Name = "",
) -> Asked:
    """The days that are said, in order; without them today, of one the other alike."""
    today = local(system_clock()).date()
    first, last = from_ or to or today, to or from_ or today
    plain = [unicodedata.normalize("NFC", name).strip() or None for name in (desk, procedure)]
    return Asked(min(first, last), max(first, last), *plain)


AskedHere = Annotated[Asked, Depends(_asked)]


@router.get("/today")
def today_page(request: Request, desk: AtDesk, visitor: Overseeing, asked: AskedHere) -> Response:
    """Tables and bars."""
    view = day_view(_seen(desk, asked), asked)
    return desk.pages.render(request, "today.html", view=view, asked=asked)


@router.get("/today.csv")
def download_day(request: Request, desk: AtDesk, visitor: Overseeing, asked: AskedHere) -> Response:
    """The same as a table for spreadsheet programs."""
    note(request, "exported", "today", first=asked.first.isoformat(), last=asked.last.isoformat())
    headers = {"content-disposition": f'attachment; filename="sohoa-{asked.first}-{asked.last}.csv"'}
    return Response(day_csv(_seen(desk, asked)), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/dossiers")
def behind_page(
    request: Request,
    desk: AtDesk,
    visitor: Overseeing,
    asked: AskedHere,
    figure: Figure = Figure.RECEIVED,
    age: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """What one figure counts, the oldest first."""
    of_age = Age.__members__.get(age.upper())
    with desk.archive.ledger.read() as session:
        rules, now = Rules.load(desk.archive.home), system_clock()
        found = behind(session, rules, now, asked, figure, of_age, PER_PAGE, (page - 1) * PER_PAGE)
    note(request, "listed", "today", figure=figure.value, page=page)

    def at(number: int) -> str:
        return address(asked, figure, age=age, page=str(number))

    return desk.pages.render(
        request,
        "behind.html",
        asked=asked,
        title=figure_name(figure) + (f": {age_name(of_age)}" if of_age else ""),
        found=found,
        masked=masked,
        named=named,
        before=at(page - 1) if page > 1 else None,
        after=at(page + 1) if page * PER_PAGE < found.total else None,
    )


def _seen(desk: Desk, asked: Asked) -> Overview:
    with desk.archive.ledger.read() as session:
        return overview(session, Rules.load(desk.archive.home), system_clock(), asked)
