"""`sohoa doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import typer

from config.errors import ExitCode
from config.messages import current_language, use_language
from config.settings import load_settings
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.doctor import checks, to_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor_command)


def doctor_command(context: typer.Context, as_json: AsJson = False) -> int:
    """Look at everything that must be there before the first page is scanned."""
    settings = load_settings(context.obj.path)
    use_language(settings.language)
    found = checks(context.obj, settings)
    document = to_json(found, current_language())
    if as_json:
        print_json(document)
    else:
        console = people()
        for check in document["checks"]:
            console.print(f"{'✓' if check['ok'] else '✗'} {check['name']:24} {check['found']}", soft_wrap=True)
            if check["remedy"]:
                console.print(f"    {check['remedy']}", soft_wrap=True)
    return ExitCode.OK if document["ok"] else ExitCode.MISSING_PART
