"""`sohoa search`: pages by what stands on them."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from archive.search.question import FARTHEST, Answer, Hit, Question
from archive.search.reader import open_reader
from archive.search.search import search
from config.errors import ExitCode
from config.messages import _, n_
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search_command)


def search_command(
    context: typer.Context,
    query: Annotated[list[str], typer.Argument(help='Words, "phrases", AND, OR, NOT, (groups), beginnings*, codes.')],
    case: Annotated[str | None, typer.Option(help="Only pages of this dossier code.")] = None,
    desk: Annotated[str | None, typer.Option(help="Only pages scanned at this desk.")] = None,
    procedure: Annotated[str | None, typer.Option(help="Only pages of cases of this procedure.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only papers of this type.")] = None,
    from_: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, help="Received on this day or later.")
    ] = None,
    to: Annotated[datetime | None, typer.Option(formats=DAYS, help="Received on this day or before.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Only papers issued by an agency or firm of this name.")] = None,
    applicant: Annotated[str | None, typer.Option(help="Only papers of an applicant of this name.")] = None,
    number: Annotated[str | None, typer.Option(help="Only papers of this number, such as 12/QĐ-SCT or 12.")] = None,
    issued_from: Annotated[datetime | None, typer.Option(formats=DAYS, help="Bearing this date or later.")] = None,
    issued_to: Annotated[datetime | None, typer.Option(formats=DAYS, help="Bearing this date or before.")] = None,
    limit: Annotated[int, typer.Option(help="Pages to show.")] = 20,
    offset: Annotated[int, typer.Option(help="Pages to pass over: those shown before.")] = 0,
    as_json: AsJson = False,
) -> int:
    """Find pages by what stands on them, the best first. Marks and tones may be left out."""
    question = Question(
        text=" ".join(query),
        case=_plain(case),
        desk=_plain(desk),
        procedure=_plain(procedure),
        type=_plain(type_),
        from_=from_.date() if from_ else None,
        to=to.date() if to else None,
        issuer=_plain(issuer),
        applicant=_plain(applicant),
        number=_plain(number),
        issued_from=issued_from.date() if issued_from else None,
        issued_to=issued_to.date() if issued_to else None,
        limit=limit,
        offset=offset,
    )
    with opened(context) as archive:
        answer = search(archive, open_reader(archive.home), question)
    if as_json:
        print_json(answer.to_json())
    else:
        _print_for_people(answer, offset)
    return ExitCode.OK


def _plain(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text.strip()) if text is not None else None


def _print_for_people(answer: Answer, offset: int) -> None:
    console = people()
    if answer.did_you_mean:
        console.print(_("Did you mean: {query}?").format(query=answer.did_you_mean), soft_wrap=True)
    found = n_("{pages} page found in {ms} ms", "{pages} pages found in {ms} ms", answer.total)
    total = f"≥ {answer.total}" if answer.total == FARTHEST else answer.total
    console.print(found.format(pages=total, ms=round(answer.took_ms)))
    for number, hit in enumerate(answer.hits, offset + 1):
        console.print(f"\n{number}. {_where(hit)}", soft_wrap=True)
        console.print(_marked(hit), soft_wrap=True)


def _where(hit: Hit) -> str:
    if hit.dossier is None:
        return _("batch {batch}, {file}: not in a dossier yet").format(batch=hit.batch, file=hit.file)
    return _("{dossier}, page {page} · {case}").format(dossier=hit.dossier, page=hit.page, case=hit.case or "-")


def _marked(hit: Hit) -> Text:
    """The snippet, its words found in bold where the screen can."""
    text = Text(hit.snippet)
    for start, end in hit.marks:
        text.stylize("bold reverse", start, end)
    return text
