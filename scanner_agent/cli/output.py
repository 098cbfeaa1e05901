"""How commands answer: one JSON document, or tables and sentences for people. Progress goes to stderr."""

from __future__ import annotations

import json
import sys
from typing import IO, Annotated, Any

import typer
from rich.console import Console

from config.errors import SohoaError
from config.messages import current_language, n_

AsJson = Annotated[bool, typer.Option("--json", help="Print exactly one JSON document on stdout.")]


def utf8_streams() -> None:
    """Speak UTF-8 whatever the locale says: Vietnamese must not end in an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def print_json(document: Any) -> None:
    """The one JSON document of this command."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_error(error: SohoaError, as_json: bool) -> None:
    """One sentence on stderr, and with ``--json`` a document that programs can read on stdout."""
    if as_json:
        print_json({"error": {"code": error.code, "vi": error.sentence("vi"), "en": error.sentence("en")}})
    sys.stderr.write(f"sohoa: {error.sentence(current_language())}\n")


def withheld_sentence(pages: int) -> str:
    """What people are told of pages that nobody may see yet."""
    return n_(
        "{count} page is withheld for its secrecy mark; see: sohoa quarantine",
        "{count} pages are withheld for their secrecy marks; see: sohoa quarantine",
        pages,
    ).format(count=pages)


def people(stream: IO[str] | None = None, width: int | None = None) -> Console:
    """A console for tables and sentences; links, emoji codes and highlighting are left out.

    ``width`` in characters; unset: that of the terminal.
    """
    return Console(file=stream or sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
