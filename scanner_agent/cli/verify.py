"""`sohoa verify`: is everything still what it was?"""

from __future__ import annotations

import json
import sys
from collections import deque
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from archive.receipt import verify_receipt
from archive.verify import verify
from config.errors import ExitCode, UsageError
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify_command)


def verify_command(
    context: typer.Context,
    sample: Annotated[float, typer.Option(min=0, max=100, help="Per cent of the objects to hash.")] = 100.0,
    receipt: Annotated[
        Path | None, typer.Option(help="Only what this receipt names: a file that `sohoa receipt -o` wrote.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check every object against its hash, every row against its object, and the chain of events."""
    if receipt is not None:
        return _verify_receipt(context, receipt, as_json)
    console = Console(file=sys.stderr)
    with opened(context) as archive, Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        steps = bar.track(verify(archive, sample), description=_("Checking objects"), total=None)
        (report,) = deque(steps, maxlen=1)
    if as_json:
        print_json(report.to_json())
    else:
        people().print(
            _("{checked} objects checked, {damaged} damaged, {missing} missing, {orphans} orphans").format(
                checked=report.checked,
                damaged=len(report.damaged),
                missing=len(report.missing),
                orphans=len(report.orphans),
            )
        )
        for name in (*report.damaged, *report.missing):
            people().print(f"  {name}")
    return ExitCode.OK if report.ok else ExitCode.NEEDS_PERSON


def _verify_receipt(context: typer.Context, path: Path, as_json: bool) -> int:
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(
            vi=f"Không đọc được biên nhận {path}: {error}.", en=f"The receipt {path} cannot be read: {error}."
        ) from error
    with opened(context) as archive:
        report = verify_receipt(archive, document)
    if as_json:
        print_json(report.to_json())
    else:
        line = _("Receipt of batch {batch}: {checked} objects checked, {damaged} damaged, {missing} missing")
        counts = {"damaged": len(report.damaged), "missing": len(report.missing)}
        people().print(line.format(batch=report.batch, checked=report.checked, **counts))
        for name in (*report.damaged, *report.missing):
            people().print(f"  {name}")
        if report.chain_broken:
            people().print(_("The chain of events is broken, or is not the one of the receipt"))
    return ExitCode.OK if report.ok else ExitCode.NEEDS_PERSON
