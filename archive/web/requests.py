"""How many requests were answered, and how."""

from __future__ import annotations

import threading
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AREAS = ("api", "static")
"""First parts of addresses that are counted by themselves; all others are pages."""


class Requests:
    """Answers of this process, counted by area and class of status; for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, path: str, status: int) -> None:
        """One more."""
        area = path.split("/", 2)[1] if path.startswith("/") else ""
        with self._lock:
            self._counts[area if area in AREAS else "pages", f"{status // 100}xx"] += 1

    def counts(self) -> dict[tuple[str, str], int]:
        """So far."""
        with self._lock:
            return dict(self._counts)


class Counting:
    """Middleware that counts them in the application's own `Requests`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        requests: Requests = scope["app"].state.requests

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                requests.count(scope["path"], message["status"])
            await send(message)

        await self._app(scope, receive, counted)
