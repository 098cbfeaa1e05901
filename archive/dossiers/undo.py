"""Taking corrections back, and taking that back: the shapes from before are written again.

An undo is an edit itself, with its own event and new versions. `undo` walks back through the corrections of a
dossier, `redo` forward again; both refuse where a dossier was changed since, for what came later would be lost.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.dossiers.correct.carry_out import (
    Corrected,
    carry_out,
    refuse_complete,
    set_work_aside,
    write_edit,
)
from archive.dossiers.correct.manner import How, Manner
from archive.dossiers.describe import find
from archive.dossiers.shape import from_json, shape_of
from archive.ledger import Recording
from archive.models import Dossier, Edit
from config.errors import UsageError

UNDO, REDO = "undo ", "redo "
"""How the commands of such edits begin."""
_CORRECTIONS = ~Edit.command.startswith(UNDO), ~Edit.command.startswith(REDO)


def undo(archive: Archive, dossier: str, how: How) -> Corrected:
    """Take back the newest correction that touched ``dossier`` and still holds, in all the dossiers it touched.

    Raises `DossierNotFound`, and `UsageError` where there is none or one of them was changed since.
    """

    def write(work: Recording, manner: Manner) -> Edit:
        return _take_back(work, manner, UNDO + dossier, _last_correction(work, dossier))

    return carry_out(archive, write, how)


def redo(archive: Archive, dossier: str, how: How) -> Corrected:
    """Take back the newest undo that touched ``dossier``: the correction holds again. Raises as `undo` does."""

    def write(work: Recording, manner: Manner) -> Edit:
        undone = _last_undo(work, dossier)
        edit = _take_back(work, manner, REDO + dossier, undone)
        correction = work.scalars(select(Edit).where(Edit.undone_by_id == undone.id)).one()
        correction.undone_by_id = None
        return edit

    return carry_out(archive, write, how)


def undoable(session: Session, dossier: str) -> str | None:
    """The command of the correction that `undo` would try to take back; None where there is none."""
    edit = _newest(session, dossier, *_CORRECTIONS)
    return edit.command if edit else None


def redoable(session: Session, dossier: str) -> bool:
    """Whether there is an undo that `redo` would try to take back, and nothing was corrected after it."""
    newest = _newest(session, dossier)
    return newest is not None and newest.command.startswith(UNDO)


def _take_back(work: Recording, manner: Manner, command: str, edit: Edit) -> Edit:
    after = from_json(edit.after)
    refuse_complete(work, edit.after)
    set_work_aside(work, edit.after, manner)
    now = tuple(shape_of(work, work.get_one(Dossier, shape.id)) for shape in after)
    changed = [shape.id for shape, then in zip(now, after, strict=True) if shape != then]
    if changed:
        named = ", ".join(changed)
        raise UsageError(
            vi=f"Không lùi được “{edit.command}”: {named} đã thay đổi sau đó; hãy lùi những thay đổi ấy trước.",
            en=f"“{edit.command}” cannot be taken back: {named} was changed since; undo that first.",
        )
    back = write_edit(work, command, now, from_json(edit.before), takes_back=edit.id, **manner.told)
    edit.undone_by_id = back.id
    return back


def _last_correction(session: Session, dossier: str) -> Edit:
    edit = _newest(session, dossier, *_CORRECTIONS)
    if edit is None:
        raise UsageError(
            vi=f"Hồ sơ {dossier} không có sửa đổi nào để lùi lại.", en=f"Dossier {dossier} has no correction to undo."
        )
    return edit


def _last_undo(session: Session, dossier: str) -> Edit:
    edit = _newest(session, dossier, Edit.command.startswith(UNDO))
    if edit is None:
        raise UsageError(
            vi=f"Hồ sơ {dossier} không có lần lùi nào để làm lại.", en=f"Dossier {dossier} has no undo to take back."
        )
    return edit


def _newest(session: Session, dossier: str, *conditions: ColumnElement[bool]) -> Edit | None:
    touched = Edit.after[find(session, dossier).id].as_string().is_not(None)
    query = select(Edit).where(Edit.undone_by_id.is_(None), touched, *conditions)
    return session.scalars(query.order_by(Edit.id.desc()).limit(1)).first()
