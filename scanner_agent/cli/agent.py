"""`sohoa agent`: collects what the scanners put out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from archive.archive import Archive
from config.errors import ExitCode, UsageError
from config.messages import _
from scanner_agent.cli.ingest import print_report
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.collect import report, watching_agent
from scanner_agent.endings import survive_lease_breaks
from scanner_agent.news import News, Tally


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("agent")(agent_command)


def agent_command(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Take what is there now, finish it, and end.")] = False,
    as_json: AsJson = False,
) -> int:
    """Watch the sources that are set in sohoa.toml and take in what scanners put there."""
    if as_json and not once:
        raise UsageError(vi="--json chỉ dùng cùng với --once.", en="--json goes only with --once.")
    with opened(context) as archive, screen(quiet=as_json) as (tell, show):
        news = News(archive, tell, show)
        agent = watching_agent(archive, news)
        with signals(agent.stop) as received:
            try:
                agent.drain() if once else agent.run()
            finally:
                agent.engine.stop()
            news.catch_up(0, 0)
        if received:
            return ExitCode.INTERRUPTED if received[0] == signal.SIGINT else ExitCode.OK
        if not once:
            return ExitCode.OK
        doubtful = _answer(archive, news, as_json)
        return ExitCode.NEEDS_PERSON if doubtful or agent.unreached else ExitCode.OK


def _answer(archive: Archive, news: News, as_json: bool) -> bool:
    """Print what became of everything; returns whether something of it needs a person."""
    done = report(archive, news)
    if as_json:
        print_json(done.to_json())
    elif done.files:
        print_report(done)
    return done.needs_person


@contextmanager
def signals(stop: Callable[[], None]) -> Iterator[list[int]]:
    """Let SIGTERM and Ctrl-C end the agent in order; a second one has its usual force. Yields those received."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def answer(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        signal.signal(number, before[signal.Signals(number)])
        stop()

    survive_lease_breaks()
    for number in before:
        signal.signal(number, answer)
    try:
        yield received
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


@contextmanager
def screen(quiet: bool) -> Iterator[tuple[Callable[[str], None], Callable[[Tally], None]]]:
    """One line for each event on stdout, and on a terminal the figures below them. ``quiet``: lines to stderr."""
    console = Console(file=sys.stderr)
    lines = people(sys.stderr if quiet else sys.stdout)
    live = Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False)

    def tell(line: str) -> None:
        shown = live.is_started
        live.stop()  # its line must not stand in the way of another stream on the same screen
        lines.print(f"{datetime.now().astimezone():%H:%M:%S}  {line}", soft_wrap=True)
        lines.file.flush()
        if shown:
            live.start(refresh=True)

    def show(tally: Tally) -> None:
        figures = _("{taken} taken · {waiting} waiting · {open} batches open · {dossiers} dossiers · {aside} set aside")
        if console.is_terminal:
            live.start()
            live.update(Text(_fill(figures, tally), style="dim"), refresh=True)

    try:
        yield tell, show
    finally:
        live.stop()


def _fill(figures: str, tally: Tally) -> str:
    return figures.format(
        taken=tally.taken,
        waiting=tally.waiting,
        open=tally.open_batches,
        dossiers=tally.dossiers,
        aside=tally.quarantined,
    )
