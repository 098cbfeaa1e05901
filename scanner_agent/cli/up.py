"""`sohoa up`: everything that one machine needs, in one command."""

from __future__ import annotations

import signal

import typer

from archive.web.serve import serving
from config.errors import ExitCode
from scanner_agent.cli.agent import screen, signals
from scanner_agent.cli.opening import opened
from scanner_agent.cli.serve import Host, Port, TlsCert, TlsKey, announce, chosen
from scanner_agent.collect import watching_agent
from scanner_agent.news import News


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("up")(up_command)


def up_command(
    context: typer.Context,
    host: Host = None,
    port: Port = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
) -> int:
    """Collect from the scanners, read, and answer browsers, until stopped."""
    with opened(context) as archive, screen(quiet=False) as (tell, show):
        settings = chosen(archive.settings.web, host, port, tls_cert, tls_key)
        announce(archive, settings)
        agent = watching_agent(archive, News(archive, tell, show))
        with signals(agent.stop) as received, serving(archive, settings):
            try:
                agent.run()
            finally:
                agent.engine.stop()
    return ExitCode.INTERRUPTED if received and received[0] == signal.SIGINT else ExitCode.OK
