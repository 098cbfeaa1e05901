"""`sohoa ingest`: scans in, dossiers out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.ingest import IngestReport, ingest
from archive.intake import Paper
from archive.models import Sides
from archive.quality import advice
from config.codes import MOST_SHEETS
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json, withheld_sentence
from scanner_agent.cli.progress import work_bar
from scanner_agent.cli.tables import print_dossiers
from scanner_agent.reasons import why_incomplete, why_miscounted, why_unlinked


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest_command)


def ingest_command(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Scans, or folders of scans; they are copied, never altered.")],
    desk: Annotated[str | None, typer.Option(help="Desk at which they were scanned.")] = None,
    case: Annotated[str | None, typer.Option(help="Dossier code (mã hồ sơ) they belong to.")] = None,
    sheets: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_SHEETS, help="How many sheets of paper they are; counted against the pages."),
    ] = None,
    sides: Annotated[Sides, typer.Option(help="Which sides of each sheet were scanned.")] = Sides.ONE,
    as_json: AsJson = False,
) -> int:
    """Take scans in as one batch and wait for the searchable PDF/A."""
    with opened(context) as archive:
        with work_bar(archive) as told:
            report = ingest(archive, paths, desk or archive.settings.desk, case, told, Paper(sheets, sides))
        if as_json:
            print_json(report.to_json())
        else:
            print_report(report)
    return ExitCode.NEEDS_PERSON if report.needs_person else ExitCode.OK


def print_report(report: IngestReport) -> None:
    """Files that need a person, then the dossiers."""
    console = people()
    states = {"stored": _("stored"), "duplicate": _("duplicate"), "quarantined": _("quarantined")}
    for state, name in states.items():
        files = [file for file in report.files if file["state"] == state]
        if files:
            console.print(_("{count} files {state}").format(count=len(files), state=name))
        for file in files:
            if file["reason"]:
                console.print(f"  {Path(file['path']).name}: {file['reason']}")
    if report.dossiers:
        print_dossiers(console, report.dossiers)
    for line in dict.fromkeys(line for dossier in report.dossiers for line in why_incomplete(dossier)):
        console.print(line, soft_wrap=True)
    for dossier in report.dossiers:
        for why in (why_unlinked(dossier), *why_miscounted(dossier)):
            if why:
                console.print(why, soft_wrap=True)
        for flagged in dossier["flagged"]:
            for sentence in advice(flagged["flags"], flagged["page"]):
                console.print(f"{dossier['id']}: {sentence}", soft_wrap=True)
    if withheld := sum(dossier["withheld"] for dossier in report.dossiers):
        console.print(withheld_sentence(withheld), soft_wrap=True)
