"""Which program asks, and whether it may: what every route of the API depends on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from archive.web.permissions import Permission, may
from archive.web.security import tokens
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk
from config.errors import NotAllowed, TokenNeeded

_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="What `sohoa tokens add` showed.")


def caller_of(
    request: Request, desk: AtDesk, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Visitor:
    """The program that asks. Raises `TokenNeeded`; a session's cookie opens nothing here, so that no form can."""
    if sent is None:
        raise TokenNeeded
    with desk.archive.ledger.read() as session:
        visitor = tokens.bearer(session, sent.credentials)
    if visitor is None:
        raise TokenNeeded
    request.state.visitor = visitor
    return visitor


def need_token(permission: Permission) -> Any:
    """A dependency that gives the program as a `Visitor` who has this permission, or raises `NotAllowed`."""

    def check(visitor: Annotated[Visitor, Depends(caller_of)]) -> Visitor:
        if not may(visitor.user.role, permission):
            raise NotAllowed
        return visitor

    return Depends(check)
