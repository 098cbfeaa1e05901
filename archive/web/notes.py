"""Auditing: whatever a request notes is sealed in the chain of events before the first byte of the answer leaves.

A route calls `note`; all notes of a request, and that its session is in use, are one transaction. Where it cannot be
written nothing is shown. What changes rows records itself in the transaction that changes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.ledger import Recording
from archive.search.privacy import masked
from archive.web.desk import Desk, desk_of
from archive.web.security.sessions import Visitor, note_seen

KIND = "web."
"""How the kinds of what people look at begin."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be told of a request."""

    kind: str
    subject: str
    data: dict[str, Any]


def note(request: HTTPConnection, what: str, subject: str, **data: Any) -> None:
    """Tell that this request's visitor did ``what`` (``searched``, ``page_viewed``) to ``subject``.

    Identity numbers in what was typed are masked here.
    """
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    who = {"user": visitor.user.name} if visitor else {}
    plain = {key: masked(value) if isinstance(value, str) else value for key, value in data.items()}
    notes: list[Note] = request.state.notes
    notes.append(Note(KIND + what, subject, who | plain))


class Auditing:
    """Middleware that writes the notes down."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["notes"] = notes = list[Note]()

        async def audited(message: Message) -> None:
            if message["type"] == "http.response.start":
                visitor: Visitor | None = state.get("visitor")
                if notes or (visitor and visitor.stale):
                    await run_in_threadpool(_write, desk_of(HTTPConnection(scope)), visitor, notes)
            await send(message)

        await self._app(scope, receive, audited)


def _write(desk: Desk, visitor: Visitor | None, notes: list[Note]) -> None:
    def write(work: Recording) -> None:
        if visitor and visitor.stale:
            note_seen(work, visitor.session, desk.clock())
        for each in notes:
            work.record(each.kind, each.subject, **each.data)

    desk.scribe.write(write)
    notes.clear()
