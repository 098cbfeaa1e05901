"""Programs that ask the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from archive.archive import Archive
from archive.models import Role
from archive.web.security import tokens

Program = Callable[[str], TestClient]


@pytest.fixture
def program(app: FastAPI, archive: Archive) -> Program:
    """A program of a role, with a token; that of a clerk serves quay-1."""

    def asking(role: str) -> TestClient:
        with archive.ledger.write() as work:
            known = {each.name for each in tokens.listed(work)}
            token = tokens.add(work, f"{role}-{len(known)}", Role(role), ["quay-1"])
        return TestClient(app, headers={"authorization": f"Bearer {token}"}, raise_server_exceptions=False)

    return asking
