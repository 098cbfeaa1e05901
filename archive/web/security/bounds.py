"""How large and how slow a request may be."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.errors import RequestTooLarge, RequestTooSlow

MOST_BYTES = 64_000
"""Of a form."""
SECONDS = 15.0
"""In which the whole of it must have come."""


class Bounds:
    """Middleware that refuses what is larger or slower.

    ``larger``: bytes that are taken under paths that begin so, such as those of an upload; they have a second more for
    each 100 kB.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, int] | None = None, seconds: float = SECONDS) -> None:
        self._app = app
        self._larger = dict(larger or {})
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification. Raises `RequestTooLarge` and, while the body is read, also `RequestTooSlow`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = next((each for start, each in self._larger.items() if scope["path"].startswith(start)), MOST_BYTES)
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            raise RequestTooLarge
        clock = asyncio.get_running_loop().time
        until = clock() + self._seconds + max(0, most - MOST_BYTES) / 100_000
        taken, whole = 0, False

        async def bounded() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()  # waits for the end of the connection
            try:
                message = await asyncio.wait_for(receive(), max(0.0, until - clock()))
            except TimeoutError as error:
                raise RequestTooSlow from error
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise RequestTooLarge
            return message

        await self._app(scope, bounded, send)
