"""A bar on a terminal while work is done; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from archive.archive import Archive
from archive.models import TaskKind
from archive.work.engine import Step
from archive.work.plan import counts
from config.messages import _


@contextmanager
def work_bar(archive: Archive) -> Iterator[Callable[[Step], None]]:
    """Show how much of the queued work is done; yields what is to be told of every step."""
    console = Console(file=sys.stderr)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        row = bar.add_task(_("Taking files in"), total=None)

        def told(step: Step) -> None:
            with archive.ledger.read() as session:
                done, total = counts(session, step.batch_id)
            doing = {
                TaskKind.SPLIT: _("Finding pages"),
                TaskKind.READ: _("Reading pages"),
                TaskKind.BUNDLE: _("Making the PDF/A"),
            }
            bar.update(row, description=doing[step.kind], completed=done, total=total)

        yield told
