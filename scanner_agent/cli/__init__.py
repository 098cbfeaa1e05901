"""The `sohoa` command: one module per family of commands, no logic. What programs rely on is in docs/commands.md."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from config.errors import ExitCode, SohoaError, UsageError
from config.home import Home
from scanner_agent.cli.output import print_error, utf8_streams

FAMILIES = {
    "ingest": ["ingest"],
    "agent": ["agent"],
    "serve": ["serve"],
    "up": ["up"],
    "users": ["users"],
    "tokens": ["tokens"],
    "cases": ["cases"],
    "due": ["due"],
    "procedures": ["procedures"],
    "dossiers": ["dossiers", "show", "text"],
    "suggest": ["suggest"],
    "correct": ["link", "unlink", "sheets", "page", "undo", "redo", "component"],
    "search": ["search"],
    "export": ["export"],
    "quarantine": ["quarantine"],
    "separators": ["separators"],
    "reindex": ["reindex"],
    "receipt": ["receipt"],
    "verify": ["verify"],
    "backup": ["backup", "restore"],
    "stats": ["stats"],
    "doctor": ["doctor"],
    "demo": ["demo"],
}
"""Modules of this package with the commands that they register. Only the one that is called is loaded."""


def build(arguments: Sequence[str]) -> typer.Typer:
    """The command line with the family that ``arguments`` call, or with all of them. Raises `UsageError`."""
    command = _command(arguments)
    if command is not None and not any(command in commands for commands in FAMILIES.values()):
        raise _unknown(command)
    app = typer.Typer(
        name="sohoa",
        help="Số hóa hồ sơ một cửa: every paper of every dossier, searchable and accounted for.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(choose_home)
    called = [family for family, commands in FAMILIES.items() if command in commands]
    for family in called or FAMILIES:
        import_module(f"{__name__}.{family}").register(app)
    return app


def _command(arguments: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the value of ``--home``."""
    before = ["", *arguments]
    words = (word for previous, word in zip(before, arguments, strict=False) if previous != "--home")
    return next((word for word in words if not word.startswith("-")), None)


def _unknown(command: str) -> UsageError:
    """What is said of a command that there is not, with the one that was probably meant."""
    known = [name for commands in FAMILIES.values() for name in commands]
    near = next(iter(get_close_matches(command, known, 1)), None)
    vi, en = (f" Có phải là: sohoa {near}?", f" Did you mean: sohoa {near}?") if near else ("", "")
    return UsageError(
        vi=f"Không có lệnh “{command}”.{vi} Xem: sohoa --help", en=f"No such command “{command}”.{en} See: sohoa --help"
    )


def choose_home(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Folder of all data; else $SOHOA_HOME, else the user's data folder.")
    ] = None,
) -> None:
    """Find the home; nothing is made until a command needs it."""
    context.obj = Home.find(home, os.environ)


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry out one command line; returns its exit code. Errors become one sentence on stderr."""
    utf8_streams()
    try:
        code = build(arguments)(args=arguments or ["--help"], prog_name="sohoa", standalone_mode=False)
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
