"""`sohoa quarantine`: refused files and withheld pages, and the ways back."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from archive.quality.carried import carried
from archive.quarantine import Item, Returned, details, discard, listing, release, retry
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.progress import work_bar

quarantine = typer.Typer(help="Refused files and withheld pages, and the ways back.", rich_markup_mode=None)

All = Annotated[bool, typer.Option("--all", help="Also the files that were given up.")]
OneItem = Annotated[str, typer.Argument(help="file:N or page:N, as the list names it.")]
Items = Annotated[list[str], typer.Argument(help="file:N or page:N, as the list names them.")]


def register(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(quarantine, name="quarantine")


@quarantine.callback(invoke_without_command=True)
def default_command(context: typer.Context, discarded: All = False, as_json: AsJson = False) -> int | None:
    """Without a further word: the list."""
    return list_command(context, discarded, as_json) if context.invoked_subcommand is None else None


@quarantine.command("list")
def list_command(context: typer.Context, discarded: All = False, as_json: AsJson = False) -> int:
    """List what waits for a person."""
    with opened(context) as archive, archive.ledger.read() as session:
        rows = listing(session, discarded)
    if as_json:
        print_json({"quarantine": rows})
    elif not rows:
        people().print(_("Nothing is in quarantine."))
    for row in () if as_json else rows:
        _print_row(row)
    return ExitCode.OK


@quarantine.command("show")
def show_command(context: typer.Context, item: OneItem, as_json: AsJson = False) -> int:
    """Show one item: where its bytes lie, their hash and size."""
    with opened(context) as archive, archive.ledger.read() as session:
        shown = details(session, archive, Item.parse(item))
    if as_json:
        print_json(shown)
    else:
        _print_row(shown)
        for sentence in carried(shown["flags"], shown["name"]):
            people().print(f"    {sentence}", soft_wrap=True)
        table = Table(box=None, pad_edge=False, show_header=False)
        for name in ("batch", "number", "sha256", "size", "path"):
            table.add_row(name, "-" if shown.get(name) is None else str(shown[name]))
        for mark in shown.get("marks", ()):
            table.add_row("mark", f"{mark['degree']} {mark['box']}")
        people().print(table, soft_wrap=True)
    return ExitCode.OK


@quarantine.command("retry")
def retry_command(context: typer.Context, items: Items, as_json: AsJson = False) -> int:
    """Look for the pages of refused files once more; what is found becomes a dossier of its own."""
    with opened(context) as archive:
        with work_bar(archive) as told:
            returned = retry(archive, [Item.parse(item) for item in items], told)
        return _answer(returned, as_json)


@quarantine.command("release")
def release_command(
    context: typer.Context,
    items: Items,
    reason: Annotated[str, typer.Option(help="Why they may be seen; it is kept in the history.")] = "",
    as_json: AsJson = False,
) -> int:
    """Let withheld pages be seen, and make the files of their dossiers anew."""
    with opened(context) as archive:
        with work_bar(archive) as told:
            returned = release(archive, [Item.parse(item) for item in items], reason, told)
        return _answer(returned, as_json)


@quarantine.command("discard")
def discard_command(
    context: typer.Context,
    item: OneItem,
    reason: Annotated[str, typer.Option(help="Why it is not needed, such as: scanned again.")],
    as_json: AsJson = False,
) -> int:
    """Give a refused file up; its bytes are kept, the list leaves it out."""
    with opened(context) as archive:
        row = discard(archive, Item.parse(item), reason)
    if as_json:
        print_json(row)
    else:
        _print_row(row)
    return ExitCode.OK


def _answer(returned: Returned, as_json: bool) -> int:
    if as_json:
        print_json(returned.to_json())
    else:
        console = people()
        for item in returned.items:
            console.print(f"{item['id']}  {_state(item['state'])}  {item['reason'] or ''}".rstrip(), soft_wrap=True)
        for dossier in returned.dossiers:
            line = f"{dossier['id']}  {dossier['case'] or '-'}  {dossier['state']}  {dossier['pdf'] or '-'}"
            console.print(line, soft_wrap=True)
    return ExitCode.NEEDS_PERSON if returned.needs_person else ExitCode.OK


def _state(state: str) -> str:
    return {"stored": _("stored"), "quarantined": _("quarantined"), "released": _("released")}[state]


def _print_row(row: dict[str, Any]) -> None:
    where = row["name"] if row["page"] is None else _("{name}, page {page}").format(name=row["name"], page=row["page"])
    console = people()
    console.print("  ".join([row["id"], row["received"], row["desk"], row["dossier"] or "-", where]), soft_wrap=True)
    console.print(f"    {row['reason']}", soft_wrap=True)
    if row["discarded"]:
        console.print("    " + _("given up: {reason}").format(reason=row["discarded"]), soft_wrap=True)
