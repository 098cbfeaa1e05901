"""What is taken out of the archive: page images, the PDF/A, the files as they were delivered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, Response

from archive.export import file_stem, safe_name
from archive.store import ObjectStore
from archive.web.asked_dossier import DossierId, PageNumber, seen_dossier, seen_page
from archive.web.dossier_view import may_leave, originals_of
from archive.web.notes import note
from archive.web.page_image import Size
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import MissingObject, NotFoundError, WithheldPage

router = APIRouter(prefix="/dossiers/{dossier}")

ASK_EACH_TIME = "private, no-cache"
"""The browser may keep it, but asks whether it may still show it: who has logged out sees nothing."""

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
    with desk.archive.ledger.read() as session:
        page = seen_page(seen_dossier(session, dossier, visitor.scope), number)
    wanted = Size.__members__.get(size.upper(), Size.PAGE)
    if wanted is not Size.THUMB and desk.viewed.is_new((visitor.user.id, dossier, "images")):
        note(request, "page_viewed", f"dossier:{dossier}", page=number)
    headers = {"etag": f'"{desk.images.wanted(page, wanted).tag}"', "cache-control": ASK_EACH_TIME}
    if _has(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(desk.images.jpeg(page, wanted), media_type="image/jpeg", headers=headers)


@router.get("/pdf")
def dossier_pdf(request: Request, desk: AtDesk, visitor: Taking, dossier: DossierId) -> Response:
    """The newest PDF/A, whole or in ranges."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        if shown.file is None:
            raise WithheldPage if any(page.withheld for page in shown.pages) else NotFoundError
        sha256, version, name = shown.file.pdf_sha256, shown.file.version, f"{file_stem(session, shown)}.pdf"
    note(request, "downloaded", f"dossier:{dossier}", file="pdf", version=version)
    return _file(request, desk.archive.dossiers, sha256, name, "application/pdf")


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
    return _file(request, desk.archive.objects, sha256, name, "application/octet-stream")


def _file(request: Request, store: ObjectStore, sha256: str, name: str, kind: str) -> Response:
    if sha256 not in store:
        store.need()
        raise MissingObject(sha256=sha256)
    headers = {"etag": f'"{sha256}"', "cache-control": ASK_EACH_TIME}
    if _has(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(store.path(sha256), media_type=kind, filename=name, headers=headers)


def _has(request: Request, etag: str) -> bool:
    """Whether the browser has exactly this already."""
    asked = request.headers.get("if-none-match", "")
    return etag in (each.strip().removeprefix("W/") for each in asked.split(","))
