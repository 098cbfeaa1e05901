"""`sohoa demo`: the main job on a small stack of badly scanned papers."""

from __future__ import annotations

import shutil
import sys

import typer
from rich.table import Table

from config.errors import ExitCode
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.papers import print_papers
from scanner_agent.demo.run import DemoDossier, DemoPage, run_demo, watched_folder


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo_command)


def demo_command(context: typer.Context, as_json: AsJson = False) -> int:
    """Scan a stack of twelve bad papers of three cases into a watched folder, and make their dossiers."""
    news = people(sys.stderr)
    with opened(context) as archive:
        news.print(_("Scanning a stack of three cases into {folder}").format(folder=watched_folder(archive)))
        dossiers = run_demo(archive, lambda line: news.print(f"  {line}", soft_wrap=True))
        home = archive.home.path
    if as_json:
        print_json({"home": str(home), "dossiers": [dossier.shown for dossier in dossiers]})
        return ExitCode.OK
    console = people()
    for dossier in dossiers:
        console.print(f"\n{dossier.shown['case']}  {dossier.shown['id']}  {dossier.shown['state']}")
        console.print(dossier.shown["pdf"], soft_wrap=True)
        console.print(page_table(dossier))
        print_papers(console, dossier.papers)
    console.print("\n" + _("Look on with:"))
    command = "sohoa" if shutil.which("sohoa") else sys.argv[0]
    first = dossiers[0].shown["id"]
    look = (
        "search xang dau",
        "dossiers",
        f"cases show {dossiers[0].shown['case']}",
        f"show {first}",
        f"text {first}",
        f"export {first} -o out",
        "verify",
    )
    for line in look:
        console.print(f"  {command} --home {home} {line}", soft_wrap=True)
    return ExitCode.OK


def page_table(dossier: DemoDossier) -> Table:
    """One row a page: what the scanner did to it, and what was made of it."""
    table = Table(_("Scanned"), _("Set right"), _("Page"), _("Words"), box=None, padding=(0, 2, 0, 2))
    for demo in dossier.pages:
        table.add_row(
            _scanned(demo),
            _set_right(demo),
            _("hidden") if demo.page["hidden"] else str(demo.page["pdf_page"]),
            "-" if demo.words_found is None else f"{demo.words_found:.1%}",
        )
    return table


def _scanned(demo: DemoPage) -> str:
    sheet = demo.sheet
    troubles = [
        _("blank back") if sheet.blank else "",
        _("turned {degrees}°").format(degrees=sheet.rotation) if sheet.rotation else "",
        _("skewed {degrees:+.1f}°").format(degrees=sheet.skew) if sheet.skew and not sheet.blank else "",
        _("sealed") if sheet.seal else "",
    ]
    return ", ".join(filter(None, troubles)) or _("straight")


def _set_right(demo: DemoPage) -> str:
    page = demo.page
    if page["blank"]:
        return _("found blank")
    done = [
        _("turned back {degrees}°").format(degrees=page["rotation"]) if page["rotation"] else "",
        _("straightened {degrees:+.2f}°").format(degrees=page["skew_degrees"]) if page["skew_applied"] else "",
        _("seal lifted") if page["seal"] else "",
    ]
    return ", ".join(filter(None, done)) or "-"
