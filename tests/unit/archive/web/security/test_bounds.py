"""A request that does not come to its end is given up."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from archive.web.security.bounds import MOST_BYTES, Bounds
from config.errors import RequestTooLarge, RequestTooSlow

SCOPE: dict[str, Any] = {"type": "http", "path": "/uploads/1", "headers": []}


async def read(bounds: dict[str, Any], *parts: bytes, stalls: bool = False, scope: dict[str, Any] = SCOPE) -> int:
    """How many bytes the application behind it gets."""
    waiting = [{"type": "http.request", "body": part, "more_body": True} for part in parts]

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        if stalls:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"", "more_body": False}

    got = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive()).get("more_body"):
            got.append(len(message["body"]))

    async def send(message: Message) -> None:
        raise AssertionError(message)

    await Bounds(app, **bounds)(scope, receive, send)
    return sum(got)


def test_what_is_small_and_quick_comes_through() -> None:
    assert asyncio.run(read({}, b"x" * 1000, b"y" * 1000)) == 2000


def test_what_stalls_is_given_up() -> None:
    with pytest.raises(RequestTooSlow):
        asyncio.run(read({"seconds": 0.05}, b"x", stalls=True))


def test_more_is_taken_only_where_it_is_said() -> None:
    part = b"x" * MOST_BYTES
    with pytest.raises(RequestTooLarge):
        asyncio.run(read({}, part, part))
    assert asyncio.run(read({"larger": {"/uploads/": 3 * MOST_BYTES}}, part, part)) == 2 * MOST_BYTES


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1).encode(), b"-1", b"many"])
def test_a_length_that_is_too_large_or_none_is_refused_at_once(length: bytes) -> None:
    with pytest.raises(RequestTooLarge):
        asyncio.run(read({}, scope={**SCOPE, "headers": [(b"content-length", length)]}))
