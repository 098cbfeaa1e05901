"""`sohoa procedures`: the catalogue, looked at, checked, added to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from archive.procedures import bring_in
from config.calendar import PACKAGED as CALENDAR
from config.calendar import check_years
from config.codes import national_code
from config.errors import ExitCode, UsageError, WrongDataFile
from config.messages import _, current_language
from config.procedures import PACKAGED, Catalogue, Days, Procedure, Version, check_files, load_catalogue
from scanner_agent.cli.opening import speaking
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_whole

procedures = typer.Typer(help="The catalogue of procedures.", rich_markup_mode=None, invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(procedures, name="procedures")


@procedures.callback()
def list_command(context: typer.Context, as_json: AsJson = False) -> int:
    """List the procedures that are known here; with a command, see its own help."""
    if context.invoked_subcommand is not None:
        return ExitCode.OK
    catalogue = load_catalogue(speaking(context).procedures)
    rows = [_row(catalogue, procedure) for procedure in catalogue.procedures.values()]
    if as_json:
        print_json({"procedures": rows})
    else:
        table = Table(_("Code"), _("Working days"), _("Papers"), _("Name"), box=None, pad_edge=False)
        for row in rows:
            table.add_row(row["code"], str(row["working_days"] or "-"), str(row["components"]), row["name"])
        print_whole(people(), table)
    return ExitCode.OK


@procedures.command("show")
def show_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Procedure code (mã TTHC), with or without a province's tail.")],
    as_json: AsJson = False,
) -> int:
    """Show a procedure: its periods, days and papers, each with where it is from."""
    catalogue = load_catalogue(speaking(context).procedures)
    procedure = catalogue.get(national_code(code) or code)
    if as_json:
        shown = procedure.model_dump(mode="json", by_alias=True)
        print_json(shown | {"file": str(catalogue.files[procedure.code])})
    else:
        _print(procedure, catalogue.files[procedure.code])
    return ExitCode.OK


@procedures.command("check")
def check_command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; unset: the program's and the home's, calendars too.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check files of procedures: every mistake with its file and line."""
    home = speaking(context)
    if paths:
        mistakes = check_files(_files(paths))
    else:
        mistakes = check_files([*_files([PACKAGED]), *sorted(home.procedures.glob("*.toml"))])
        mistakes += [*check_years(CALENDAR), *check_years(home.calendar)]
    if as_json:
        print_json({"ok": not mistakes, "mistakes": [_mistake(each) for each in mistakes]})
    else:
        for mistake in mistakes:
            people().print(mistake.sentence(current_language()), soft_wrap=True)
        if not mistakes:
            people().print(_("All files are right."))
    return ExitCode.USAGE if mistakes else ExitCode.OK


@procedures.command("import")
def import_command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="TOML files, one a procedure.")],
    as_json: AsJson = False,
) -> int:
    """Check files and copy them into the home; a file with the same code takes the other's place."""
    imported = bring_in(speaking(context).open(), files)
    rows = [{"path": str(each.path), "state": each.state.value, "file": str(each.kept_as)} for each in imported]
    if as_json:
        print_json({"files": rows})
    else:
        for row in rows:
            people().print("{path}  {state}  {file}".format(**row), soft_wrap=True)
    return ExitCode.OK


def _row(catalogue: Catalogue, procedure: Procedure) -> dict[str, Any]:
    newest = _newest(procedure)
    return {
        "code": procedure.code,
        "name": procedure.name,
        "field": procedure.field,
        "handling_unit": procedure.handling_unit,
        "working_days": newest.working_days.days if newest.working_days else None,
        "components": len(newest.components),
        "versions": len(procedure.versions),
        "file": str(catalogue.files[procedure.code]),
    }


def _newest(procedure: Procedure) -> Version:
    return max(procedure.versions, key=lambda version: (version.begins is not None, version.begins))


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        here = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not here:
            raise UsageError(vi=f"{path} không có tệp .toml nào.", en=f"There is no .toml file in {path}.")
        found += here
    return found


def _mistake(mistake: WrongDataFile) -> dict[str, Any]:
    return {name: mistake.details[name] for name in ("file", "line", "key")} | {
        "vi": mistake.sentence("vi"),
        "en": mistake.sentence("en"),
    }


def _print(procedure: Procedure, file: Path) -> None:
    console = people()
    console.print(f"{procedure.code}  {procedure.name}{_doubt(procedure.sure)}", soft_wrap=True)
    console.print(f"{file}", soft_wrap=True)
    for version in procedure.versions:
        period = _("from {begins} until {ends}").format(begins=version.begins or "…", ends=version.ends or "…")
        console.print(f"\n{period}: {version.source}{_doubt(version.sure)}", soft_wrap=True)
        for label, days in ((_("Working days"), version.working_days), (_("Request within"), version.request_within)):
            console.print(f"{label}: {_days(days)}", soft_wrap=True)
        table = Table(_("Paper"), _("Form"), _("Original"), _("Copy"), _("Required"), box=None, pad_edge=False)
        for part in version.components:
            required = part.condition or (_("yes") if part.required else _("no"))
            counts = (str(part.originals or "-"), str(part.copies or "-"))
            table.add_row(part.title + _doubt(part.sure), part.form or "-", *counts, required)
        print_whole(console, table)


def _days(days: Days | None) -> str:
    return f"{days.days}{_doubt(days.sure)}  ({days.source})" if days else "-"


def _doubt(sure: bool) -> str:
    return "" if sure else " (?)"
