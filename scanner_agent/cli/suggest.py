"""`sohoa suggest`: to which case an unlinked dossier may belong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from archive.dossiers.describe import find
from archive.models import CaseRecord
from archive.procedures import current_catalogue
from archive.suggestions import Reason, suggest
from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.dossiers import DossierId
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest")(suggest_command)


def suggest_command(
    context: typer.Context,
    dossier: DossierId,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Cases to name.")] = 5,
    as_json: AsJson = False,
) -> int:
    """Name the cases to which a dossier may belong, the likeliest first, with reasons. Nothing is linked."""
    with opened(context) as archive, archive.ledger.read() as session:
        found = suggest(session, find(session, dossier), current_catalogue(archive.home.procedures), limit)
        records = {each.code: session.get_one(CaseRecord, each.code) for each in found}
    if as_json:
        rows = [
            {
                "case": each.code,
                "applicant": records[each.code].applicant,
                "procedure": records[each.code].procedure,
                "received_at": records[each.code].received_at.isoformat(),
                "weight": each.weight,
                "reasons": [asdict(reason) for reason in each.reasons],
            }
            for each in found
        ]
        print_json({"dossier": dossier, "suggestions": rows})
        return ExitCode.OK
    console = people()
    if not found:
        console.print(_("No case fits dossier {dossier}").format(dossier=dossier))
    for each in found:
        record = records[each.code]
        console.print(f"{each.code}  {each.weight:.0%}  {record.applicant} · {record.procedure}", soft_wrap=True)
        for reason in each.reasons:
            console.print(f"    {_sentence(reason)}", soft_wrap=True)
    if found:
        line = _("To link: sohoa link {dossier} {case}")
        console.print(line.format(dossier=dossier, case=found[0].code), soft_wrap=True)
    return ExitCode.OK


def _sentence(reason: Reason) -> str:
    sentences = {
        "applicant": _("the papers name {said}; the applicant is {known}"),
        "business_number": _("the papers bear the business number {said}, as others of this applicant do"),
        "procedure": _("they are papers of the procedure {said}"),
        "time": _("scanned on {said}, received on {known}"),
        "waiting": _("no paper of this case was scanned yet"),
    }
    return sentences[reason.kind].format(said=reason.said, known=reason.known)
