"""Where one dossier ends and the next begins, by a clerk's word."""

from __future__ import annotations

from sqlalchemy import func, select

from archive.archive import Archive
from archive.cases import checked_code
from archive.dossiers.assemble import dossier_id
from archive.dossiers.correct import reshape
from archive.dossiers.correct.carry_out import Corrected, Shapes, carry_out, correct, correctable, write_edit
from archive.dossiers.correct.case import SPLIT_OFF, linked, unlinked
from archive.dossiers.correct.manner import How, Manner
from archive.dossiers.describe import find
from archive.dossiers.recognise import begins_paper
from archive.dossiers.shape import DossierShape, shape_of
from archive.ledger import Recording
from archive.models import Dossier, DossierState, Edit, Page


def split(archive: Archive, dossier: str, number: int, code: str | None, how: How) -> Corrected:
    """The pages from ``number`` on become a dossier of their own, of the case ``code`` where one is named."""
    with archive.ledger.read() as session:
        case = checked_code(session, code) if code is not None else None
    command = f"page split {dossier} {number}" + (f" --case {case}" if case else "")

    def write(work: Recording, manner: Manner) -> Edit:
        shape = correctable(work, dossier, manner)
        opened = _opened(work, find(work, dossier))
        head, tail = reshape.split(shape, number, opened)
        tail = linked(work, tail, case, rule="page split") if case else unlinked(tail, SPLIT_OFF)
        return write_edit(work, command, (shape, opened), (head, tail), **manner.told)

    return carry_out(archive, write, how)


def merge(archive: Archive, dossier: str, other: str, how: How) -> Corrected:
    """The papers of ``other`` follow those of ``dossier``; ``other`` is withdrawn.

    ``dossier`` keeps its case; where it has none, it takes that of ``other``.
    """

    def change(work: Recording, shapes: Shapes) -> Shapes:
        into, away = shapes
        goes_on = bool(away.pages) and not begins_paper(work, work.get_one(Page, away.pages[0].id))
        whole, emptied = reshape.merged(into, away, goes_on)
        if away.case and not into.case:
            whole = linked(work, whole, away.case, rule="page merge")
        return whole, emptied

    return correct(archive, f"page merge {dossier} {other}", [dossier, other], change, how)


def _opened(work: Recording, beside: Dossier) -> DossierShape:
    """A new dossier of the same batch, withdrawn and empty until pages are put into it."""
    last = work.scalar(select(func.max(Dossier.ordinal)).where(Dossier.batch_id == beside.batch_id)) or 0
    dossier = Dossier(
        id=dossier_id(beside.batch.key, last + 1),
        batch_id=beside.batch_id,
        ordinal=last + 1,
        title=beside.title,
        state=DossierState.WITHDRAWN,
        reason=SPLIT_OFF,
        version=0,
        created_at=work.now,
    )
    work.add(dossier)
    work.flush()
    return shape_of(work, dossier)
