"""`sohoa cases`: the records of the one-stop software."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from archive.cases import find_case, import_cases
from archive.dossiers.describe import listing, row
from archive.work.drive import make_findable
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

cases = typer.Typer(help="Case records: bring them in, look one up.", rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the family."""
    app.add_typer(cases, name="cases")


@cases.command("import")
def import_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8, with header) or JSON list of case records.")],
    as_json: AsJson = False,
) -> int:
    """Bring case records in; the same file again changes nothing."""
    with opened(context) as archive:
        report = import_cases(archive.ledger, file)
        make_findable(archive)
        if as_json:
            print_json(report.to_json())
        else:
            console = people()
            console.print(
                _("{imported} imported, {updated} updated, {rejected} rejected").format(
                    imported=report.imported, updated=report.updated, rejected=len(report.rejected)
                )
            )
            for rejected in report.rejected:
                console.print(f"  {rejected['row']}: {rejected['reason']}")
    return ExitCode.NEEDS_PERSON if report.rejected else ExitCode.OK


@cases.command("show")
def show_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Dossier code (mã hồ sơ).")],
    as_json: AsJson = False,
) -> int:
    """Show a case record and its dossiers."""
    with opened(context) as archive, archive.ledger.read() as session:
        record = find_case(session, code)
        dossiers = [row(dossier, archive.dossiers) for dossier in listing(session, case=record.code)]
        shown: dict[str, Any] = {
            "code": record.code,
            "procedure": record.procedure,
            "applicant": record.applicant,
            "received_at": record.received_at.isoformat(),
            "due_at": record.due_at.isoformat() if record.due_at else None,
            "status": record.status,
            "handling_unit": record.handling_unit,
            "receiving_unit": record.receiving_unit,
            "sheets": record.sheets,
            "dossiers": dossiers,
            "required": [],
            "complete": False,
        }
    if as_json:
        print_json(shown)
    else:
        console = people()
        for name in ("code", "procedure", "applicant", "received_at", "due_at", "status", "handling_unit"):
            console.print(f"{name:14} {shown[name] or '-'}")
        for dossier in dossiers:
            console.print(f"{dossier['id']}  {dossier['state']}  {dossier['pages']}  {dossier['pdf'] or '-'}")
    return ExitCode.OK
