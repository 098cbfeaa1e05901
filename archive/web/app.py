"""The desk as an ASGI application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from archive.archive import Archive
from archive.web.api.uploads import MOST_BYTES
from archive.web.desk import Desk
from archive.web.faults import Faults, handle_faults
from archive.web.notes import Auditing
from archive.web.page_image import PageImages
from archive.web.recently import Recently
from archive.web.requests import Counting, Requests
from archive.web.routes import ROUTERS, incoming
from archive.web.scribe import Scribe
from archive.web.security.bounds import Bounds
from archive.web.security.headers import SecurityHeaders
from archive.web.speaking import Speaking
from archive.web.templates import STATIC, Pages
from config.clock import Clock, wall_clock
from config.settings import WebSettings

LARGER: dict[str, int] = {"/desk/upload": incoming.MOST_BYTES, "/api/v1/batches": MOST_BYTES}
"""Bytes that may be sent under paths that begin so; elsewhere `archive.web.security.bounds.MOST_BYTES`."""


def create_app(archive: Archive, settings: WebSettings | None = None, clock: Clock = wall_clock) -> FastAPI:
    """The desk of an open archive, which must stay open while it answers.

    A request passes counting, headers, language, faults, bounds and auditing from the outside in, and then its route.
    """
    chosen = settings or archive.settings.web
    app = FastAPI(
        title="sohoa",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(Counting),
            Middleware(SecurityHeaders, secure=chosen.tls_cert is not None),
            Middleware(Speaking, language=chosen.language),
            Middleware(Faults),
            Middleware(Bounds, larger=LARGER),
            Middleware(Auditing),
        ],
    )
    app.state.desk = Desk(
        archive, chosen, clock, Pages(), PageImages(archive.objects), Recently(), Scribe(archive.ledger)
    )
    app.state.requests = Requests()
    handle_faults(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
