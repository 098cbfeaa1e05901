"""The clerk's screen, what of it is asked for again and again, and what is looked up while one types."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from archive.models import Page
from archive.separators.order import separators_pdf
from archive.web.asked_dossier import DossierId, seen_dossier
from archive.web.clerk.case_search import case_choices
from archive.web.clerk.screen import desk_screen, drawn_mark, newest_of
from archive.web.notes import note
from archive.web.page_image import Size
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import NotFoundError, UsageError, WithheldPage
from config.messages import current_language
from ocr.page import PageState

router = APIRouter(prefix="/desk")

MOST_SEPARATORS = 200
"""Codes at once: more sheets than a feeder takes."""

AtWork = Annotated[Visitor, need(Permission.DESK)]
OneDossier = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_-]{1,32}$")]


@router.get("")
def desk_page(
    request: Request,
    desk: AtDesk,
    visitor: AtWork,
    dossier: OneDossier = None,
    page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> Response:
    """The screen; ``dossier``: which is chosen, else the newest; ``page``: of its pages."""
    return desk_screen(request, desk, visitor, dossier, page)


@router.get("/arriving")
def what_arrives(
    request: Request,
    desk: AtDesk,
    visitor: AtWork,
    seen: Annotated[str, Query(max_length=16)] = "",
    dossier: OneDossier = None,
    drawn: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """The left column alone; nothing where it is still as it was ``seen``, and ``dossier`` as it was ``drawn``.

    That the dossier is to be drawn anew is said in a header, as long as it is not.
    """
    now = desk.clock()
    with desk.archive.ledger.read() as session:
        newest = newest_of(session, desk, visitor.scope, now)
        mark = drawn_mark(session, desk, seen_dossier(session, dossier, visitor.scope), now) if dossier else ""
    if newest.tag == seen and mark == drawn:
        return Response(status_code=204)
    answer = desk.pages.render(request, "arriving.html", arriving=newest, chosen=dossier, mark=drawn)
    if mark != drawn:
        answer.headers["HX-Trigger"] = "dossier-changed"
    return answer


@router.get("/pages/{page}/image")
def arriving_image(
    request: Request, desk: AtDesk, visitor: AtWork, page: Annotated[int, Path(ge=1, lt=2**31)]
) -> Response:
    """A page that may not stand in a dossier yet, small. One that was not read yet may be secret, and is not shown."""
    with desk.archive.ledger.read() as session:
        row = session.get(Page, page)
        if row is None or not visitor.scope.admits(row.delivery.batch.desk):
            raise NotFoundError
    if row.withheld or row.state is PageState.WAITING:
        raise WithheldPage
    return Response(desk.images.jpeg(row, Size.THUMB), media_type="image/jpeg")


@router.get("/dossiers/{dossier}/cases")
def cases_for(
    request: Request,
    desk: AtDesk,
    visitor: AtWork,
    dossier: DossierId,
    case: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The cases that may be meant by what is typed; they are chosen in a form of the screen."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        choices = case_choices(session, desk.archive.home, shown.id, case)
    if case.strip():
        note(request, "cases_looked_up", f"dossier:{dossier}", query=case.strip())
    return desk.pages.render(request, "cases.html", choices=choices)


@router.get("/separators")
def separators(
    request: Request, desk: AtDesk, visitor: AtWork, codes: Annotated[str, Query(max_length=8000)] = ""
) -> Response:
    """Separator sheets as a PDF, one for each code that was typed: ``CODE`` or ``CODE=sheets``."""
    asked = codes.replace(",", " ").replace(";", " ").split()
    try:
        if not 1 <= len(asked) <= MOST_SEPARATORS:
            raise UsageError(
                vi=f"Hãy ghi từ 1 đến {MOST_SEPARATORS} mã hồ sơ, cách nhau bằng dấu cách.",
                en=f"Please write 1 to {MOST_SEPARATORS} dossier codes with blanks between them.",
            )
        data = separators_pdf(desk.archive, asked)
    except UsageError as error:
        return desk_screen(
            request, desk, visitor, None, problem=error.sentence(current_language()), status=error.http_status
        )
    note(request, "separators_made", "separators", codes=asked)
    headers = {"content-disposition": 'attachment; filename="phan-cach.pdf"'}
    return Response(data, media_type="application/pdf", headers=headers)
