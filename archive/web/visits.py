"""Who asks, and whether they may: what every route depends on."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request

from archive.web.desk import Desk, desk_of
from archive.web.permissions import Permission, may
from archive.web.security import sessions
from archive.web.security.sessions import Visitor
from config.errors import FormExpired, LoginNeeded, NotAllowed

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf", "x-csrf-token"
"""Where a request that changes something brings the secret of its session."""
OWN_PASSWORD = "/password"


class PasswordMustChange(Exception):
    """The visitor has a password that somebody else knows: there is one page for that."""


def _desk(request: Request) -> Desk:
    return desk_of(request)


AtDesk = Annotated[Desk, Depends(_desk)]


def _known(request: Request, desk: AtDesk) -> Visitor | None:
    with desk.archive.ledger.read() as session:
        return sessions.visitor(session, request.cookies.get(desk.cookie), desk.clock(), desk.lifetime)


Known = Annotated[Visitor | None, Depends(_known)]


async def _sent_secret(request: Request, known: Known) -> AsyncIterator[str | None]:
    if request.method in SAFE or known is None:
        yield None  # what strangers send is not even read
        return
    if sent := request.headers.get(HEADER):
        yield sent
        return
    async with request.form() as form:  # closes the files that came with it, whatever becomes of the request
        value = form.get(FIELD)
        yield value if isinstance(value, str) else None


def visitor_of(request: Request, visitor: Known, sent: Annotated[str | None, Depends(_sent_secret)]) -> Visitor:
    """Who asks. Raises `LoginNeeded`, `FormExpired`, `PasswordMustChange`."""
    if visitor is None:
        raise LoginNeeded
    request.state.visitor = visitor
    if request.method not in SAFE and not secrets.compare_digest((sent or "").encode(), visitor.csrf.encode()):
        raise FormExpired
    return visitor


def need(permission: Permission) -> Any:
    """A dependency that gives the `Visitor`, who is logged in and has this permission, or raises `NotAllowed`."""

    def check(request: Request, visitor: Annotated[Visitor, Depends(visitor_of)]) -> Visitor:
        if not may(visitor.user.role, permission):
            raise NotAllowed
        if visitor.user.must_change and permission is not Permission.OWN_ACCOUNT:
            raise PasswordMustChange
        return visitor

    check.permission = permission  # type: ignore[attr-defined]  # the table of all routes is tested by it
    return Depends(check)


def same_origin(request: Request) -> None:
    """For what is sent without a session. Raises `FormExpired` where the browser says that another site sent it."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise FormExpired
