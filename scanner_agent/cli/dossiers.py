"""`sohoa dossiers`, `show`, `text`: what is in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.table import Table

from archive.dossiers.describe import details, find, listing, page_text, row
from archive.models import DossierState
from archive.quality import advice
from archive.quality.carried import carried
from config.errors import ExitCode, PageNotFound
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_dossiers
from scanner_agent.reasons import why_incomplete, why_linked, why_miscounted, why_unlinked

DossierId = Annotated[str, typer.Argument(help="Id of the dossier, as `sohoa dossiers` lists it.")]


SAID = ("date", "issuer", "applicant")
"""Fields of a paper that are told to people, besides its number."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("dossiers")(dossiers_command)
    app.command("show")(show_command)
    app.command("text")(text_command)


def dossiers_command(
    context: typer.Context,
    case: Annotated[str | None, typer.Option(help="Only those of this dossier code.")] = None,
    state: Annotated[DossierState | None, typer.Option(help="Only those in this state.")] = None,
    as_json: AsJson = False,
) -> int:
    """List the dossiers."""
    with opened(context) as archive, archive.ledger.read() as session:
        rows = [row(dossier, archive.dossiers) for dossier in listing(session, case, state)]
    if as_json:
        print_json({"dossiers": rows})
    else:
        print_dossiers(people(), rows)
    return ExitCode.OK


def show_command(context: typer.Context, dossier: DossierId, as_json: AsJson = False) -> int:
    """Show one dossier page by page."""
    with opened(context) as archive, archive.ledger.read() as session:
        shown = details(find(session, dossier), archive.objects, archive.dossiers, archive.settings.quality)
    if as_json:
        print_json(shown)
    else:
        console = people()
        console.print(f"{shown['id']}  {shown['case'] or '-'}  {shown['state']}\n{shown['pdf'] or '-'}\n")
        for why in (
            why_unlinked(shown),
            *why_miscounted(shown),
            *why_incomplete(shown),
            *map(why_linked, shown["links"]),
        ):
            if why:
                console.print(why, soft_wrap=True)
        for delivery in shown["deliveries"]:
            for sentence in carried(delivery["flags"], delivery["name"]):
                console.print(sentence, soft_wrap=True)
        for page in shown["pages"]:
            for sentence in advice(page["flags"], page["number"]):
                console.print(sentence, soft_wrap=True)
        for line in paper_lines(shown["components"]):
            console.print(line, soft_wrap=True)
        console.print(page_table(shown["pages"]))
    return ExitCode.OK


def paper_lines(components: list[dict[str, Any]]) -> Iterator[str]:
    """Of each paper which it is, on which pages, and what it says of itself; a question mark is a doubt.

    A code that names a paper is told where it leaves a doubt.
    """
    for number, component in enumerate(components, 1):
        pages, fields = component["pages"], component["fields"]
        span = str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
        doubt = "" if component["evidence"].get("sure") else " ?"
        yield _("{number}. {title} · pages {pages} · {type}").format(
            number=number, title=component["title"], pages=span, type=component["type"] + doubt
        )
        said = ["/".join(fields[name]["value"] for name in ("number", "notation") if name in fields)]
        said += [f"{field['value']}{'' if field['sure'] else ' ?'}" for name, field in fields.items() if name in SAID]
        if any(said):
            yield "   " + " · ".join(filter(None, said))
        if doubt and (code := component["evidence"].get("code")):
            yield "   " + _("a code on its page says: {code}").format(code=code)


def page_table(pages: list[dict[str, Any]]) -> Table:
    """One row a page."""
    table = Table(_("Page"), _("State"), _("Turned"), _("Skew"), _("Seal"), _("Sure"), _("Words"), _("Flags"), box=None)
    for page in pages:
        skew, sure = page["skew_degrees"], page["confidence"]
        table.add_row(
            str(page["number"]),
            page["state"] + (_(" (hidden)") if page["hidden"] else _(" (withheld)") if page["withheld"] else ""),
            f"{page['rotation']}°",
            "-" if skew is None else f"{skew:+.2f}°",
            "●" if page["seal"] else "",
            "-" if sure is None else f"{sure:.0%}",
            str(len(page["text"].split())),
            " ".join(page["flags"]),
        )
    return table


def text_command(
    context: typer.Context,
    dossier: DossierId,
    page: Annotated[int | None, typer.Option(help="Only this page, counted from 1.")] = None,
    as_json: AsJson = False,
) -> int:
    """Print the recognised text."""
    with opened(context) as archive, archive.ledger.read() as session:
        pages = find(session, dossier).pages
        if page is not None and not 1 <= page <= len(pages):
            raise PageNotFound(dossier=dossier, page=page, pages=len(pages))
        chosen = pages if page is None else pages[page - 1 : page]
        texts = [page_text(each, archive.objects) for each in chosen]
    if as_json:
        first = 1 if page is None else page
        print_json({"id": dossier, "pages": [{"number": n, "text": text} for n, text in enumerate(texts, first)]})
    else:
        typer.echo("\n\f".join(texts))
    return ExitCode.OK
