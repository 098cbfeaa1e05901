"""`sohoa receipt`: what came with a scan job, and where each file and page of it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from archive.receipt import SEAL, adds_up, receipt
from config.errors import ExitCode, UsageError, restore
from config.messages import _, current_language
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.tables import print_whole


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("receipt")(receipt_command)


def receipt_command(
    context: typer.Context,
    batch: Annotated[int | None, typer.Argument(help="Number of the batch; unset: the newest.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write the document into.")] = None,
    as_json: AsJson = False,
) -> int:
    """Print the receipt of a batch: every file and page that came, with its hash. `verify --receipt` checks it."""
    with opened(context) as archive, archive.ledger.read() as session:
        document = receipt(session, batch)
    if output is not None:
        _write(output, document)
    if as_json:
        print_json(document)
    else:
        _print(document)
    return ExitCode.OK if adds_up(document) and not document["quarantined"] else ExitCode.NEEDS_PERSON


def _write(path: Path, document: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        problem = error.strerror or str(error)
        raise UsageError(
            vi=f"Không ghi được {path} ({problem}); hãy chọn nơi khác với -o.",
            en=f"{path} cannot be written ({problem}); please choose another place with -o.",
        ) from error


def _print(document: dict[str, Any]) -> None:
    console = people()
    console.print(
        _("Batch {batch} of desk {desk}, {received_at}, {state}").format(**document), soft_wrap=True, highlight=False
    )
    sums = (
        _("{seen} files seen = {stored} stored + {duplicate} duplicates + {quarantined} in quarantine"),
        _("{pages} pages = {in_dossiers} in dossiers + {separators} separators + {waiting} waiting"),
    )
    for line in sums:
        console.print(line.format(**document))
    table = Table(_("File"), _("State"), _("Pages"), _("Bytes"), "SHA-256", box=None, pad_edge=False)
    for file in document["files"]:
        table.add_row(file["name"], file["state"], str(len(file["images"])), str(file["bytes"]), file["sha256"] or "-")
    print_whole(console, table)
    for file in document["files"]:
        if file["reason"]:
            sentence = restore(file["reason"], file["reason_details"]).sentence(current_language())
            console.print(f"{Path(file['name']).name}: {sentence}", soft_wrap=True)
    for dossier in document["dossiers"]:
        console.print("{id}  {case}  {state}  {pages}".format(**dossier))
    console.print(_("Event {link}: {digest}").format(**document["chain"]))
    console.print(_("Receipt: {seal}").format(seal=document[SEAL]))
