"""`sohoa users`: who may use the desk in the browser."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table

from archive.models import Role
from archive.web.security import accounts
from archive.web.security.passwords import generated
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_whole

Name = Annotated[str, typer.Argument(help="What is typed at login.")]
Typed = Annotated[bool, typer.Option("--typed", help="Ask for the password; else one is made and printed once.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    users = typer.Typer(help="People who use the desk in the browser.", no_args_is_help=True)
    users.command("add")(add_command)
    users.command("list")(list_command)
    users.command("password")(password_command)
    users.command("remove")(remove_command)
    app.add_typer(users, name="users")


def add_command(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person is.")],
    desk: Annotated[list[str] | None, typer.Option(help="Desk whose dossiers a clerk sees; may be repeated.")] = None,
    typed: Typed = False,
    as_json: AsJson = False,
) -> int:
    """Add somebody. The password must be changed at the first login."""
    with opened(context) as archive:
        password = _password(typed)
        with archive.ledger.write() as work:
            user = accounts.add(work, name, role, desk or [], password)
    _print_password(user.name, password, typed, as_json)
    return ExitCode.OK


def list_command(context: typer.Context, as_json: AsJson = False) -> int:
    """List everybody."""
    with opened(context) as archive, archive.ledger.read() as session:
        users = accounts.listed(session)
    if as_json:
        rows = [{"name": user.name, "role": user.role.value, "desks": user.desks} for user in users]
        print_json({"users": rows})
        return ExitCode.OK
    table = Table(_("Name"), _("Role"), _("Desk"), box=None, pad_edge=False)
    for user in users:
        table.add_row(user.name, user.role.value, ", ".join(user.desks) or "-")
    print_whole(people(), table)
    return ExitCode.OK


def password_command(context: typer.Context, name: Name, typed: Typed = False, as_json: AsJson = False) -> int:
    """Give somebody a new password, to be changed at the next login; whoever is logged in by that name no longer is."""
    with opened(context) as archive:
        with archive.ledger.read() as session:
            plain = accounts.need(session, name).name
        password = _password(typed)
        with archive.ledger.write() as work:
            accounts.give_password(work, accounts.need(work, name), password)
    _print_password(plain, password, typed, as_json)
    return ExitCode.OK


def remove_command(context: typer.Context, name: Name, as_json: AsJson = False) -> int:
    """Remove somebody. What the person did stays in the chain of events."""
    with opened(context) as archive, archive.ledger.write() as work:
        user = accounts.need(work, name)
        accounts.remove(work, user)
    if as_json:
        print_json({"removed": user.name})
    return ExitCode.OK


def _password(typed: bool) -> str:
    if not typed:
        return generated()
    if sys.stdin.isatty():
        return str(typer.prompt(_("New password"), hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _print_password(name: str, password: str, typed: bool, as_json: bool) -> None:
    """A password that was made is shown this once."""
    if as_json:
        print_json({"name": name, "password": None if typed else password})
    elif not typed:
        people().print(_("{name}: password {password}, to be changed at the first login").format(
            name=name, password=password
        ))  # fmt: skip
