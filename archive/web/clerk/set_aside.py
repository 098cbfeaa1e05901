"""One item of the quarantine as a person sees it: what it is, why it lies there, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from archive.models import Delivery, Page
from archive.quality.carried import carried
from archive.quarantine import Item, Standing, standing
from archive.quarantine.items import dossier_of, quarantined_file, refusal, withheld_page
from archive.search.privacy import masked
from archive.web.permissions import Scope
from config.errors import NotInQuarantine, WithheldPage
from config.messages import _, current_language
from config.names import printable


@dataclass(frozen=True, slots=True)
class SetAside:
    """A refused file, or a withheld page."""

    item: str
    standing: Standing
    name: str
    """Of the delivered file, identity numbers in it masked."""
    desk: str
    received_at: datetime
    reason: str
    remedy: str
    carried: tuple[str, ...] = ()
    """What else the file holds, in sentences."""
    size: int | None = None
    """Bytes of a file; None: none could be read."""
    given_up: str | None = None
    """Why a person gave the file up."""
    page: int | None = None
    """Of a page its place in the file, from 1."""
    dossier: str | None = None
    number: int | None = None
    """Of a page its number in the dossier."""


def quarantine_address(item: Item | str) -> str:
    """Where an item is shown."""
    return f"/quarantine/{item}"


def seen_item(session: Session, item: Item, scope: Scope) -> str:
    """What people call it, in quarantine still or not: the name of its file, and which page of it.

    Raises `NotInQuarantine` where no file or page is meant, or it is of a desk outside of ``scope``.
    """
    page = session.get(Page, item.number) if item.kind == "page" else None
    delivery = page.delivery if page else session.get(Delivery, item.number) if item.kind == "file" else None
    if delivery is None or not scope.admits(delivery.batch.desk):
        raise NotInQuarantine(item=item)
    name = masked(printable(delivery.name))
    return _("{name}, page {page}").format(name=name, page=page.ordinal) if page else name


def set_aside(session: Session, item: Item, scope: Scope, may_release: bool) -> SetAside:
    """The item as it stands now. Raises `NotInQuarantine`, also where it is outside of ``scope``."""
    seen_item(session, item, scope)
    return _page(session, item, may_release) if item.kind == "page" else _file(session, item)


def _file(session: Session, item: Item) -> SetAside:
    delivery, now = quarantined_file(session, item), standing(session, item)
    name = masked(printable(delivery.name))
    return SetAside(
        item=str(item),
        standing=now,
        name=name,
        desk=delivery.batch.desk,
        received_at=delivery.received_at,
        reason=refusal(delivery).sentence(current_language()),
        remedy=_file_remedy(now, delivery.sha256 is not None),
        carried=tuple(carried(delivery.flags, name)),
        size=delivery.size,
        given_up=delivery.discarded,
    )


def _file_remedy(now: Standing, kept: bool) -> str:
    if now.in_hand:
        return _("It is being tried again: what becomes of it shows in a moment.")
    if not kept:
        return _("No byte of it could be read: scan the paper again, then give this one up.")
    return _("Scan the paper again, then give this one up. Trying again helps where something was put right since.")


def _page(session: Session, item: Item, may_release: bool) -> SetAside:
    page = withheld_page(session, item)
    dossier = dossier_of(session, page)
    may = _("Look at it: release it where that is no secrecy mark; else leave it as it is.")
    may_not = _("Ask somebody who may release it; until then nobody sees it, and the other pages go on.")
    return SetAside(
        item=str(item),
        standing=standing(session, item),
        name=masked(printable(page.delivery.name)),
        desk=page.delivery.batch.desk,
        received_at=page.delivery.received_at,
        reason=WithheldPage().sentence(current_language()),
        remedy=may if may_release else may_not,
        page=page.ordinal,
        dossier=dossier.id if dossier else None,
        number=dossier.pages.index(page) + 1 if dossier else None,
    )
