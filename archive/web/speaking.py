"""The language in which a request is answered."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from config.messages import Language, use_language


class Speaking:
    """Middleware that answers in one language; threads in which routes run inherit it."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self._app = app
        self._language: Language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        use_language(self._language)
        await self._app(scope, receive, send)
