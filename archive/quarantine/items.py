"""What lies in quarantine: one row for each refused file and each withheld page, under a name that stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.models import Batch, Component, Delivery, DeliveryState, Dossier, Page
from archive.readings import unpack
from config.errors import NotInQuarantine, SohoaError, UsageError, WithheldPage, restore
from ocr.text.secrecy import secrecy_marks


@dataclass(frozen=True, slots=True)
class Item:
    """The name of something in quarantine: ``file:12`` or ``page:34``."""

    kind: Literal["file", "page"]
    number: int
    """Of the delivery or the page in the ledger: it never changes."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The item that ``text`` names. Raises `UsageError`."""
        found = re.fullmatch(r"(file|page):([1-9][0-9]{0,17})", text.strip().lower())
        if found is None:
            raise UsageError(
                vi=f"“{text}” không phải mã mục để riêng; mã có dạng file:12 hoặc page:34, xem: sohoa quarantine.",
                en=f"“{text}” names nothing in quarantine; names look like file:12 or page:34, see: sohoa quarantine.",
            )
        return cls("file" if found[1] == "file" else "page", int(found[2]))

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


def listing(session: Session, discarded: bool = False) -> list[dict[str, Any]]:
    """Everything in quarantine that waits for a person, oldest first; with those given up where that is asked."""
    came = (Delivery.batch_id, Delivery.ordinal, Delivery.id)
    files = select(Delivery).where(Delivery.state == DeliveryState.QUARANTINED).order_by(*came)
    if not discarded:
        files = files.where(Delivery.discarded.is_(None))
    pages = select(Page).join(Delivery).where(Page.withheld).order_by(*came, Page.ordinal)
    rows = [file_row(delivery) for delivery in session.scalars(files)]
    rows += [page_row(session, page) for page in session.scalars(pages)]
    return sorted(rows, key=lambda row: (row["received"], row["batch"]))


def details(session: Session, archive: Archive, item: Item) -> dict[str, Any]:
    """One item with where its bytes lie, their hash and size. Raises `NotInQuarantine`, and as `ObjectStore.read`."""
    return _file_details(session, archive, item) if item.kind == "file" else _page_details(session, archive, item)


def quarantined_file(session: Session, item: Item) -> Delivery:
    """The refused file of this name, given up or not. Raises `NotInQuarantine`."""
    delivery = session.get(Delivery, item.number)
    if delivery is None or delivery.state is not DeliveryState.QUARANTINED:
        raise NotInQuarantine(item=item)
    return delivery


def withheld_page(session: Session, item: Item) -> Page:
    """The withheld page of this name. Raises `NotInQuarantine`."""
    page = session.get(Page, item.number)
    if page is None or not page.withheld:
        raise NotInQuarantine(item=item)
    return page


def dossier_of(session: Session, page: Page) -> Dossier | None:
    """The dossier in which a page stands; None while it waits for one."""
    component = session.get(Component, page.component_id) if page.component_id else None
    return component.dossier if component else None


def refusal(delivery: Delivery) -> SohoaError:
    """The error for which a file was refused."""
    return restore(delivery.reason or "", delivery.reason_details)


def file_row(delivery: Delivery) -> dict[str, Any]:
    """A refused file in the list."""
    return _row(Item("file", delivery.id), delivery) | {
        "page": None,
        "reason": refusal(delivery).both(),
        "dossier": None,
        "discarded": delivery.discarded,
        "flags": delivery.flags,
    }


def page_row(session: Session, page: Page) -> dict[str, Any]:
    """A withheld page in the list. ``page`` is its place in the delivered file, from 1."""
    dossier = dossier_of(session, page)
    return _row(Item("page", page.id), page.delivery) | {
        "page": page.ordinal,
        "reason": WithheldPage().both(),
        "dossier": dossier.id if dossier else None,
        "discarded": None,
        "flags": page.delivery.flags,
    }


def _row(item: Item, delivery: Delivery) -> dict[str, Any]:
    batch: Batch = delivery.batch
    return {
        "id": str(item),
        "kind": item.kind,
        "name": delivery.name,
        "desk": batch.desk,
        "batch": batch.id,
        "received": delivery.received_at.isoformat(),
    }


def _file_details(session: Session, archive: Archive, item: Item) -> dict[str, Any]:
    delivery = quarantined_file(session, item)
    return file_row(delivery) | {
        "code": delivery.reason,
        "path": str(archive.objects.path(delivery.sha256)) if delivery.sha256 else None,
        "sha256": delivery.sha256,
        "size": delivery.size,
    }


def _page_details(session: Session, archive: Archive, item: Item) -> dict[str, Any]:
    """Of its words only the marks are told: a person who may see the page opens its image."""
    page = withheld_page(session, item)
    path, dossier = archive.objects.path(page.image_sha256), dossier_of(session, page)
    marks = secrecy_marks(unpack(archive.objects.read(page.reading_sha256)).lines) if page.reading_sha256 else ()
    return page_row(session, page) | {
        "code": WithheldPage.code,
        "number": dossier.pages.index(page) + 1 if dossier else None,
        "path": str(path),
        "sha256": page.image_sha256,
        "size": path.stat().st_size,
        "rotation": page.rotation,
        "marks": [{"degree": mark.degree.value, "box": mark.box.as_list(), "exact": mark.exact} for mark in marks],
    }
