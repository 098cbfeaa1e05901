"""`sohoa reindex`: the index is built anew, and with `--ocr` pages are read again first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from archive.archive import Archive
from archive.reindex.choice import Choice
from archive.reindex.estimate import Estimate, estimate
from archive.reindex.job import Phase, Reindexed, Request, Watch, reindex
from archive.reindex.reread import Reread
from config.errors import ExitCode
from config.messages import _, n_
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reindex")(reindex_command)


def reindex_command(
    context: typer.Context,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read the pages again first, behind all live work.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what was interrupted.")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=DAYS, metavar="DATE", help="Only pages that came on this day or later.")
    ] = None,
    pipeline_older_than: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Only pages that an older version of the reading read.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how many pages, how long; change nothing.")] = False,
    as_json: AsJson = False,
) -> int:
    """Build the search index anew beside the one that answers; searches go on meanwhile."""
    request = Request(Choice.of(since.date() if since else None, pipeline_older_than), ocr, resume)
    with opened(context) as archive:
        if dry_run:
            return _foretell(archive, request, as_json)
        with _bar() as told:
            done = reindex(archive, request, told)
    if as_json:
        print_json(done.to_json())
    else:
        _print(done)
    return ExitCode.NEEDS_PERSON if done.needs_person else ExitCode.OK


def _foretell(archive: Archive, request: Request, as_json: bool) -> int:
    expected = estimate(archive, request)
    if as_json:
        print_json(expected.to_json())
    else:
        people().print(_would(request, expected), soft_wrap=True)
    return ExitCode.OK


def _would(request: Request, expected: Estimate) -> str:
    sentence = (
        _("{pages} pages would be read again, in about {time} (measured on {sample} pages)")
        if request.ocr
        else _("{pages} pages would be put into the index, in about {time} (measured on {sample} pages)")
    )
    return sentence.format(pages=expected.pages, time=_time(expected.seconds), sample=expected.sample)


def _print(done: Reindexed) -> None:
    console = people()
    if done.reread:
        _print_reread(done.reread)
    if done.built:
        sentence = n_("{count} page in the index", "{count} pages in the index", done.built.pages)
        console.print(sentence.format(count=done.built.pages))
    rate = _("{time}, {rate} pages a second")
    console.print(rate.format(time=_time(done.seconds), rate=f"{done.pages_per_second:.1f}"))


def _print_reread(reread: Reread) -> None:
    console = people()
    console.print(
        _("{pages} pages read again, {changed} changed, {unread} unread, {withheld} newly withheld").format(
            pages=reread.total, changed=reread.changed, unread=len(reread.unread), withheld=reread.withheld
        )
    )
    if reread.most_changed:
        table = Table(_("Changed most"), _("Page"), _("Words changed"), box=None, pad_edge=False)
        for page in reread.most_changed:
            table.add_row(page["dossier"] or page["file"], str(page["page"] or "-"), f"{page['change']:.0%}")
        console.print(table)
    for page in reread.unread:
        console.print(f"  {page['dossier'] or page['file']} {page['page'] or '-'}: {page['reason']}", soft_wrap=True)


def _time(seconds: float) -> str:
    return str(timedelta(seconds=max(1, round(seconds))))


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Pages a second."""
        return Text("" if task.speed is None else _("{rate} pages/s").format(rate=f"{task.speed:.1f}"))


@contextmanager
def _bar() -> Iterator[Watch]:
    """A bar with rate and time left on a terminal, silence elsewhere; yields what is to be told."""
    console = Console(file=sys.stderr)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        rows = {phase: bar.add_task("", total=None, visible=False) for phase in Phase}
        names = {
            Phase.READING: _("Reading pages again"),
            Phase.BUILDING: _("Building the index"),
            Phase.ADOPTING: _("Putting it in place"),
        }

        def told(phase: Phase, done: int, total: int) -> None:
            bar.update(rows[phase], description=names[phase], completed=done, total=total or None, visible=True)

        yield told
