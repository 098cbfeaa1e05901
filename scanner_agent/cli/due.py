"""`sohoa due`: cases in progress, the most urgent first."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from archive.deadlines import Rules, Standing, described, urgent
from config.clock import system_clock
from config.errors import ExitCode
from config.messages import _, current_language, n_
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_whole


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("due")(due_command)


def due_command(
    context: typer.Context,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only cases whose time is over.")] = False,
    within: Annotated[
        int | None, typer.Option(min=0, help="Only cases due in at most so many working days, and overdue ones.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """List cases in progress by the time that is left to them."""
    with opened(context) as archive, archive.ledger.read() as session:
        rules = Rules.load(archive.home)
        found = [
            (described(record, standing), standing)
            for record, standing in urgent(session, rules, system_clock(), overdue, within)
        ]
    if as_json:
        print_json({"due": [row for row, _standing in found]})
    else:
        _print(found)
    return ExitCode.OK


def _print(found: list[tuple[dict[str, Any], Standing]]) -> None:
    console = people()
    table = Table(_("Case"), _("Due"), _("Left"), _("Procedure"), _("Applicant"), box=None, pad_edge=False)
    for row, standing in found:
        due = standing.due_at.strftime("%d/%m/%Y %H:%M") if standing.due_at else "-"
        table.add_row(row["code"], due, left_sentence(standing), row["procedure"], row["applicant"])
    print_whole(console, table)
    for problem in sorted(
        {standing.problem.sentence(current_language()) for _row, standing in found if standing.problem}
    ):
        console.print(problem, soft_wrap=True)


def left_sentence(standing: Standing) -> str:
    """The time that is left, for people."""
    if standing.paused:
        return _("waits for the applicant")
    if standing.left is None:
        return "-"
    if standing.state == "overdue":
        over = -standing.left
        return n_("overdue by {count} working day", "overdue by {count} working days", over).format(count=over)
    return n_("{count} working day left", "{count} working days left", standing.left).format(count=standing.left)
