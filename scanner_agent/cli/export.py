"""`sohoa export`: dossiers out of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.dossiers.describe import listing
from archive.export import export
from config.errors import CaseNotFound, ExitCode, UsageError
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json, withheld_sentence


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export_command)


def export_command(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write; it is made.")],
    dossier: Annotated[str | None, typer.Argument(help="Id of one dossier.")] = None,
    case: Annotated[str | None, typer.Option(help="All dossiers of this dossier code (mã hồ sơ).")] = None,
    originals: Annotated[bool, typer.Option(help="The delivered files too, bit for bit.")] = False,
    as_json: AsJson = False,
) -> int:
    """Write PDF/A files, metadata and checksums into a folder."""
    if (dossier is None) == (case is None):
        raise UsageError(
            vi="Hãy cho mã một hồ sơ số hóa hoặc --case, và chỉ một trong hai.",
            en="Name one dossier or --case, and only one of them.",
        )
    with opened(context) as archive:
        if case is not None:
            with archive.ledger.read() as session:
                chosen = [each.id for each in listing(session, case=case)]
            if not chosen:
                raise CaseNotFound(case=case)
        else:
            chosen = [str(dossier)]
        done = export(archive, chosen, output, originals)
    if as_json:
        dossiers = [{"id": d.dossier, "files": d.files, "withheld": d.withheld} for d in done]
        print_json({"folder": str(output.absolute()), "dossiers": dossiers})
    else:
        for each in done:
            for name in each.files:
                people().print(str(output / name))
            if each.withheld:
                people().print(withheld_sentence(each.withheld), soft_wrap=True)
    return ExitCode.OK
