"""Scans brought in by a program, and how far they have come."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from archive.cases import checked_code
from archive.intake import take_in
from archive.models import Batch, Delivery, Page
from archive.receipt import dossiers_of
from archive.search.privacy import masked
from archive.web.api import shapes
from archive.web.api.caller import need_token
from archive.web.api.documents import row
from archive.web.api.problems import documented
from archive.web.api.uploads import laid_down, said, uploaded
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk
from config.errors import (
    AddressNotFound,
    BatchNotFound,
    InvalidRequest,
    NotAllowed,
    RequestTooLarge,
    RequestTooSlow,
    StorageFull,
    TokenNeeded,
    UsageError,
)

router = APIRouter(prefix="/batches")

BatchId = Annotated[int, Path(ge=1, lt=2**31)]
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["desk", "files"],
                    "properties": {
                        "desk": {"type": "string", "minLength": 1, "maxLength": 200},
                        "case": {"type": "string", "maxLength": 64},
                        "files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}},
                    },
                }
            }
        },
    }
}
"""Read by hand: the framework would take the whole of it before it asks who sends it."""


@router.post(
    "",
    status_code=202,
    response_model=shapes.BatchTaken,
    openapi_extra=FORM,
    responses=documented(
        TokenNeeded,
        NotAllowed,
        InvalidRequest,
        UsageError,
        RequestTooLarge,
        RequestTooSlow,
        StorageFull,
        beside={200: {"model": shapes.BatchTaken, "description": "These files had come before"}},
    ),
)
async def deliver(
    request: Request, desk: AtDesk, caller: Annotated[Visitor, need_token(Permission.DELIVER)], response: Response
) -> shapes.BatchTaken:
    """Bring scans in as one batch of a desk, with the case where it is known. The files are stored when this answers.

    They are read afterwards, by `sohoa agent` or `sohoa up`. The same files again are told as a duplicate.
    """
    async with uploaded(request) as (files, form):
        where, case = said(form, "desk"), said(form, "case")
        if where is None:
            raise InvalidRequest(vi="cần desk, tên quầy", en="desk, the name of the desk, is needed")
        where = unicodedata.normalize("NFC", where)
        if not caller.scope.admits(where):
            raise NotAllowed
        taken = await run_in_threadpool(_taken, desk, files, where, case)
    note(request, "delivered", f"batch:{taken.batch}", files=len(taken.files), duplicate=taken.duplicate)
    response.status_code = 200 if taken.duplicate else 202
    return taken


@router.get(
    "/{batch}",
    response_model=shapes.Batch,
    responses=documented(TokenNeeded, NotAllowed, BatchNotFound, AddressNotFound),
)
def come_so_far(desk: AtDesk, caller: Annotated[Visitor, need_token(Permission.VIEW)], batch: BatchId) -> Any:
    """What became of each file, the pages by state, and the dossiers that were made of them."""
    with desk.archive.ledger.read() as session:
        found = session.get(Batch, batch)
        if found is None or not caller.scope.admits(found.desk):
            raise BatchNotFound(batch=batch)
        pages: list[Page] = [page for delivery in found.deliveries for page in delivery.pages]
        made = [each for each in dossiers_of(session, pages) if caller.scope.admits(each.batch.desk)]
        return {
            "batch": found.id,
            "desk": found.desk,
            "case": found.case_code,
            "state": found.state,
            "received_at": found.received_at,
            "finished_at": found.finished_at,
            "files": [_file(delivery) for delivery in found.deliveries],
            "pages": dict(sorted(Counter(page.state.value for page in pages).items())),
            "dossiers": [row(dossier) for dossier in made],
        }


def _taken(desk: Desk, files: list[UploadFile], where: str, case: str | None) -> shapes.BatchTaken:
    archive = desk.archive
    with archive.ledger.read() as session:
        code = checked_code(session, case) if case else None
    with laid_down(archive.objects, files) as paths:
        intake = take_in(archive.ledger, archive.objects, paths, where, code)
    with archive.ledger.read() as session:
        kept = [_file(session.get_one(Delivery, each)) for each in intake.delivery_ids]
    return shapes.BatchTaken(batch=intake.batch_id, duplicate=intake.finished_before, files=kept)


def _file(delivery: Delivery) -> shapes.FileKept:
    return shapes.FileKept(
        name=masked(delivery.name),
        sha256=delivery.sha256,
        bytes=delivery.size,
        state=delivery.state,
        reason=delivery.reason,
    )
