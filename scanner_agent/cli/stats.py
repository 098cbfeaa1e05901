"""`sohoa stats`: figures of the home."""

from __future__ import annotations

import typer
from rich.table import Table

from archive.stats import Forecast, Stats, stats
from config.clock import wall_clock
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

MEGA, GIGA = 1e6, 1e9


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stats")(stats_command)


def stats_command(context: typer.Context, as_json: AsJson = False) -> int:
    """Count what there is, weigh it, and say when the disk will be full."""
    with opened(context) as archive:
        figures = stats(archive, wall_clock())
    if as_json:
        print_json(figures.to_json())
    else:
        console = people()
        console.print(figures_table(figures))
        console.print(forecast_sentence(figures.forecast), soft_wrap=True)
    return ExitCode.OK


def figures_table(figures: Stats) -> Table:
    """One row a kind of thing: how many, and in which states."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    counted = {
        _("Batches"): figures.batches,
        _("Files"): figures.files,
        _("Pages"): figures.pages,
        _("Dossiers"): figures.dossiers,
        _("Cases"): figures.cases,
        _("To be done"): figures.queue,
    }
    for name, states in counted.items():
        shown = ", ".join(f"{count} {state}" for state, count in states.items())
        table.add_row(name, str(sum(states.values())), shown)
    more = {_("Separators"): figures.separators, _("Hidden pages"): figures.hidden}
    for name, count in (more | {_("Withheld pages"): figures.withheld}).items():
        table.add_row(name, str(count), "")
    if index := figures.index:
        behind = _("{count} changes behind").format(count=index.behind) if index.behind else ""
        table.add_row(_("Pages that are found"), str(index.pages), behind)
    weights = {"objects/": figures.bytes.objects, "dossiers/": figures.bytes.dossiers}
    for name, size in (weights | {"ledger.sqlite": figures.bytes.ledger, "index/": figures.bytes.index}).items():
        table.add_row(name, f"{size / MEGA:.1f}", "MB")
    return table


def forecast_sentence(forecast: Forecast) -> str:
    """When the disk will be full, for people."""
    free = f"{forecast.free / GIGA:.1f}"
    if forecast.days_left is None:
        return _("{free} GB free").format(free=free)
    told = _("{free} GB free; {pages} pages and {megabytes} MB a day: the disk lasts for {days} days")
    return told.format(
        free=free,
        pages=f"{forecast.pages_per_day:.0f}",
        megabytes=f"{forecast.bytes_per_day / MEGA:.0f}",
        days=f"{forecast.days_left:.0f}",
    )
