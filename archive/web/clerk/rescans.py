"""The new scan of a bad page: a sheet that was laid into the scanner again by itself, without a separator."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.models import Batch, Dossier, DossierState
from archive.web.clerk.facts import with_pages

MOST = 20
"""Dossiers without a case that are looked at, the first that came after the bad page."""


@dataclass(frozen=True, slots=True)
class Rescan:
    """A page that most likely belongs in the place of a bad one."""

    dossier: str
    page: int
    """Its number there, from 1."""


def rescan_for(session: Session, dossier: Dossier, bad: int) -> Rescan | None:
    """The first sheet that came to the same desk after ``dossier`` and belongs to no case; None where there is none.

    A stack of more sheets than the dossier has ``bad`` pages is something else.
    """
    if not bad:
        return None
    query = (
        select(Dossier)
        .join(Batch, Dossier.batch_id == Batch.id)
        .where(Dossier.state == DossierState.UNLINKED, Batch.desk == dossier.batch.desk)
        .where(Dossier.created_at > dossier.created_at, Dossier.id != dossier.id)
        .order_by(Dossier.created_at, Dossier.batch_id, Dossier.ordinal)
        .limit(MOST)
    )
    for other in session.scalars(with_pages(query)):
        shown = [number for number, page in enumerate(other.pages, 1) if page.shown and not page.blank]
        if 0 < len(shown) <= bad:
            return Rescan(other.id, shown[0])
    return None
