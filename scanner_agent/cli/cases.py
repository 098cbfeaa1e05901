"""`sohoa cases`: the records of the one-stop software."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.case_document import case_document, record_document
from archive.cases import find_case, import_cases, parsed_time
from archive.deadlines import Rules, Standing, extend_case, local, pause_case, resume_case, standing_of
from archive.dossiers.describe import row
from archive.ledger import Ledger
from archive.work.drive import make_findable
from config.clock import system_clock
from config.errors import ExitCode, UsageError
from config.messages import _, current_language
from scanner_agent.cli import papers
from scanner_agent.cli.due import left_sentence
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

cases = typer.Typer(help="Case records: bring them in, look one up.", rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the family."""
    papers.register(cases)
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
    """Show a case record, its dossiers, and which required papers are there."""
    with opened(context) as archive, archive.ledger.read() as session:
        shown, standing = case_document(
            archive, session, code, system_clock(), lambda dossier: row(dossier, archive.dossiers)
        )
    if as_json:
        print_json(shown)
    else:
        _print(shown, standing)
        papers.print_papers(people(), shown)
    return ExitCode.OK


Code = Annotated[str, typer.Argument(help="Dossier code (mã hồ sơ).")]
At = Annotated[str | None, typer.Option("--at", help="When, such as 2026-08-04T09:30; unset: now.")]


@cases.command("pause")
def pause_command(context: typer.Context, code: Code, at: At = None, as_json: AsJson = False) -> int:
    """The applicant was asked for papers: no time runs until the answer."""
    return _changed(context, pause_case, code, at, as_json)


@cases.command("resume")
def resume_command(context: typer.Context, code: Code, at: At = None, as_json: AsJson = False) -> int:
    """The applicant has answered: time runs again."""
    return _changed(context, resume_case, code, at, as_json)


@cases.command("extend")
def extend_command(
    context: typer.Context,
    code: Code,
    until: Annotated[str, typer.Argument(help="The new date, such as 2026-08-04T17:00.")],
    as_json: AsJson = False,
) -> int:
    """The office apologises and sets a new date; once."""
    return _changed(context, extend_case, code, until, as_json)


def _changed(
    context: typer.Context, change: Callable[[Ledger, str, datetime], None], code: str, at: str | None, as_json: bool
) -> int:
    with opened(context) as archive:
        change(archive.ledger, code, _moment(at) if at else system_clock())
        with archive.ledger.read() as session:
            record = find_case(session, code)
            standing = standing_of(record, Rules.load(archive.home), system_clock())
            shown = record_document(record, standing)
    if as_json:
        print_json(shown)
    else:
        _print(shown | {"dossiers": []}, standing)
    return ExitCode.OK


def _moment(text: str) -> datetime:
    try:
        moment = parsed_time(text)
    except ValueError as error:
        raise UsageError(
            vi=f"“{text}” phải có dạng 2026-08-04T09:30.", en=f"“{text}” must look like 2026-08-04T09:30."
        ) from error
    return moment


def _print(shown: dict[str, Any], standing: Standing) -> None:
    console = people()
    for name in ("code", "procedure", "applicant", "received_at", "due_at", "status", "handling_unit"):
        said = _local(shown[name]) if name.endswith("_at") else shown[name]
        console.print(f"{name:14} {said or '-'}", soft_wrap=True)
    console.print(f"{'left':14} {left_sentence(standing)}")
    if standing.problem:
        console.print(standing.problem.sentence(current_language()), soft_wrap=True)
    for dossier in shown["dossiers"]:
        console.print(f"{dossier['id']}  {dossier['state']}  {dossier['pages']}  {dossier['pdf'] or '-'}")


def _local(moment: str | None) -> str | None:
    return local(datetime.fromisoformat(moment)).strftime("%d/%m/%Y %H:%M") if moment else None
