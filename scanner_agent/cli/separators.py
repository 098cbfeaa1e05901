"""`sohoa separators`: sheets to print and lay before the dossiers of a stack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.separators import print_separators
from config.errors import ExitCode
from config.messages import n_
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("separators")(separators_command)


def separators_command(
    context: typer.Context,
    codes: Annotated[
        list[str],
        typer.Argument(
            help="Dossier codes (mã hồ sơ), one separator each, in this order; CODE=12: it has 12 sheets of paper."
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="PDF file to write.")],
    as_json: AsJson = False,
) -> int:
    """Make separator sheets: print them, and lay each before the first page of its dossier."""
    with opened(context) as archive:
        sheets = print_separators(archive, codes, output)
    if as_json:
        print_json(sheets.to_json())
    else:
        count = len(sheets.separators)
        text = n_("{count} separator sheet in {pdf}", "{count} separator sheets in {pdf}", count)
        people().print(text.format(count=count, pdf=sheets.path), soft_wrap=True)
    return ExitCode.OK
