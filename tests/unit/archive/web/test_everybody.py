"""Every role on every route: who gets what, and a route that is not in the table fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from archive.archive import Archive
from archive.models import Event, Role
from archive.web.security import tokens
from tests.unit.archive.web.browser import Browser, Shelf

ALL = frozenset(Role)
NO_CLERK = ALL - {Role.CLERK}
AT_WORK = ALL - {Role.ARCHIVIST}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
OVERSEERS = ADMINISTRATOR | {Role.SUPERVISOR}
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
    ("GET", "/quarantine/{item}"): Row(AT_WORK, "/quarantine/{withheld}"),
    ("GET", "/quarantine/{item}/image"): Row(OVERSEERS, "/quarantine/{withheld}/image"),
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
    # The same; and no reason is said.
    ("POST", "/quarantine/{item}/retry"): Row(AT_WORK, "/quarantine/file:1/retry", 409),
    ("POST", "/quarantine/{item}/discard"): Row(AT_WORK, "/quarantine/file:1/discard", 400),
    ("POST", "/quarantine/{item}/release"): Row(OVERSEERS, "/quarantine/{withheld}/release", 400),
    # A dossier with itself.
    ("POST", "/desk/dossiers/{dossier}/merge"): Row(AT_WORK, "/desk/dossiers/{mine}/merge", 400),
    ("POST", "/desk/dossiers/{dossier}/pages/{number}/carry"): Row(AT_WORK, "/desk/dossiers/{mine}/pages/1/carry", 400),
    ("POST", "/desk/upload"): Row(AT_WORK, "/desk/upload", 400),
    ("GET", "/today"): Row(OVERSEERS, "/today"),
    ("GET", "/today.csv"): Row(OVERSEERS, "/today.csv"),
    ("GET", "/dossiers"): Row(OVERSEERS, "/dossiers?figure=backlog"),
}
"""A new route is a new line here, or in the tables below."""
V1 = "/api/v1"
PROGRAMS = {
    ("PUT", f"{V1}/cases/{{code}}"): Row(OVERSEERS, f"{V1}/cases/H26.12-260804-0591", 422),
    ("GET", f"{V1}/cases/{{code}}"): Row(ALL, f"{V1}/cases/H26.12-260804-0591"),
    ("POST", f"{V1}/batches"): Row(ALL - {Role.ARCHIVIST}, f"{V1}/batches", 422),
    ("GET", f"{V1}/batches/{{batch}}"): Row(ALL, f"{V1}/batches/1"),
    ("GET", f"{V1}/dossiers"): Row(ALL, f"{V1}/dossiers"),
    ("GET", f"{V1}/dossiers/{{dossier}}"): Row(ALL, f"{V1}/dossiers/{{mine}}"),
    ("GET", f"{V1}/dossiers/{{dossier}}/text"): Row(ALL, f"{V1}/dossiers/{{mine}}/text"),
    ("GET", f"{V1}/dossiers/{{dossier}}/pdf"): Row(ALL, f"{V1}/dossiers/{{mine}}/pdf"),
    ("GET", f"{V1}/dossiers/{{dossier}}/pages/{{number}}/image"): Row(ALL, f"{V1}/dossiers/{{mine}}/pages/1/image"),
    ("GET", f"{V1}/search"): Row(ALL, f"{V1}/search?q=xang"),
    ("GET", "/metrics"): Row(ALL, "/metrics"),
}
"""What programs ask, with a token; a session opens nothing of it."""
FOR_ANYBODY = {("GET", "/healthz"): 200, ("GET", "/readyz"): 200, ("GET", f"{V1}/openapi.json"): 200}
"""What tells of nobody."""
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
    address = row.address.format(mine=shelf.mine, original=shelf.original, withheld=shelf.withheld)
    if method == "GET":
        return browser.get(address).status_code
    fields = FIELDS | {"other": shelf.mine, "by": f"{shelf.mine}:2"}
    return browser.post(address, secret, **fields).status_code


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    assert routes(app) == {*TABLE, *PROGRAMS, *FOR_ANYBODY}


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


@pytest.mark.parametrize("role", list(Role))
def test_each_program_gets_what_the_table_says(role: Role, app: FastAPI, archive: Archive, shelf: Shelf) -> None:
    with archive.ledger.write() as work:
        token = tokens.add(work, "program", role, ["quay-1"])
    program = TestClient(app, headers={"authorization": f"Bearer {token}"})
    got = {route: _ask_as_program(program, route[0], row, shelf) for route, row in PROGRAMS.items()}
    assert got == {route: row.status if role in row.roles else 403 for route, row in PROGRAMS.items()}
    with archive.ledger.read() as session:
        refused = session.query(Event).where(Event.kind == "web.refused").count()
    assert refused == list(got.values()).count(403)


@pytest.mark.parametrize("role", list(Role))
def test_neither_strangers_nor_sessions_pass_for_programs(
    role: Role, app: FastAPI, browser: Callable[..., Browser], shelf: Shelf
) -> None:
    guessing = TestClient(app, headers={"authorization": "Bearer sohoa_guessed"})
    for client in (TestClient(app), guessing, browser(role.value).client):
        for (method, path), row in PROGRAMS.items():
            assert _ask_as_program(client, method, row, shelf) == 401, path


def test_what_tells_of_nobody_is_for_anybody(app: FastAPI) -> None:
    assert {route: TestClient(app).request(*route).status_code for route in FOR_ANYBODY} == FOR_ANYBODY


def _ask_as_program(program: TestClient, method: str, row: Row, shelf: Shelf) -> int:
    return program.request(method, row.address.format(mine=shelf.mine)).status_code
