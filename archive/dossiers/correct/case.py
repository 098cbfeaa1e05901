"""To which case a dossier belongs, by a clerk's word."""

from __future__ import annotations

from dataclasses import replace

from archive.archive import Archive
from archive.cases import checked_code
from archive.dossiers.assemble import dossier_title
from archive.dossiers.correct.carry_out import Corrected, Shapes, correct
from archive.dossiers.correct.manner import How
from archive.dossiers.shape import DossierShape
from archive.ledger import Recording
from archive.models import DossierState, Link, LinkRank

UNLINKED_BY_CLERK = "unlinked_by_clerk"
SPLIT_OFF = "split_off"
"""Reasons of dossiers that belong to no case."""


def link(archive: Archive, dossier: str, code: str, how: How) -> Corrected:
    """The dossier belongs to the case ``code``: the clerk's word replaces whatever held."""
    with archive.ledger.read() as session:
        case = checked_code(session, code)

    def change(work: Recording, shapes: Shapes) -> Shapes:
        return (linked(work, shapes[0], case, rule="link"),)

    return correct(archive, f"link {dossier} {case}", [dossier], change, how)


def unlink(archive: Archive, dossier: str, how: How) -> Corrected:
    """The dossier belongs to no case that is known."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return (unlinked(shapes[0], UNLINKED_BY_CLERK),)

    return correct(archive, f"unlink {dossier}", [dossier], change, how)


def linked(work: Recording, shape: DossierShape, case: str, rule: str) -> DossierShape:
    """The shape with a new link to ``case`` in place of those that held."""
    link = Link(dossier_id=shape.id, case_code=case, rank=LinkRank.CLERK, rule=rule, made_at=work.now)
    work.add(link)
    work.flush()
    return replace(
        shape,
        title=dossier_title(case),
        state=DossierState.LINKED,
        case=case,
        links=(link.id,),
        reason=None,
        reason_details={},
    )


def unlinked(shape: DossierShape, reason: str) -> DossierShape:
    """The shape without a case, for ``reason``."""
    return replace(
        shape,
        title=dossier_title(None),
        state=DossierState.UNLINKED,
        case=None,
        links=(),
        reason=reason,
        reason_details={},
    )
