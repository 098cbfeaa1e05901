"""The dossier and the page that an address names, where the visitor may see them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from sqlalchemy.orm import Session

from archive.dossiers.describe import find
from archive.models import Dossier, Page
from archive.web.permissions import Scope
from config.errors import PageNotFound, WithheldPage

DossierId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]


def seen_dossier(session: Session, dossier: str, scope: Scope) -> Dossier:
    """The dossier. Raises `DossierNotFound`, also where it is outside of ``scope``: ids cannot be guessed at."""
    return scope.need(find(session, dossier))


def seen_page(dossier: Dossier, number: int) -> Page:
    """Its page of this number. Raises `PageNotFound` and `WithheldPage`."""
    pages = dossier.pages
    if number > len(pages):
        raise PageNotFound(dossier=dossier.id, page=number, pages=len(pages))
    page = pages[number - 1]
    if page.withheld:
        raise WithheldPage
    return page
