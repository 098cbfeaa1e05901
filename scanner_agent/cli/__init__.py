"""The `sohoa` command: one module per family of commands, no logic. What programs rely on is in docs/commands.md."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from config.errors import ExitCode, SohoaError, UsageError
from config.home import Home
from scanner_agent.cli import (
    agent,
    cases,
    correct,
    demo,
    doctor,
    dossiers,
    export,
    ingest,
    quarantine,
    separators,
    verify,
)
from scanner_agent.cli.output import print_error, utf8_streams

app = typer.Typer(
    name="sohoa",
    help="Số hóa hồ sơ một cửa: every paper of every dossier, searchable and accounted for.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (ingest, agent, cases, dossiers, correct, export, quarantine, separators, verify, doctor, demo):
    family.register(app)


@app.callback()
def choose_home(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Folder of all data; else $SOHOA_HOME, else the user's data folder.")
    ] = None,
) -> None:
    """Find the home; nothing is made until a command needs it."""
    import os

    context.obj = Home.find(home, os.environ)


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry out one command line; returns its exit code. Errors become one sentence on stderr."""
    utf8_streams()
    try:
        code = app(args=arguments or ["--help"], prog_name="sohoa", standalone_mode=False)
        return code if isinstance(code, int) else ExitCode.OK
    except typer.TyperException as error:
        return _answer(_usage(error), arguments)
    except SohoaError as error:
        return _answer(error, arguments)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # nobody reads on; closing keeps Python from complaining on its way out
        return ExitCode.OK


def _usage(error: typer.TyperException) -> UsageError:
    said = error.format_message()
    return UsageError(vi=f"{said} Xem: sohoa --help", en=f"{said} See: sohoa --help")


def _answer(error: SohoaError, arguments: list[str]) -> int:
    print_error(error, as_json="--json" in arguments)
    return error.exit_code
