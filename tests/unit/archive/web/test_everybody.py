"""Every role on every route: who gets what, and a route that is not in the table fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from archive.models import Role
from tests.unit.archive.web.browser import Browser, Shelf

ALL = frozenset(Role)
NO_CLERK = ALL - {Role.CLERK}
AT_WORK = ALL - {Role.ARCHIVIST}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
OPEN = frozenset({("GET", "/login"), ("POST", "/login")})
"""What one meets before logging in."""


@dataclass(frozen=True)
class Row:
    """Who may, what they get, and with which address it is tried."""

    roles: frozenset[Role]
    address: str
    status: int = 200


TABLE = {
    ("GET", "/login"): Row(ALL, "/login"),
    ("POST", "/login"): Row(ALL, "/login", 401),
    ("GET", "/password"): Row(ALL, "/password"),
    ("POST", "/password"): Row(ALL, "/password", 400),
    ("POST", "/logout"): Row(ALL, "/logout", 303),
    ("GET", "/"): Row(ALL, "/?q=xang"),
    ("GET", "/search.csv"): Row(NO_CLERK, "/search.csv?q=xang"),
    ("GET", "/dossiers/{dossier}"): Row(ALL, "/dossiers/{mine}"),
    ("GET", "/dossiers/{dossier}/pages/{number}"): Row(ALL, "/dossiers/{mine}/pages/1"),
    ("GET", "/dossiers/{dossier}/pages/{number}/image"): Row(ALL, "/dossiers/{mine}/pages/1/image"),
    ("GET", "/dossiers/{dossier}/pdf"): Row(ALL, "/dossiers/{mine}/pdf"),
    ("GET", "/dossiers/{dossier}/originals/{delivery}"): Row(ALL, "/dossiers/{mine}/originals/{original}"),
    ("GET", "/audit"): Row(ADMINISTRATOR, "/audit"),
    ("GET", "/desk"): Row(AT_WORK, "/desk"),
    ("GET", "/desk/arriving"): Row(AT_WORK, "/desk/arriving"),
    ("GET", "/desk/pages/{page}/image"): Row(AT_WORK, "/desk/pages/1/image"),
    ("GET", "/desk/dossiers/{dossier}/cases"): Row(AT_WORK, "/desk/dossiers/{mine}/cases?case=H26"),
    ("GET", "/desk/separators"): Row(AT_WORK, "/desk/separators?codes=H26.12-260804-0591=3"),
    ("GET", "/exceptions"): Row(AT_WORK, "/exceptions"),
    # Whoever may gets here the dossier as it is now: what the form says of its version is wrong.
    **{
        ("POST", f"/desk/dossiers/{{dossier}}{path}"): Row(
            AT_WORK, "/desk/dossiers/{mine}" + path.format(number=1, component="de-nghi"), 409
        )
        for path in (
            "/link",
            "/unlink",
            "/undo",
            "/redo",
            "/sheets",
            "/pages/{number}/split",
            "/pages/{number}/turn",
            "/pages/{number}/hide",
            "/pages/{number}/restore",
            "/pages/{number}/move",
            "/pages/{number}/replace",
            "/pages/{number}/begin",
            "/papers/{number}/type",
            "/papers/{number}/join",
            "/case/papers/{component}",
            "/case/close",
            "/case/reopen",
        )
    },
    # A dossier with itself.
    ("POST", "/desk/dossiers/{dossier}/merge"): Row(AT_WORK, "/desk/dossiers/{mine}/merge", 400),
    ("POST", "/desk/dossiers/{dossier}/pages/{number}/carry"): Row(AT_WORK, "/desk/dossiers/{mine}/pages/1/carry", 400),
    ("POST", "/desk/upload"): Row(AT_WORK, "/desk/upload", 400),
}
"""A new route is a new line here."""
FIELDS = {
    "name": "nobody",
    "password": "nothing at all",
    "old": "a",
    "new": "b",
    "again": "c",
    "version": "0",
    "case": "H26.12-260804-0591",
    "sheets": "3",
    "degrees": "90",
    "to": "2",
    "type": "other",
    "word": "accepted",
}


def routes(app: FastAPI) -> set[tuple[str, str]]:
    contexts = iter_route_contexts(app.routes)
    return {(method, each.path) for each in contexts for method in each.methods or () if method != "HEAD"}


def ask(browser: Browser, method: str, row: Row, shelf: Shelf, secret: str = "") -> int:
    address = row.address.format(mine=shelf.mine, original=shelf.original)
    if method == "GET":
        return browser.get(address).status_code
    fields = FIELDS | {"other": shelf.mine, "by": f"{shelf.mine}:2"}
    return browser.post(address, secret, **fields).status_code


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    assert routes(app) == set(TABLE)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_what_the_table_says(role: Role, browser: Callable[..., Browser], shelf: Shelf) -> None:
    got, wanted = {}, {}
    for (method, path), row in TABLE.items():
        each = browser(role.value)
        got[method, path] = ask(each, method, row, shelf, each.secret())
        wanted[method, path] = row.status if role in row.roles else 403
    assert got == wanted


def test_strangers_are_led_to_the_login(browser: Callable[..., Browser], shelf: Shelf) -> None:
    for (method, path), row in TABLE.items():
        if (method, path) not in OPEN:
            assert ask(browser(), method, row, shelf, "guessed") == (303 if method == "GET" else 401), path


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_changed_without_the_secret(role: Role, browser: Callable[..., Browser], shelf: Shelf) -> None:
    for (method, path), row in TABLE.items():
        if method != "GET" and (method, path) not in OPEN:
            assert ask(browser(role.value), method, row, shelf, "guessed") == 403, path
