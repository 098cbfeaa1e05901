"""`sohoa serve`: the desk in the browser."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from archive.archive import Archive
from archive.web.security import accounts
from archive.web.serve import address, serving
from config.errors import ExitCode
from config.messages import _
from config.settings import WebSettings
from scanner_agent.cli.agent import signals
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import people

LOOK_SECONDS = 1.0
"""How often to look whether the server still lives."""

Host = Annotated[str | None, typer.Option(help="Address to answer on; else [web] host.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port; else [web] port.")]
TlsCert = Annotated[Path | None, typer.Option(help="Certificate and its chain (PEM); else [web] tls_cert.")]
TlsKey = Annotated[Path | None, typer.Option(help="Key of the certificate (PEM); else [web] tls_key.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve_command)


def serve_command(
    context: typer.Context,
    host: Host = None,
    port: Port = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
) -> int:
    """Answer browsers until stopped. Pages are read by `sohoa agent`, which may run beside it."""
    with opened(context) as archive:
        settings = chosen(archive.settings.web, host, port, tls_cert, tls_key)
        announce(archive, settings)
        stopped = threading.Event()
        with signals(stopped.set) as received, serving(archive, settings) as thread:
            while thread.is_alive() and not stopped.wait(LOOK_SECONDS):
                pass
    return ExitCode.INTERRUPTED if received and received[0] == signal.SIGINT else ExitCode.OK


def chosen(
    settings: WebSettings, host: str | None, port: int | None, tls_cert: Path | None, tls_key: Path | None
) -> WebSettings:
    """What is set, overruled by the options that were given."""
    options = {"host": host, "port": port, "tls_cert": tls_cert, "tls_key": tls_key}
    return settings.model_copy(update={name: value for name, value in options.items() if value is not None})


def announce(archive: Archive, settings: WebSettings) -> None:
    """Say where it is, and at the first start who may come in."""
    password = accounts.add_first(archive.ledger)
    console = people()
    if password:
        said = _("First start: log in as {name} with the password {password} and choose your own")
        console.print(said.format(name=accounts.FIRST, password=password), soft_wrap=True)
    console.print(_("The desk is at {address}").format(address=address(settings)), soft_wrap=True)
    console.file.flush()
