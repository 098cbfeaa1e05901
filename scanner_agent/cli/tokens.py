"""`sohoa tokens`: which programs may use the API."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from archive.models import Role
from archive.web.security import tokens
from archive.web.security.accounts import named
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_whole

Name = Annotated[str, typer.Argument(help="What the program is called in the chain of events.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="Programs that use the API.", no_args_is_help=True)
    family.command("add")(add_command)
    family.command("list")(list_command)
    family.command("remove")(remove_command)
    app.add_typer(family, name="tokens")


def add_command(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help="What the program may do: as a person of this role.")],
    desk: Annotated[list[str] | None, typer.Option(help="Desk that a clerk's token serves; may be repeated.")] = None,
    as_json: AsJson = False,
) -> int:
    """Make a token and show it, this once."""
    with opened(context) as archive, archive.ledger.write() as work:
        token = tokens.add(work, name, role, desk or [])
    if as_json:
        print_json({"name": named(name), "token": token})
    else:
        people().print(_("{name}: token {token}, shown this once").format(name=named(name), token=token),
                       soft_wrap=True)  # fmt: skip
    return ExitCode.OK


def list_command(context: typer.Context, as_json: AsJson = False) -> int:
    """List all of them, not what they are."""
    with opened(context) as archive, archive.ledger.read() as session:
        rows = tokens.listed(session)
    if as_json:
        print_json({"tokens": [
            {"name": row.name, "role": row.role.value, "desks": row.desks, "created_at": row.created_at.isoformat()}
            for row in rows
        ]})  # fmt: skip
        return ExitCode.OK
    table = Table(_("Name"), _("Role"), _("Desk"), box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.name, row.role.value, ", ".join(row.desks) or "-")
    print_whole(people(), table)
    return ExitCode.OK


def remove_command(context: typer.Context, name: Name, as_json: AsJson = False) -> int:
    """Take a token away: from this moment on it opens nothing."""
    with opened(context) as archive, archive.ledger.write() as work:
        gone = tokens.remove(work, name)
    if as_json:
        print_json({"removed": gone})
    return ExitCode.OK
