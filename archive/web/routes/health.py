"""For what watches the server: does it live, can it work, how much has it to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response

from archive.web.api.caller import need_token
from archive.web.desk import Desk
from archive.web.metrics import CONTENT_TYPE, metrics
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk
from config.errors import SohoaError

router = APIRouter()


@router.get("/healthz")
def lives() -> Response:
    """The process answers."""
    return JSONResponse({"alive": True})


@router.get("/readyz")
def ready(desk: AtDesk) -> Response:
    """Whether ledger, store and index answer; 503, with the stable code of what is wrong, where one does not."""
    parts = {
        "ledger": _trouble(lambda: _asked(desk)),
        "store": _trouble(desk.archive.objects.need),
        "index": _trouble(lambda: desk.reader.searcher()),
    }
    well = not any(parts.values())
    said = {name: code or "ok" for name, code in parts.items()}
    return JSONResponse({"ready": well, **said}, 200 if well else 503)


@router.get("/metrics")
def counted(
    request: Request, desk: AtDesk, caller: Annotated[Visitor, need_token(Permission.METRICS)]
) -> PlainTextResponse:
    """For Prometheus, with a token: behind a proxy every stranger comes from this machine."""
    told = metrics(desk.archive, desk.reader, request.app.state.requests.counts())
    return PlainTextResponse(told, media_type=CONTENT_TYPE)


def _asked(desk: Desk) -> None:
    with desk.archive.ledger.read() as session:
        session.execute(text("SELECT 1"))


def _trouble(look: Callable[[], object]) -> str | None:
    """The code of what is wrong; None where nothing is."""
    try:
        look()
    except SohoaError as error:
        return error.code
    return None
