"""What somebody sees when it does not work: a page with one sentence in their language, and nothing of the inside."""

from __future__ import annotations

import logging
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.web.api.problems import asks_for_problems, problem, problem_of_http, problem_of_validation
from archive.web.desk import desk_of
from archive.web.notes import note
from archive.web.visits import OWN_PASSWORD, SAFE, PasswordMustChange
from config.errors import FormExpired, LoginNeeded, NotAllowed, NotFoundError, SohoaError, TokenNeeded, WithheldPage
from config.messages import _, current_language

log = logging.getLogger(__name__)

REFUSALS = (NotAllowed, FormExpired, WithheldPage)
"""Refused tries of those who are logged in: in the chain. Strangers' are in the log, which rotates."""


def handle_faults(app: FastAPI) -> None:
    """Answer with pages where a route raises."""
    app.add_exception_handler(SohoaError, _said)
    app.add_exception_handler(PasswordMustChange, _to_password)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, SohoaError)
    return fault_page(request, error)


async def _to_password(request: Request, error: Exception) -> Response:
    return RedirectResponse(OWN_PASSWORD, 303)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, SohoaError):  # raised where FastAPI read the body
        return fault_page(request, error.__cause__)
    if asks_for_problems(request):
        return problem_of_http(error)
    known = {404: _("There is no such page."), 405: _("This cannot be done here.")}
    return _page(request, error.status_code, known.get(error.status_code, _("The request is not understood.")))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if asks_for_problems(request):
        return problem_of_validation(error)
    in_path = any(each["loc"][0] == "path" for each in error.errors())
    if in_path:
        return _page(request, 404, _("There is no such page."))
    return _page(request, 400, _("The request is not understood."))


def fault_page(request: Request, error: SohoaError) -> Response:
    """The page for an error of the tree. Who is not logged in is asked to, and led back."""
    if isinstance(error, LoginNeeded) and request.method in SAFE:
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(back, safe='')}", 303)
    if isinstance(error, REFUSALS) and getattr(request.state, "visitor", None):
        note(request, "refused", f"path:{request.url.path}"[:200], method=request.method, reason=error.code)
    elif error.http_status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error.sentence("en"), exc_info=error)
    elif not isinstance(error, NotFoundError):
        log.warning("%s %s from %s: %s", request.method, request.url.path, _address(request), error.code)
    if asks_for_problems(request) or isinstance(error, TokenNeeded):
        return problem(error)
    return _page(request, error.http_status, error.sentence(current_language()))


def _page(request: Request, status: int, sentence: str) -> Response:
    return desk_of(request).pages.render(request, "fault.html", status=status, sentence=sentence)


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


class Faults:
    """Middleware round everything else: an error that nobody foresaw is logged, and told as one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # the edge of a request
            if scope["type"] != "http" or begun:
                raise
            request = Request(scope)
            scope.setdefault("state", {})["notes"] = []  # what could not be written is not tried again
            if isinstance(error, SohoaError):
                response = fault_page(request, error)
            else:
                log.exception("%s %s", request.method, request.url.path)
                response = (
                    problem(SohoaError())
                    if asks_for_problems(request)
                    else _page(request, 500, _("Something went wrong here; the administrator finds it in the log."))
                )
            await response(scope, receive, send)
