"""How a correction is carried out: the shapes change, the edit and its event are written, the new files are made.

Where somebody waits for the files, corrections of dossiers of one batch follow one another: each waits until the files
of the one before are made. Where nobody does, the file that was being made for what is corrected again is given up, and
only a page that is in hand to be read cannot be turned until that is done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.completeness import note_papers
from archive.completeness.opened import open_what_no_person_closed
from archive.dossiers.correct.manner import How, Manner, Watch, manner_of
from archive.dossiers.describe import find, needs_person, row
from archive.dossiers.shape import DossierShape, restore, shape_of, to_json
from archive.ledger import Recording
from archive.models import Batch, Dossier, DossierState, Edit, Page, Task, TaskKind, TaskState
from archive.seen import refuse_changed
from archive.work.commit import advance, hurry, read_again
from archive.work.drive import work_until
from config.errors import DossierBusy, UsageError

Shapes = tuple[DossierShape, ...]
Change = Callable[[Recording, Shapes], Shapes]
T = TypeVar("T")

CLOSED = {
    DossierState.OPEN: ("đang được quét", "is still being scanned"),
    DossierState.SIGNED: ("đã ký số", "is signed"),
    DossierState.WITHDRAWN: ("đã bị bỏ", "was withdrawn"),
}
"""States in which a dossier cannot be corrected, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction led to."""

    edit: int | None
    """None: nothing was corrected, only looked at anew."""
    dossiers: list[dict[str, Any]]
    """The dossiers that it touched, as `describe.row` shows them, the one that was named first."""
    needs_person: bool
    """One of them is unlinked, has an unread page or lacks a valid file."""

    def to_json(self) -> dict[str, Any]:
        """As the commands print it."""
        return {"dossiers": self.dossiers, "edit": self.edit}


def correct(archive: Archive, command: str, dossiers: Sequence[str], change: Change, how: How) -> Corrected:
    """Carry out ``command``, which changes the shapes of ``dossiers``. Raises `UsageError` where one is named twice."""
    if len(set(dossiers)) < len(dossiers):
        raise UsageError(vi="Cần hai hồ sơ khác nhau.", en="Two different dossiers are needed.")

    def write(work: Recording, manner: Manner) -> Edit:
        before = tuple(correctable(work, each, manner) for each in dossiers)
        return write_edit(work, command, before, change(work, before), **manner.told)

    return carry_out(archive, write, how)


def carry_out(archive: Archive, write: Callable[[Recording, Manner], Edit], how: How) -> Corrected:
    """Have ``write`` write an edit down in one transaction, and wait until the files of its dossiers are made.

    ``write`` is called again where its dossiers turn out to be worked on still. Raises what it raises,
    `DossierChanged`, and what the work raises; calling ``sohoa`` again with any command that works then finishes the
    files.
    """
    manner = manner_of(how)
    while True:
        try:
            with archive.ledger.write() as work:
                refuse_changed(work, manner.seen)
                edit = write(work, manner)
                touched = list(edit.after)
                batches = _batches(work, touched)
                number = edit.id
            break
        except _StillWorkedOn as still:
            assert manner.watch is not None, "who does not wait is not told to"
            _wait_for(archive, still.batches, manner.watch)
    if manner.watch is not None:
        _finish(archive, batches, manner.watch)
    return _told(archive, number, touched)


def looked_at_again(archive: Archive, look: Callable[[Recording], T], watch: Watch) -> T:
    """What ``look`` finds in a transaction; called again where work on its dossiers is queued, as by `carry_out`."""
    while True:
        try:
            with archive.ledger.write() as work:
                return look(work)
        except _StillWorkedOn as still:
            _wait_for(archive, still.batches, watch)


def refreshed(archive: Archive, dossiers: Sequence[str], watch: Watch) -> Corrected:
    """The dossiers when all work on them is done, of which nothing was corrected."""
    with archive.ledger.read() as session:
        batches = _batches(session, dossiers)
    _finish(archive, batches, watch)
    return _told(archive, None, dossiers)


def _told(archive: Archive, edit: int | None, touched: Sequence[str]) -> Corrected:
    with archive.ledger.read() as session:
        dossiers = [find(session, id_) for id_ in touched]
        return Corrected(edit, [row(d, archive.dossiers) for d in dossiers], any(map(needs_person, dossiers)))


def _wait_for(archive: Archive, batches: Collection[int], watch: Watch) -> None:
    with archive.ledger.write() as work:
        hurry(work, batches)
    _finish(archive, batches, watch)


def correctable(work: Recording, dossier_id: str, manner: Manner) -> DossierShape:
    """The shape of a dossier that may be corrected. Raises `DossierNotFound`, and `UsageError` where it may not."""
    dossier = find(work, dossier_id)
    if dossier.state in CLOSED:
        vi, en = CLOSED[dossier.state]
        raise UsageError(
            vi=f"Hồ sơ {dossier.id} {vi} nên không sửa được.", en=f"Dossier {dossier.id} {en} and cannot be corrected."
        )
    refuse_complete(work, [dossier.id])
    set_work_aside(work, [dossier.id], manner)
    return shape_of(work, dossier)


def refuse_complete(work: Recording, dossiers: Collection[str]) -> None:
    """Raise `UsageError` where one of the dossiers stands still because a person closed its case.

    A case that was closed by itself is opened again instead.
    """
    named = [dossier for id_ in dossiers if (dossier := work.get(Dossier, id_)) is not None]
    open_what_no_person_closed(work, named)
    for dossier in named:
        if dossier.state is DossierState.COMPLETE:
            remedy = f"sohoa cases reopen {dossier.case_code}"
            raise UsageError(
                vi=f"Hồ sơ {dossier.id} đã khép; muốn sửa, trước hết hãy dùng: {remedy}",
                en=f"Dossier {dossier.id} is complete; to correct it, first use: {remedy}",
            )


def set_work_aside(session: Session, dossiers: Collection[str], manner: Manner) -> None:
    """See to it that queued work on these dossiers does not meet their correction; to be called before looking.

    `carry_out` waits for it and begins again; where nobody waits, files that were asked for are given up.
    """
    batches = _batches(session, dossiers)
    if not _queued(session, batches):
        return
    if manner.waits:
        raise _StillWorkedOn(batches)
    now = session.now if isinstance(session, Recording) else None
    asked = Task.batch_id.in_(batches), Task.kind == TaskKind.BUNDLE, Task.state == TaskState.QUEUED
    for task in session.scalars(select(Task).where(*asked)):
        if task.subject.rpartition(":")[0] in dossiers:
            # Whoever has it in hand finds it ended, and what comes of it is left alone.
            task.state, task.owner, task.ended_at = TaskState.DONE, None, now
    session.flush()


def write_edit(work: Recording, command: str, before: Shapes, after: Shapes, **also: Any) -> Edit:
    """Turn the shapes ``before`` into those ``after``, with new versions, as one edit and one event.

    Raises `UsageError` where nothing would change.
    """
    if before == after:
        raise UsageError(
            vi="Không có gì để sửa: hồ sơ đã như vậy.", en="There is nothing to correct: it is so already."
        )
    batches = _batches(work, [shape.id for shape in after])
    restore(work, after)
    dossiers = [work.get_one(Dossier, shape.id) for shape in after]
    for dossier in dossiers:
        dossier.version += 1
    for page_id, batch_id in _turned_anew(before, after, dossiers):
        _refuse_in_hand(work, page_id)
        read_again(work, work.get_one(Page, page_id), batch_id)
    edit = Edit(at=work.now, command=command, before=to_json(before), after=to_json(after))
    work.add(edit)
    work.flush()
    versions = {dossier.id: dossier.version for dossier in dossiers}
    subject = f"dossier:{dossiers[0].id}"
    work.record("dossier.corrected", subject, edit=edit.id, command=command, versions=versions, **also)
    note_papers(work, {shape.case for shape in (*before, *after)})
    for batch_id in batches:
        advance(work, work.get_one(Batch, batch_id))
    return edit


def _refuse_in_hand(work: Recording, page_id: int) -> None:
    """Raise `DossierBusy` where the page is being read at this moment: what comes of that would be kept as new."""
    reading = Task.kind == TaskKind.READ, Task.subject == str(page_id), Task.state == TaskState.QUEUED
    if work.scalar(select(exists().where(*reading, Task.owner.is_not(None)))):
        raise DossierBusy


class _StillWorkedOn(Exception):
    """The queue holds work on these batches; the transaction is given up and begun again after it."""

    def __init__(self, batches: list[int]) -> None:
        super().__init__(batches)
        self.batches = batches


def _turned_anew(before: Shapes, after: Shapes, dossiers: Sequence[Dossier]) -> list[tuple[int, int]]:
    """Pages whose turn by hand is another one now, each with the batch of its dossier."""
    old = {page.id: page.turned for shape in before for page in shape.pages}
    return [
        (page.id, dossier.batch_id)
        for shape, dossier in zip(after, dossiers, strict=True)
        for page in shape.pages
        if page.turned != old[page.id]
    ]


def _finish(archive: Archive, batches: Collection[int], watch: Watch) -> None:
    def done() -> bool:
        with archive.ledger.read() as session:
            return not _queued(session, batches)

    for step in work_until(done, archive):
        watch(step)


def _batches(session: Session, dossiers: Collection[str]) -> list[int]:
    query = select(Dossier.batch_id).where(Dossier.id.in_(dossiers)).distinct()
    return sorted(session.scalars(query))


def _queued(session: Session, batches: Collection[int]) -> bool:
    return bool(session.scalar(select(exists().where(Task.batch_id.in_(batches), Task.state == TaskState.QUEUED))))
