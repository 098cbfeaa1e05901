"""A dossier, and each of its pages: image, text beside it, what was found marked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from archive.readings import PlacedText, placed_text_of
from archive.search.on_page import boxes_on
from archive.search.privacy import masked
from archive.web.asked_dossier import DossierId, PageNumber, seen_dossier, seen_page
from archive.web.desk import Desk
from archive.web.dossier_view import Box, dossier_view
from archive.web.found import Asked
from archive.web.notes import note
from archive.web.page_image import Size
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import SearchNotReady, UsageError

router = APIRouter(prefix="/dossiers")

ZOOMS = (1, 2, 3)
"""Times the width of the column in which the page stands."""

Reading = Annotated[Visitor, need(Permission.VIEW)]


@router.get("/{dossier}")
def dossier_page(
    request: Request, desk: AtDesk, visitor: Reading, dossier: DossierId, fixity: bool = False
) -> Response:
    """Everything that is known of a dossier; ``fixity``: its file is held against its hash now."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        view = dossier_view(session, shown)
    if desk.viewed.is_new((visitor.user.id, dossier)):
        note(request, "dossier_viewed", f"dossier:{dossier}")
    intact = desk.archive.dossiers.intact(view.files[0].sha256) if fixity and view.files else None
    return desk.pages.render(request, "dossier.html", dossier=view, intact=intact)


@router.get("/{dossier}/pages/{number}")
def read_page(
    request: Request,
    desk: AtDesk,
    visitor: Reading,
    dossier: DossierId,
    number: PageNumber,
    q: Annotated[str, Query(max_length=1000)] = "",
    zoom: Annotated[int, Query(ge=1, le=3)] = 1,
    fields: bool = False,
) -> Response:
    """One page; ``q``: what is marked on it, ``fields``: what it says of itself is marked too."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        page = seen_page(shown, number)
        view = dossier_view(session, shown)
    note(request, "page_viewed", f"dossier:{dossier}", page=number)
    desk.viewed.is_new((visitor.user.id, dossier, "images"))
    placed = placed_text_of(desk.archive.objects.read(page.reading_sha256)) if page.reading_sha256 else None
    paper = view.paper_of(number)
    return desk.pages.render(
        request,
        "page.html",
        dossier=view,
        paper=paper,
        number=number,
        last=len(view.pages),
        q=q,
        back=Asked(q).address() if q else None,
        zoom=zoom,
        zooms=ZOOMS,
        fields=fields,
        marked=[field for field in paper.fields if field.box and field.page == number] if paper and fields else [],
        hits=_hits(desk, q, placed),
        text=masked(placed.text) if placed else "",
        size=Size.LARGE if zoom > 1 else Size.PAGE,
    )


def _hits(desk: Desk, q: str, placed: PlacedText | None) -> tuple[Box, ...]:
    """Nothing where nothing can be asked: the page is read all the same."""
    if not q.strip() or placed is None:
        return ()
    try:
        return boxes_on(desk.reader, q, placed)
    except (UsageError, SearchNotReady):
        return ()
