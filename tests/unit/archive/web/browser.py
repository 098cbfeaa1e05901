"""A browser as a test drives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import httpx2
from starlette.testclient import TestClient

PASSWORD = "mật khẩu rất dài"
"""Of everybody in these tests."""


@dataclass
class Browser:
    """One browser at the desk; follows no redirect."""

    client: TestClient

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.client.get(path, **options)

    def post(self, path: str, secret: str | None = None, **fields: str) -> httpx2.Response:
        """Send a form with the session's secret, or the one that is said."""
        secret = self.secret() if secret is None else secret
        return self.client.post(path, data={"csrf": secret, **fields})

    def log_in(self, name: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
        return self.client.post("/login", data={"name": name, "password": password, **more})

    def secret(self) -> str:
        """What the forms of the session bring along."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/password").text)
        assert found
        return found[1]


@dataclass(frozen=True)
class Shelf:
    """What the archive of these tests holds: ids of dossiers."""

    mine: str
    """Of desk quay-1: three pages, and a fourth that is withheld."""
    theirs: str
    """Of desk quay-2: one page."""
    original: int
    """The delivery of the first page of ``mine``."""
    secret_original: int
    """That of its withheld page."""
    withheld: str
    """What that page is called in quarantine."""
