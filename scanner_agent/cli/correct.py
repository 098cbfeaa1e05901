"""`sohoa link`, `unlink`, `page …`, `undo`, `redo`: what a clerk puts right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from archive.archive import Archive
from archive.dossiers import correct, undo
from archive.dossiers.correct import Corrected
from archive.work.engine import Step
from config.codes import MOST_SHEETS
from config.errors import ExitCode, UsageError
from config.messages import _
from scanner_agent.cli.dossiers import DossierId
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json
from scanner_agent.cli.progress import work_bar
from scanner_agent.cli.tables import print_dossiers

PageNumber = Annotated[int, typer.Argument(help="Number of the page, as `sohoa show` counts.")]
OtherDossier = Annotated[str, typer.Argument(help="Id of the other dossier.")]

page = typer.Typer(help="Put pages right: move, rotate, hide, restore, replace, split, merge.", rich_markup_mode=None)


component = typer.Typer(help="Put papers right: which they are, where they begin.", rich_markup_mode=None)
ComponentNumber = Annotated[int, typer.Argument(help="Number of the paper in its dossier, from 1.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("link")(link_command)
    app.command("unlink")(unlink_command)
    app.add_typer(page, name="page")
    app.add_typer(component, name="component")
    app.command("sheets")(sheets_command)
    app.command("undo")(undo_command)
    app.command("redo")(redo_command)


def link_command(
    context: typer.Context,
    dossier: DossierId,
    code: Annotated[str, typer.Argument(help="Dossier code (mã hồ sơ).")],
    as_json: AsJson = False,
) -> int:
    """Say to which case a dossier belongs."""
    return _answer(context, as_json, lambda archive, watch: correct.link(archive, dossier, code, watch))


def unlink_command(context: typer.Context, dossier: DossierId, as_json: AsJson = False) -> int:
    """Say that a dossier does not belong to its case."""
    return _answer(context, as_json, lambda archive, watch: correct.unlink(archive, dossier, watch))


def sheets_command(
    context: typer.Context,
    dossier: DossierId,
    sheets: Annotated[int, typer.Argument(min=1, max=MOST_SHEETS, help="How many sheets of paper it has.")],
    as_json: AsJson = False,
) -> int:
    """Say how many sheets of paper a dossier has, having counted them again."""
    return _answer(context, as_json, lambda archive, watch: correct.count_sheets(archive, dossier, sheets, watch))


@page.command("move")
def move_command(
    context: typer.Context,
    dossier: DossierId,
    number: PageNumber,
    to: Annotated[int | None, typer.Option(help="Which page it becomes; in another dossier, unset: the last.")] = None,
    to_dossier: Annotated[str | None, typer.Option(help="Id of the dossier into which it goes.")] = None,
    as_json: AsJson = False,
) -> int:
    """Move a page within its dossier, or into another."""
    if to_dossier is not None:
        other = to_dossier
        return _answer(context, as_json, lambda a, watch: correct.carry_page(a, dossier, number, other, to, watch))
    if to is None:
        raise UsageError(vi="Hãy cho biết chỗ mới: --to hoặc --to-dossier.", en="Say where to: --to or --to-dossier.")
    place = to
    return _answer(context, as_json, lambda a, watch: correct.move_page(a, dossier, number, place, watch))


@page.command("rotate")
def rotate_command(
    context: typer.Context,
    dossier: DossierId,
    number: PageNumber,
    degrees: Annotated[int, typer.Argument(help="Clockwise from how it is shown now: 90, 180 or 270.")],
    as_json: AsJson = False,
) -> int:
    """Turn a page and read it again."""
    return _answer(context, as_json, lambda a, watch: correct.rotate_page(a, dossier, number, degrees, watch))


@page.command("hide")
def hide_command(context: typer.Context, dossier: DossierId, number: PageNumber, as_json: AsJson = False) -> int:
    """Leave a page out of the PDF; it is kept."""
    return _answer(context, as_json, lambda archive, watch: correct.hide_page(archive, dossier, number, watch))


@page.command("restore")
def restore_command(context: typer.Context, dossier: DossierId, number: PageNumber, as_json: AsJson = False) -> int:
    """Show a hidden page again."""
    return _answer(context, as_json, lambda archive, watch: correct.restore_page(archive, dossier, number, watch))


@page.command("replace")
def replace_command(
    context: typer.Context,
    dossier: DossierId,
    number: PageNumber,
    source: Annotated[str, typer.Argument(help="Id of the dossier in which the new scan is; it may be the same.")],
    by: Annotated[int, typer.Argument(help="Number of the new scan there.")],
    as_json: AsJson = False,
) -> int:
    """Put a page that was scanned again in the place of the bad scan, which is kept, hidden."""
    return _answer(context, as_json, lambda a, watch: correct.replace_page(a, dossier, number, source, by, watch))


@page.command("split")
def split_command(
    context: typer.Context,
    dossier: DossierId,
    number: PageNumber,
    case: Annotated[str | None, typer.Option(help="Dossier code (mã hồ sơ) of the new dossier.")] = None,
    as_json: AsJson = False,
) -> int:
    """Make the pages from this one on a dossier of their own."""
    return _answer(context, as_json, lambda archive, watch: correct.split(archive, dossier, number, case, watch))


@page.command("merge")
def merge_command(context: typer.Context, dossier: DossierId, other: OtherDossier, as_json: AsJson = False) -> int:
    """Append all pages of another dossier to this one."""
    return _answer(context, as_json, lambda archive, watch: correct.merge(archive, dossier, other, watch))


@component.command("set")
def set_command(
    context: typer.Context,
    dossier: DossierId,
    number: ComponentNumber,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="A paper of the procedure, `other`, `internal_form`.")],
    as_json: AsJson = False,
) -> int:
    """Say which paper of its procedure this is; later papers with its heading are taken for the same."""
    return _answer(context, as_json, lambda archive, watch: correct.set_type(archive, dossier, number, type_, watch))


@component.command("split")
def split_component_command(
    context: typer.Context, dossier: DossierId, number: PageNumber, as_json: AsJson = False
) -> int:
    """Say that a paper begins with this page."""
    return _answer(context, as_json, lambda archive, watch: correct.split_component(archive, dossier, number, watch))


@component.command("join")
def join_command(context: typer.Context, dossier: DossierId, number: ComponentNumber, as_json: AsJson = False) -> int:
    """Say that this paper goes on with the one before it."""
    return _answer(context, as_json, lambda archive, watch: correct.join_component(archive, dossier, number, watch))


@component.command("again")
def again_command(context: typer.Context, dossier: DossierId, as_json: AsJson = False) -> int:
    """Tell the papers of a dossier apart anew, by the catalogue of today."""
    return _answer(context, as_json, lambda archive, watch: correct.divide_again(archive, dossier, watch))


def undo_command(context: typer.Context, dossier: DossierId, as_json: AsJson = False) -> int:
    """Take back the last correction of a dossier; again: the one before it."""
    return _answer(context, as_json, lambda archive, watch: undo.undo(archive, dossier, watch))


def redo_command(context: typer.Context, dossier: DossierId, as_json: AsJson = False) -> int:
    """Take back the last undo."""
    return _answer(context, as_json, lambda archive, watch: undo.redo(archive, dossier, watch))


def _answer(
    context: typer.Context, as_json: bool, correction: Callable[[Archive, Callable[[Step], None]], Corrected]
) -> int:
    with opened(context) as archive, work_bar(archive) as told:
        done = correction(archive, told)
    if as_json:
        print_json(done.to_json())
    else:
        first = done.dossiers[0]["id"]
        if done.edit is not None:
            said = _("Correction {edit} is made. To take it back: sohoa undo {dossier}")
            people().print(said.format(edit=done.edit, dossier=first))
        print_dossiers(people(), done.dossiers)
    return ExitCode.NEEDS_PERSON if done.needs_person else ExitCode.OK
