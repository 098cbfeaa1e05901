"""A wire between a client and a server that lets through only so much: the client can then be killed in the middle."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.servers.programs import LOOPBACK

PORTION = 16_384
"""Bytes after which it is asked whether that was enough."""
PAUSE = 0.002
"""Seconds that the server gets to write a portion down."""


@contextmanager
def wire(port: int, enough: Callable[[], bool]) -> Iterator[int]:
    """A port that leads to ``port`` for one connection, until ``enough``; both ends close with the block."""
    over = threading.Event()
    with socket.create_server((LOOPBACK, 0)) as listening:
        thread = threading.Thread(target=_carry, args=(listening, port, enough, over), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join(10)


def _carry(listening: socket.socket, port: int, enough: Callable[[], bool], over: threading.Event) -> None:
    while not select.select([listening], [], [], 0.2)[0]:
        if over.is_set():
            return
    client, _ = listening.accept()
    with client, socket.create_connection((LOOPBACK, port)) as server:
        while not over.is_set():
            ready = select.select([client, server], [], [], 0.05)[0]
            for end, other in ((client, server), (server, client)):
                if end not in ready or (end is client and enough()):
                    continue
                try:
                    if not (portion := end.recv(PORTION)):
                        return
                    other.sendall(portion)
                except ConnectionError:
                    return
            over.wait(PAUSE)
