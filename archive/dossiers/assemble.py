"""From the pages of a batch to its dossiers: what `archive.linking` planned is written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, select

from archive.completeness import note_papers
from archive.dossiers.collate import collated
from archive.dossiers.recognise import divided, recognise
from archive.ledger import Recording
from archive.linking import FOREIGN_CODE, Evidence, Held, PlannedDossier, PlannedPage, plan_dossiers
from archive.models import (
    Batch,
    CaseRecord,
    Component,
    Delivery,
    DeliveryState,
    Dossier,
    DossierState,
    Link,
    Page,
    PageKind,
)
from archive.papers import OTHER, UNTITLED
from ocr.page import PageState


def assemble(work: Recording, batch: Batch) -> list[Dossier]:
    """Make the dossiers of a batch whose pages have all been read, of the pages that are in none.

    These are all its pages at first, and later those of a file that came out of quarantine: they then go where their
    place among the separators leads them, as dossiers of their own.
    """
    pages = {page.id: page for page in pages_in_order(work, batch)}
    gaps = _behind_gaps(work, batch)
    plan = plan_dossiers([_planned(page, page.id in gaps) for page in pages.values()], batch.case_code, batch.sheets)
    for id_ in plan.separators:
        if pages[id_].component_id is None:
            pages[id_].kind = PageKind.SEPARATOR
    made = []
    for planned in plan.dossiers:
        waiting = [pages[id_] for id_ in planned.pages if pages[id_].component_id is None]
        if waiting:
            made.append(_make(work, batch, planned, waiting))
    note_papers(work, [dossier.case_code for dossier in made])
    return made


def _planned(page: Page, after_gap: bool) -> PlannedPage:
    # A page that was put into a dossier is one of its papers, whatever it was read as later.
    evidence = tuple(Evidence.from_dict(each) for each in page.evidence)
    separator = page.kind is PageKind.SEPARATOR and page.component_id is None
    return PlannedPage(page.id, separator and not page.blank, page.blank, after_gap, evidence)


def _behind_gaps(work: Recording, batch: Batch) -> set[int]:
    """Pages right before which a file was quarantined or a page could not be read."""
    found, gap = set(), False
    for delivery in batch.deliveries:
        if delivery.state is DeliveryState.QUARANTINED:
            gap = True
        for page in delivery.pages if delivery.state is DeliveryState.STORED else ():
            if page.state in (PageState.FAILED, PageState.TIMEOUT):
                gap = True
                continue
            if gap:
                found.add(page.id)
            gap = False
    return found


def _make(work: Recording, batch: Batch, planned: PlannedDossier, pages: list[Page]) -> Dossier:
    """One dossier, its papers told apart, and what is known of its case."""
    hide_blank_sides(pages)
    ordinal = 1 + (work.scalar(select(func.max(Dossier.ordinal)).where(Dossier.batch_id == batch.id)) or 0)
    dossier = Dossier(
        id=dossier_id(batch.key, ordinal),
        batch_id=batch.id,
        ordinal=ordinal,
        title=dossier_title(planned.case),
        state=DossierState.UNLINKED,
        reason=planned.reason,
        reason_details=planned.reason_details,
        sheets=planned.sheets,
        created_at=work.now,
    )
    work.add(dossier)
    for ordinal, paper in enumerate(divided(work, pages), 1):
        component = Component(dossier=dossier, ordinal=ordinal, type=OTHER, title=UNTITLED)
        work.add(component)
        work.flush()
        for position, page in enumerate(paper, 1):
            page.component_id, page.position = component.id, position
    for page in pages:
        if page.id in planned.foreign:
            page.flags = [*dict.fromkeys([*page.flags, FOREIGN_CODE])]
    work.record("dossier.made", f"dossier:{dossier.id}", pages=[page.id for page in pages])
    if planned.case and planned.held:
        link(work, dossier, planned.case, planned.held)
    work.flush()
    work.refresh(dossier)
    recognise(work, [dossier])
    return dossier


def link(work: Recording, dossier: Dossier, case_code: str, held: Held) -> None:
    """Link a dossier to a case, or let it wait for one whose record has not arrived yet."""
    evidence = held.evidence
    known = work.get(CaseRecord, case_code) is not None
    dossier.case_code = case_code
    dossier.state = DossierState.LINKED if known else DossierState.AWAITING_CASE
    work.add(
        Link(
            dossier_id=dossier.id,
            case_code=case_code,
            rank=evidence.rank,
            rule=evidence.rule,
            page_id=held.page,
            box=evidence.box.as_list() if evidence.box else None,
            text=evidence.text or None,
            made_at=work.now,
        )
    )
    work.record(
        "dossier.linked", f"dossier:{dossier.id}", case=case_code, rank=evidence.rank, rule=evidence.rule, known=known
    )


def pages_in_order(work: Recording, batch: Batch) -> list[Page]:
    """The pages of a batch in the order of the paper, separators among them."""
    query = (
        select(Page)
        .join(Delivery)
        .where(Delivery.batch_id == batch.id, Delivery.state == DeliveryState.STORED)
        .order_by(Delivery.ordinal, Page.ordinal)
    )
    fronts, backs = passes(list(work.scalars(query)))
    return collated(fronts, backs)


def passes(pages: Iterable[Page]) -> tuple[list[Page], list[Page]]:
    """The pages of a first pass of the scanner and those of a second, which are backs; mostly there is none."""
    both: tuple[list[Page], list[Page]] = ([], [])
    for page in pages:
        both[page.delivery.backs].append(page)
    return both


def hide_blank_sides(pages: list[Page]) -> None:
    """Hide blank sides, but never all of a dossier: a file without pages shows nobody anything."""
    visible = any(not page.blank for page in pages)
    for page in pages:
        page.hidden = page.blank and visible


def dossier_title(case_code: str | None) -> str:
    """What a dossier is called, by its case."""
    return f"Hồ sơ {case_code}" if case_code else "Hồ sơ chưa gắn mã"


def dossier_id(batch_key: str, ordinal: int) -> str:
    """``d-`` and twelve hex digits: the same again when an interrupted ingest is run again."""
    return "d-" + hashlib.sha256(f"{batch_key}/{ordinal}".encode()).hexdigest()[:12]
