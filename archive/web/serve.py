"""The server of the desk: uvicorn, alone in a process or in a thread beside other things."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from archive.archive import Archive
from archive.web.app import create_app
from config.errors import UsageError
from config.settings import WebSettings

GRACE_SECONDS = 5
"""How long answers that were begun may take when the server ends."""
IDLE_SECONDS = 15
"""How long a connection is kept for the next request."""
AT_ONCE = 100
"""Requests; more are told to come again, so that an old machine answers some instead of none."""


def server(archive: Archive, settings: WebSettings) -> uvicorn.Server:
    """A server that is not running yet. Raises `UsageError` for TLS files that cannot be read."""
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise UsageError(vi="TLS cần cả hai: tls_cert và tls_key.", en="TLS needs both of them: tls_cert and tls_key.")
    for path in filter(None, (settings.tls_cert, settings.tls_key)):
        if not path.is_file():
            raise UsageError(vi=f"Không có tệp TLS {path}.", en=f"There is no TLS file {path}.")
    config = uvicorn.Config(
        create_app(archive, settings),
        host=settings.host,
        port=settings.port,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
        limit_concurrency=AT_ONCE,
        lifespan="off",
    )
    try:
        config.load()
    except OSError as error:  # of which an error of TLS is one
        raise UsageError(
            vi=f"Không dùng được tệp TLS: {error}.", en=f"The TLS files cannot be used: {error}."
        ) from error
    return uvicorn.Server(config)


def address(settings: WebSettings) -> str:
    """Where people find it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'https' if settings.tls_cert else 'http'}://{host}:{settings.port}/"


def listen(settings: WebSettings) -> socket.socket:
    """The socket on which it answers. Raises `UsageError` where it cannot be had."""
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        here = socket.create_server((settings.host, settings.port), family=kind)
    except OSError as error:
        raise UsageError(
            vi=f"Không mở được {address(settings)}: {error.strerror}; hãy chọn cổng khác: --port.",
            en=f"{address(settings)} cannot be opened: {error.strerror}; please choose another --port.",
        ) from error
    # Connections inherit it; asyncio sets it only on sockets that name their protocol, which this one does not. Without
    # it the body of a small answer waits until the browser has acknowledged its head: 40 ms, on Windows up to 200.
    here.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return here


@contextmanager
def serving(archive: Archive, settings: WebSettings) -> Iterator[threading.Thread]:
    """The desk answers in the thread that is yielded, for as long as the block runs. Raises `UsageError`."""
    running = server(archive, settings)
    with listen(settings) as here:
        thread = threading.Thread(target=running.run, args=([here],), name="web", daemon=True)
        thread.start()
        try:
            yield thread
        finally:
            running.should_exit = True
            thread.join()
