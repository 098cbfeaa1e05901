"""From the pages of a batch to its dossiers."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select

from archive.ledger import Recording
from archive.models import (
    Batch,
    CaseRecord,
    Component,
    Delivery,
    DeliveryState,
    Dossier,
    DossierState,
    Link,
    LinkRank,
    Page,
    PageKind,
)

OTHER = "other"
"""Type of a component about which nothing more is known."""


def assemble(work: Recording, batch: Batch) -> list[Dossier]:
    """Make the dossiers of a batch whose pages have all been read, of the pages that are in none; none without any.

    These are all its pages at first, and later those of a file that came out of quarantine. They become one dossier of
    one component, which belongs to the case that the clerk named.
    """
    pages = content_pages(work, batch)
    if not pages:
        return []
    hide_blank_sides(pages)
    ordinal = 1 + (work.scalar(select(func.max(Dossier.ordinal)).where(Dossier.batch_id == batch.id)) or 0)
    dossier = Dossier(
        id=dossier_id(batch.key, ordinal),
        batch_id=batch.id,
        ordinal=ordinal,
        title=f"Hồ sơ {batch.case_code}" if batch.case_code else "Hồ sơ chưa gắn mã",
        state=DossierState.UNLINKED,
        reason=None if batch.case_code else "no_case",
        created_at=work.now,
    )
    component = Component(dossier=dossier, ordinal=1, type=OTHER, title="Giấy tờ")
    work.add_all([dossier, component])
    work.flush()
    for position, page in enumerate(pages, 1):
        page.component_id, page.position = component.id, position
    work.record("dossier.made", f"dossier:{dossier.id}", pages=[page.id for page in pages])
    if batch.case_code:
        link(work, dossier, batch.case_code, LinkRank.CLERK, rule="ingest --case")
    work.flush()
    work.refresh(dossier)
    return [dossier]


def link(work: Recording, dossier: Dossier, case_code: str, rank: LinkRank, rule: str) -> None:
    """Link a dossier to a case, or let it wait for one whose record has not arrived yet."""
    known = work.get(CaseRecord, case_code) is not None
    dossier.case_code = case_code
    dossier.state = DossierState.LINKED if known else DossierState.AWAITING_CASE
    work.add(Link(dossier_id=dossier.id, case_code=case_code, rank=rank, rule=rule, made_at=work.now))
    work.record("dossier.linked", f"dossier:{dossier.id}", case=case_code, rank=rank, rule=rule, known=known)


def content_pages(work: Recording, batch: Batch) -> list[Page]:
    """The papers of a batch that are in no dossier yet, in the order in which they came."""
    query = (
        select(Page)
        .join(Delivery)
        .where(Delivery.batch_id == batch.id, Delivery.state == DeliveryState.STORED)
        .where(Page.kind == PageKind.CONTENT, Page.component_id.is_(None))
        .order_by(Delivery.ordinal, Page.ordinal)
    )
    return list(work.scalars(query))


def hide_blank_sides(pages: list[Page]) -> None:
    """Hide blank sides, but never all of a dossier: a file without pages shows nobody anything."""
    visible = any(not page.blank for page in pages)
    for page in pages:
        page.hidden = page.blank and visible


def dossier_id(batch_key: str, ordinal: int) -> str:
    """``d-`` and twelve hex digits: the same again when an interrupted ingest is run again."""
    return "d-" + hashlib.sha256(f"{batch_key}/{ordinal}".encode()).hexdigest()[:12]
