"""Files that a clerk drops in: they go the way of all files, as a batch of the own desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from archive.archive import Archive
from archive.cases import checked_code
from archive.intake import Paper, take_in
from archive.separators.order import checked_sheets
from archive.web.api.uploads import laid_down
from archive.web.clerk.screen import desk_screen, known_desks
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import UsageError
from config.messages import current_language

router = APIRouter(prefix="/desk")

MOST_BYTES = 200_000_000
"""Of one upload: some 100 pages of 300 dpi as JPEG."""


async def _form(request: Request) -> FormData:
    return await request.form()


@router.post("/upload")
async def upload(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.CORRECT)],
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Take the files in; what becomes of them shows under what is arriving."""
    try:
        batch = await run_in_threadpool(_take, desk.archive, visitor, form)
    except UsageError as error:
        problem = error.sentence(current_language())
        return await run_in_threadpool(
            desk_screen, request, desk, visitor, None, problem=problem, status=error.http_status
        )
    note(request, "uploaded", f"batch:{batch}", files=len(form.getlist("files")))
    return RedirectResponse("/desk", 303)


def _take(archive: Archive, visitor: Visitor, form: FormData) -> int:
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    if not files:
        raise UsageError(vi="Hãy chọn tệp.", en="Please choose files.")
    with archive.ledger.read() as session:
        desks = known_desks(session, visitor.scope)
        code = _word(form, "case")
        case = checked_code(session, code) if code else None
    at = _word(form, "desk") or (desks[0] if desks else "")
    if at not in desks:
        raise UsageError(vi="Hãy chọn quầy của bạn.", en="Please choose one of your own desks.")
    sheets = checked_sheets(_word(form, "sheets")) if _word(form, "sheets") else None
    with laid_down(archive.objects, files) as paths:
        return take_in(archive.ledger, archive.objects, paths, at, case, Paper(sheets)).batch_id


def _word(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
