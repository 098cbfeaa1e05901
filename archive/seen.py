"""No lost update: what a person changes must still be what that person saw."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from archive.models import Dossier
from config.errors import DossierChanged

Seen = Mapping[str, int]
"""Versions of dossiers, by their ids, as somebody saw them."""
ANY: Seen = {}
"""Nobody looked; whatever there is may be changed."""


def refuse_changed(session: Session, seen: Seen) -> None:
    """Raise `DossierChanged` where a dossier is no longer of the version that was seen."""
    for id_, version in seen.items():
        dossier = session.get(Dossier, id_)
        if dossier is not None and dossier.version != version:
            raise DossierChanged(dossier=id_)
