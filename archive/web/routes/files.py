"""What is taken out of the archive: page images, the PDF/A, the files as they were delivered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from archive.export import safe_name
from archive.web.asked_dossier import DossierId, PageNumber, seen_dossier
from archive.web.dossier_view import may_leave, originals_of
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.sending import send_file, send_page_image, send_pdf
from archive.web.visits import AtDesk, need
from config.errors import NotFoundError, WithheldPage

router = APIRouter(prefix="/dossiers/{dossier}")

Taking = Annotated[Visitor, need(Permission.DOWNLOAD)]


@router.get("/pages/{number}/image")
def page_image(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.VIEW)],
    dossier: DossierId,
    number: PageNumber,
    size: str = "page",
) -> Response:
    """The page upright and straight, as JPEG."""
    return send_page_image(request, desk, visitor, dossier, number, size)


@router.get("/pdf")
def dossier_pdf(request: Request, desk: AtDesk, visitor: Taking, dossier: DossierId) -> Response:
    """The newest PDF/A, whole or in ranges."""
    return send_pdf(request, desk, visitor, dossier)


@router.get("/originals/{delivery}")
def original(
    request: Request, desk: AtDesk, visitor: Taking, dossier: DossierId, delivery: Annotated[int, Path(ge=1, lt=2**31)]
) -> Response:
    """A file as it was delivered, never shown by the browser itself."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        file = next((each for each in originals_of(shown.pages) if each.id == delivery), None)
        if file is None or file.sha256 is None:
            raise NotFoundError
        if not may_leave(file):
            raise WithheldPage
        sha256, name = file.sha256, safe_name(file.name)
    note(request, "downloaded", f"dossier:{dossier}", file="original", delivery=delivery)
    return send_file(request, desk.archive.objects, sha256, name, "application/octet-stream")
