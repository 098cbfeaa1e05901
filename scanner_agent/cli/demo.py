"""`sohoa demo`: the main job on a small stack of badly scanned papers."""

from __future__ import annotations

import typer
from rich.table import Table

from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.progress import work_bar
from scanner_agent.demo.run import DemoDossier, DemoPage, run_demo


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo_command)


def demo_command(context: typer.Context, as_json: AsJson = False) -> int:
    """Draw twelve badly scanned papers of three cases, and make their searchable PDF/A dossiers."""
    with opened(context) as archive:
        with work_bar(archive) as told:
            dossiers = run_demo(archive, told)
        home = archive.home.path
    if as_json:
        print_json({"home": str(home), "dossiers": [dossier.shown for dossier in dossiers]})
        return ExitCode.OK
    console = people()
    console.print(page_table(dossiers))
    console.print()
    for dossier in dossiers:
        console.print(f"{dossier.shown['case']}  {dossier.shown['id']}  {dossier.shown['state']}")
        console.print(f"  {dossier.shown['pdf']}", soft_wrap=True)
    console.print()
    console.print(_("The scans lie in {folder}. Look on with:").format(folder=home / "demo-scans"), soft_wrap=True)
    for line in ("dossiers", f"show {dossiers[0].shown['id']}", f"text {dossiers[0].shown['id']}", "verify"):
        console.print(f"  sohoa --home {home} {line}", soft_wrap=True)
    return ExitCode.OK


def page_table(dossiers: list[DemoDossier]) -> Table:
    """One row a page: what the scanner did to it, and what was made of it."""
    table = Table(
        _("Case"), _("Scan"), _("Scanned"), _("Set right"), _("Page"), _("Words read"), box=None, pad_edge=False
    )
    for dossier in dossiers:
        for number, demo in enumerate(dossier.pages):
            table.add_row(
                dossier.shown["case"] if number == 0 else "",
                demo.sheet.name,
                _scanned(demo),
                _set_right(demo),
                _("hidden")
                if demo.page["hidden"]
                else _("page {number} of the PDF").format(number=demo.page["pdf_page"]),
                "-" if demo.words_found is None else f"{demo.words_found:.1%}",
            )
        table.add_section()
    return table


def _scanned(demo: DemoPage) -> str:
    sheet = demo.sheet
    troubles = [
        _("blank back") if sheet.blank else "",
        _("turned {degrees}°").format(degrees=sheet.rotation) if sheet.rotation else "",
        _("skewed {degrees:+.1f}°").format(degrees=sheet.skew) if sheet.skew and not sheet.blank else "",
        _("seal across the text") if sheet.seal else "",
    ]
    return ", ".join(filter(None, troubles)) or _("straight")


def _set_right(demo: DemoPage) -> str:
    page = demo.page
    if page["blank"]:
        return _("found blank")
    done = [
        _("turned back {degrees}°").format(degrees=page["rotation"]) if page["rotation"] else "",
        _("straightened {degrees:+.2f}°").format(degrees=page["skew_degrees"]) if page["skew_applied"] else "",
        _("seal taken out for reading") if page["seal"] else "",
    ]
    return ", ".join(filter(None, done)) or "-"
