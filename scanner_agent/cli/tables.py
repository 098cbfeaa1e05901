"""Tables that several commands print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from config.messages import _
from scanner_agent.cli.output import people


def print_dossiers(console: Console, dossiers: Sequence[dict[str, Any]]) -> None:
    """One row a dossier, as `archive.dossiers.describe` shows them; with the verdict on its file where it is told.

    Codes and paths stay whole, to be copied and opened, however narrow the terminal is: it breaks the lines, not we.
    """
    judged = ["PDF/A"] if any("pdfa" in each for each in dossiers) else []
    table = Table(_("Dossier"), _("Case"), _("State"), _("Pages"), *judged, "PDF", box=None, pad_edge=False)
    for each in dossiers:
        verdict = [_verdict(each["pdfa"])] if judged else []
        table.add_row(each["id"], each["case"] or "-", each["state"], str(each["pages"]), *verdict, each["pdf"] or "-")
    print_whole(console, table)


def _verdict(verdict: dict[str, Any] | None) -> str:
    if verdict is None:
        return "-"
    return f"{verdict['profile']} ✓" if verdict["valid"] else _("not PDF/A")


def print_whole(console: Console, table: Table) -> None:
    """Print a table as wide as its content is."""
    for column in table.columns:
        column.no_wrap = True
    widest = console.measure(table, options=console.options.update(max_width=10_000)).maximum
    people(console.file, width=max(widest, console.width)).print(table)
