"""What tests of corrections look at."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from archive.archive import Archive
from archive.dossiers.describe import find
from archive.dossiers.shape import DossierShape, shape_of
from archive.models import Dossier
from archive.work.engine import Step

Scan = Callable[..., str]


def unwatched(step: Step) -> None:
    """Nobody looks at the steps of the work."""


def names(archive: Archive, dossier: str) -> str:
    """The names of the files whose pages stand in a dossier, in order; hidden ones in parentheses."""
    with archive.ledger.read() as session:
        pages = find(session, dossier).pages
        return " ".join(f"({page.delivery.name})" if page.hidden else page.delivery.name for page in pages)


def shape(archive: Archive, dossier: str) -> DossierShape:
    """The shape of a dossier as it is now."""
    with archive.ledger.read() as session:
        return shape_of(session, find(session, dossier))


def row(archive: Archive, id_: str) -> Dossier:
    """The row of a dossier, with its pages and files."""
    with archive.ledger.read() as session:
        query = select(Dossier).where(Dossier.id == id_)
        return session.scalars(query.options(selectinload("*"))).one()
