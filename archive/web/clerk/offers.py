"""What is wrong, with the one action that mends it where there is one: a button in the list itself.

Nothing is done by itself, and nothing is offered that throws anything away: that takes the page which shows what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.models import CaseRecord, Dossier
from archive.procedures import current_catalogue
from archive.quarantine import Item, standing
from archive.search.privacy import masked
from archive.suggestions import outstanding, suggest
from archive.web.clerk.set_aside import quarantine_address
from archive.web.clerk.troubles import Kind, Offer, Trouble
from config.messages import _
from config.procedures import Catalogue

MOST_WEIGHED = 3
"""Dossiers for which the likeliest case is looked for, the most urgent first: each is held against all cases of a year,
0.4 s for 10,000 of them while somebody waits. Of the others the screen of the desk tells."""


def with_offers(session: Session, archive: Archive, troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """The same, in the same order."""
    catalogue, left = current_catalogue(archive.home.procedures), MOST_WEIGHED
    for each in troubles:
        if each.kind is Kind.REFUSED_FILE and each.of:
            yield _retriable(session, each, Item.parse(each.of))
        elif each.kind is Kind.UNLINKED and each.of and left:
            left -= 1
            yield _linkable(session, each, each.of, catalogue)
        else:
            yield each


def _retriable(session: Session, trouble: Trouble, item: Item) -> Trouble:
    now = standing(session, item)
    if now.in_hand:
        return replace(trouble, remedy=_("It is being tried again."))
    if not now.retriable:
        return trouble
    return replace(trouble, offer=Offer(_("Try again"), f"{quarantine_address(item)}/retry", now.version))


def _linkable(session: Session, trouble: Trouble, dossier: str, catalogue: Catalogue) -> Trouble:
    row = session.get_one(Dossier, dossier)
    likely = outstanding(suggest(session, row, catalogue))
    record = session.get(CaseRecord, likely.code) if likely else None
    if record is None or record.closed_at is not None:
        return trouble
    label = _("Link to {case}").format(case=record.code)
    return replace(
        trouble,
        remedy=_("Probably a paper of {applicant}.").format(applicant=masked(record.applicant)),
        offer=Offer(label, f"/desk/dossiers/{dossier}/link", row.version, record.code),
    )
