"""`sohoa backup` and `restore`: the archive on another disk, and back again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.backup import BackupReport, RestoreReport, backup, restore
from archive.work.drive import make_findable
from config.clock import system_clock
from config.errors import ExitCode
from config.home import Home
from config.messages import _
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

Report = TypeVar("Report", BackupReport, RestoreReport)

MEGA = 1e6


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder on another disk that holds the backups of this home.")],
    keep: Annotated[int | None, typer.Option(min=1, help="Leave so many snapshots, and remove older ones.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Hash what lies there already too, and copy anew what has changed.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Back up ledger, objects and settings, also while the agent works; what is there already is not copied again."""
    with opened(context) as archive:
        report = _carried_out(backup(archive, folder, system_clock(), keep, check), _("Backing up"))
    if as_json:
        print_json(report.to_json())
    else:
        _tell_backup(report)
    return ExitCode.OK if report.ok else ExitCode.NEEDS_PERSON


def restore_command(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder that holds the backups.")],
    snapshot: Annotated[str | None, typer.Option(help="Which one; without it the newest.")] = None,
    without_damaged: Annotated[
        bool, typer.Option("--without-damaged", help="Restore the rest where objects of the backup are damaged.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Make an empty or absent home what it was when the backup was made, and build its search index."""
    home: Home = context.obj
    report = _carried_out(restore(home, folder, snapshot, without_damaged), _("Restoring"))
    with opened(context) as archive:
        make_findable(archive)
    if as_json:
        print_json(report.to_json())
    else:
        console = people()
        told = _("{home} is as it was on {time} UTC: {objects} objects, {copied} copied ({megabytes} MB)")
        console.print(
            told.format(
                home=report.home,
                time=report.made_at[:19].replace("T", " "),
                objects=report.objects,
                copied=report.copied,
                megabytes=f"{report.bytes_copied / MEGA:.1f}",
            ),
            soft_wrap=True,
        )
        _tell_names(_("Not in the backup, or damaged in it: {count}"), report.lacking)
    return ExitCode.OK if report.ok else ExitCode.NEEDS_PERSON


def _tell_backup(report: BackupReport) -> None:
    console = people()
    console.print(str(report.path), soft_wrap=True)
    told = _("{objects} objects in the backup, {copied} of them new ({megabytes} MB)")
    console.print(
        told.format(
            objects=report.objects - len(report.damaged) - len(report.missing),
            copied=report.copied,
            megabytes=f"{report.bytes_copied / MEGA:.1f}",
        )
    )
    _tell_names(_("Changed within the backup, and copied anew: {count}"), report.repaired)
    _tell_names(_("Damaged here, and in no earlier backup: {count}"), report.damaged)
    _tell_names(_("Missing here, and in no earlier backup: {count}"), report.missing)
    if report.removed_snapshots:
        removed = _("{snapshots} older snapshots removed, and {objects} objects that only they named")
        console.print(removed.format(snapshots=len(report.removed_snapshots), objects=report.removed_objects))


def _tell_names(sentence: str, names: list[str]) -> None:
    if names:
        people().print(sentence.format(count=len(names)))
    for name in names:
        people().print(f"  {name}")


def _carried_out(reports: Iterator[Report], doing: str) -> Report:
    """Work through all reports with a bar on a terminal; returns the last, which is the whole one."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        row = bar.add_task(doing, total=None)
        report = next(reports)
        bar.update(row, total=report.objects, completed=report.done)
        for report in reports:
            bar.update(row, completed=report.done)
    return report
