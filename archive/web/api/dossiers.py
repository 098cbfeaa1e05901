"""Dossiers: listed, told, fetched as PDF/A, as page images, as text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from archive.models import Batch, Dossier, DossierState
from archive.web.api import shapes
from archive.web.api.caller import need_token
from archive.web.api.documents import dossier_document, row, text_document
from archive.web.api.problems import documented
from archive.web.asked_dossier import DossierId, PageNumber, seen_dossier
from archive.web.notes import note
from archive.web.permissions import Permission, Scope
from archive.web.security.sessions import Visitor
from archive.web.sending import send_page_image, send_pdf
from archive.web.visits import AtDesk
from config.errors import (
    AddressNotFound,
    DossierNotFound,
    InvalidRequest,
    NoFileYet,
    NotAllowed,
    PageNotFound,
    TokenNeeded,
    WithheldPage,
)

router = APIRouter(prefix="/dossiers")

MOST = 500
"""Dossiers of one answer."""
FARTHEST = 10_000_000
Reading = Annotated[Visitor, need_token(Permission.VIEW)]
Taking = Annotated[Visitor, need_token(Permission.DOWNLOAD)]
REFUSED = (TokenNeeded, NotAllowed)
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What `If-None-Match` names is what there is"}}
BINARY = {"schema": {"type": "string", "format": "binary"}}
PLAIN = {"text/plain": {"schema": {"type": "string"}}}


@router.get("", response_model=shapes.Dossiers, responses=documented(*REFUSED, InvalidRequest))
def listed(
    desk: AtDesk,
    caller: Reading,
    case: Annotated[str | None, Query(max_length=64)] = None,
    state: DossierState | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    offset: Annotated[int, Query(ge=0, le=FARTHEST)] = 0,
) -> Any:
    """In the order in which they were made; those withdrawn only where their state is asked for."""
    with desk.archive.ledger.read() as session:
        total, found = _stretch(session, caller.scope, case, state, limit, offset)
        rows = [
            row(each)
            | {
                "desk": each.batch.desk,
                "batch": each.batch_id,
                "created_at": each.created_at,
                "version": each.version,
            }
            for each in found
        ]
    return {"total": total, "limit": limit, "offset": offset, "dossiers": rows}


@router.get(
    "/{dossier}", response_model=shapes.Dossier, responses=documented(*REFUSED, DossierNotFound, AddressNotFound)
)
def told(request: Request, desk: AtDesk, caller: Reading, dossier: DossierId) -> Any:
    """Everything that is known of it but its text."""
    with desk.archive.ledger.read() as session:
        document = dossier_document(desk.archive, seen_dossier(session, dossier, caller.scope))
    note(request, "dossier_viewed", f"dossier:{dossier}")
    return document


@router.get(
    "/{dossier}/text", response_model=shapes.Text, responses=documented(*REFUSED, DossierNotFound, AddressNotFound)
)
def text(request: Request, desk: AtDesk, caller: Reading, dossier: DossierId) -> Any:
    """What was read on it, page by page."""
    with desk.archive.ledger.read() as session:
        document = text_document(desk.archive, seen_dossier(session, dossier, caller.scope))
    note(request, "page_viewed", f"dossier:{dossier}", page="text")
    return document


@router.get(
    "/{dossier}/pdf",
    response_class=Response,
    responses={
        200: {"description": "The newest PDF/A", "content": {"application/pdf": BINARY}},
        206: {"description": "The range that was asked for", "content": {"application/pdf": BINARY}},
        400: {"description": "A range that is none", "content": PLAIN},
        416: {"description": "A range beyond the end", "content": PLAIN},
    }
    | UNCHANGED
    | documented(*REFUSED, WithheldPage, DossierNotFound, NoFileYet, AddressNotFound),
)
def pdf(request: Request, desk: AtDesk, caller: Taking, dossier: DossierId) -> Response:
    """Whole or in ranges; its `ETag` is its SHA-256."""
    return send_pdf(request, desk, caller, dossier)


@router.get(
    "/{dossier}/pages/{number}/image",
    response_class=Response,
    responses={200: {"description": "The page", "content": {"image/jpeg": BINARY}}}
    | UNCHANGED
    | documented(*REFUSED, WithheldPage, DossierNotFound, PageNotFound, AddressNotFound, InvalidRequest),
)
def page_image(
    request: Request,
    desk: AtDesk,
    caller: Reading,
    dossier: DossierId,
    number: PageNumber,
    size: Annotated[str, Query(pattern="^(thumb|page|large)$")] = "page",
) -> Response:
    """Upright and straight: 180, 1000 or 2000 pixels wide, or as wide as it was scanned."""
    return send_page_image(request, desk, caller, dossier, number, size)


def _stretch(
    session: Session, scope: Scope, case: str | None, state: DossierState | None, limit: int, offset: int
) -> tuple[int, list[Dossier]]:
    query = select(Dossier).join(Batch)
    if scope.desks is not None:
        query = query.where(Batch.desk.in_(scope.desks))
    if case is not None:
        query = query.where(Dossier.case_code == case)
    query = query.where(Dossier.state == state if state else Dossier.state != DossierState.WITHDRAWN)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = (Dossier.created_at, Dossier.batch_id, Dossier.ordinal)
    return total, list(session.scalars(query.order_by(*order).limit(limit).offset(offset)))
