"""Logging in and out, and the own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from archive.web.desk import Desk
from archive.web.permissions import Permission
from archive.web.security import accounts, sessions
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need, same_origin
from config.errors import LoginRefused, SohoaError, TooManyLogins, UsageError
from config.messages import current_language

router = APIRouter()

Typed = Annotated[str, Form(max_length=200)]
Own = Annotated[Visitor, need(Permission.OWN_ACCOUNT)]


@router.get("/login")
def login_page(request: Request, desk: AtDesk, next: str = "/") -> Response:
    """The form."""
    return _login_page(request, desk, next)


@router.post("/login", dependencies=[Depends(same_origin)])
def log_in(request: Request, desk: AtDesk, name: Typed, password: Typed, next: Typed = "/") -> Response:
    """A new session, whatever session the browser came with."""
    address, old = request.client.host if request.client else "?", request.cookies.get(desk.cookie)
    try:
        id_, user = accounts.log_in(desk.archive.ledger, name, password, address, old, desk.clock(), desk.lifetime)
    except (LoginRefused, TooManyLogins) as error:
        return _login_page(request, desk, next, error)
    answer = RedirectResponse("/password" if user.must_change else _local(next), 303)
    answer.set_cookie(
        desk.cookie, id_, max_age=round(desk.lifetime.whole.total_seconds()), httponly=True, samesite="strict",
        secure=desk.secure, path="/",
    )  # fmt: skip
    return answer


@router.post("/logout")
def log_out(request: Request, desk: AtDesk, visitor: Own) -> Response:
    """The session is over, here and in the ledger."""
    with desk.archive.ledger.write() as work:
        sessions.end(work, visitor.session)
        work.record("web.logout", f"user:{visitor.user.name}", user=visitor.user.name)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(desk.cookie, path="/", secure=desk.secure, httponly=True, samesite="strict")
    return answer


@router.get("/password")
def password_page(request: Request, desk: AtDesk, visitor: Own) -> Response:
    """The form."""
    return desk.pages.render(request, "password.html", problem=None)


@router.post("/password")
def change_password(request: Request, desk: AtDesk, visitor: Own, old: Typed, new: Typed, again: Typed) -> Response:
    """The new password holds, and the other sessions of the account are over."""
    try:
        if new != again:
            raise UsageError(
                vi="Hai lần gõ mật khẩu mới không giống nhau.", en="The new password was typed in two ways."
            )
        accounts.change_password(desk.archive.ledger, visitor.user, old, new, visitor.session)
    except (LoginRefused, UsageError) as error:
        problem = error.sentence(current_language())
        return desk.pages.render(request, "password.html", status=error.http_status, problem=problem)
    return RedirectResponse("/", 303)


def _login_page(request: Request, desk: Desk, next_: str, error: SohoaError | None = None) -> Response:
    problem = error.sentence(current_language()) if error else None
    status = error.http_status if error else 200
    return desk.pages.render(request, "login.html", status=status, next=_local(next_), problem=problem)


def _local(path: str) -> str:
    """``path`` where it is one of this server; else the first page. Browsers take a backslash for a slash."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else "/"
