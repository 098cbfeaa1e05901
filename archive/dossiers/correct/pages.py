"""Where a page stands, how it lies and whether it is shown, by a clerk's word. Pages count from 1."""

from __future__ import annotations

from archive.archive import Archive
from archive.dossiers.correct import reshape
from archive.dossiers.correct.carry_out import Corrected, Shapes, correct
from archive.dossiers.correct.manner import How
from archive.ledger import Recording
from archive.models import Page


def move_page(archive: Archive, dossier: str, number: int, to: int, how: How) -> Corrected:
    """Page ``number`` becomes page ``to`` of the same dossier."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return (reshape.moved(shapes[0], number, to),)

    return correct(archive, f"page move {dossier} {number} --to {to}", [dossier], change, how)


def carry_page(archive: Archive, dossier: str, number: int, other: str, to: int | None, how: How) -> Corrected:
    """Page ``number`` becomes page ``to`` of another dossier; None: its last."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return reshape.carried(shapes[0], number, shapes[1], to)

    place = "" if to is None else f" --to {to}"
    command = f"page move {dossier} {number} --to-dossier {other}{place}"
    return correct(archive, command, [dossier, other], change, how)


def rotate_page(archive: Archive, dossier: str, number: int, degrees: int, how: How) -> Corrected:
    """Page ``number`` is turned by 90, 180 or 270 ``degrees`` clockwise from how it is shown, and read again."""

    def change(work: Recording, shapes: Shapes) -> Shapes:
        page = work.get_one(Page, reshape.page_at(shapes[0], number).id)
        return (reshape.turned(shapes[0], number, degrees, page.rotation),)

    return correct(archive, f"page rotate {dossier} {number} {degrees}", [dossier], change, how)


def hide_page(archive: Archive, dossier: str, number: int, how: How) -> Corrected:
    """Page ``number`` is left out of the file; it is kept, and keeps its number."""
    return _show_or_hide(archive, dossier, number, hide=True, how=how)


def restore_page(archive: Archive, dossier: str, number: int, how: How) -> Corrected:
    """Page ``number``, which was hidden, stands in the file again."""
    return _show_or_hide(archive, dossier, number, hide=False, how=how)


def _show_or_hide(archive: Archive, dossier: str, number: int, hide: bool, how: How) -> Corrected:
    def change(work: Recording, shapes: Shapes) -> Shapes:
        withheld = [page.id for page in shapes[0].pages if work.get_one(Page, page.id).withheld]
        return (reshape.hidden(shapes[0], number, hide, withheld),)

    return correct(archive, f"page {'hide' if hide else 'restore'} {dossier} {number}", [dossier], change, how)
