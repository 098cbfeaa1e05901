"""Bytes on their way out of the archive: page images and files, under tags of their content, told in the chain."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from archive.export import file_stem
from archive.store import ObjectStore
from archive.web.asked_dossier import seen_dossier, seen_page
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.page_image import Size
from archive.web.security.sessions import Visitor
from config.errors import MissingObject, NoFileYet, WithheldPage

ASK_EACH_TIME = "private, no-cache"
"""The browser may keep it, but asks whether it may still show it: who has logged out sees nothing."""


def send_page_image(request: Request, desk: Desk, visitor: Visitor, dossier: str, number: int, size: str) -> Response:
    """The page upright and straight, as JPEG. Raises as `seen_page` and `PageImages.jpeg`."""
    with desk.archive.ledger.read() as session:
        page = seen_page(seen_dossier(session, dossier, visitor.scope), number)
    wanted = Size.__members__.get(size.upper(), Size.PAGE)
    if wanted is not Size.THUMB and desk.viewed.is_new((visitor.user.id, dossier, "images")):
        note(request, "page_viewed", f"dossier:{dossier}", page=number)
    headers = {"etag": f'"{desk.images.wanted(page, wanted).tag}"', "cache-control": ASK_EACH_TIME}
    if _has(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(desk.images.jpeg(page, wanted), media_type="image/jpeg", headers=headers)


def send_pdf(request: Request, desk: Desk, visitor: Visitor, dossier: str) -> Response:
    """The newest PDF/A, whole or in ranges. Raises as `seen_dossier`, `WithheldPage`, `NoFileYet`, `MissingObject`."""
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
        if shown.file is None:
            raise WithheldPage if any(page.withheld for page in shown.pages) else NoFileYet(dossier=dossier)
        sha256, version, name = shown.file.pdf_sha256, shown.file.version, f"{file_stem(session, shown)}.pdf"
    note(request, "downloaded", f"dossier:{dossier}", file="pdf", version=version)
    return send_file(request, desk.archive.dossiers, sha256, name, "application/pdf")


def send_file(request: Request, store: ObjectStore, sha256: str, name: str, kind: str) -> Response:
    """A kept object under a name. Raises `MissingObject`, `HomeAway`."""
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
