"""What is told of dossiers: the shapes that the command line documents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from archive.completeness import told_of
from archive.dossiers.assemble import passes
from archive.dossiers.collate import is_even
from archive.dossiers.count import count_of
from archive.models import CaseRecord, Dossier, DossierState, Link, Page
from archive.quality import PageFlags
from archive.readings import unpack
from archive.store import ObjectStore
from config.errors import DossierNotFound
from config.settings import QualitySettings
from ocr.page import PageReading, PageState


def find(session: Session, dossier_id: str) -> Dossier:
    """The dossier of this id. Raises `DossierNotFound`."""
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=dossier_id)
    return dossier


def listing(session: Session, case: str | None = None, state: str | None = None) -> list[Dossier]:
    """Dossiers in the order in which they were made, of one case or in one state where that is asked.

    Those withdrawn are listed only where they are asked for.
    """
    query = select(Dossier).order_by(Dossier.created_at, Dossier.batch_id, Dossier.ordinal)
    if state != DossierState.WITHDRAWN:
        query = query.where(Dossier.state != DossierState.WITHDRAWN)
    if case is not None:
        query = query.where(Dossier.case_code == case)
    if state is not None:
        query = query.where(Dossier.state == state)
    return list(session.scalars(query))


def row(dossier: Dossier, files: ObjectStore) -> dict[str, Any]:
    """A dossier in a list."""
    return {
        "id": dossier.id,
        "case": dossier.case_code,
        "state": dossier.state.value,
        "pages": len(dossier.pages),
        "pdf": str(files.path(dossier.file.pdf_sha256)) if dossier.file else None,
    }


def summary(dossier: Dossier, objects: ObjectStore, files: ObjectStore, limits: QualitySettings) -> dict[str, Any]:
    """A dossier that was just made: why it is in its state, which pages to look at, and the verdict on its file."""
    file, flags = dossier.file, flags_of(dossier, objects, limits)
    return row(dossier, files) | {
        "reason": dossier.reason,
        "reason_details": dossier.reason_details,
        "withheld": sum(page.withheld for page in dossier.pages),
        "flagged": [
            {"page": number, "flags": flags[page.id]} for number, page in enumerate(dossier.pages, 1) if flags[page.id]
        ],
        "pdf_sha256": file.pdf_sha256 if file else None,
        "pdfa": {"profile": file.profile, "valid": file.valid, "validator": file.validator} if file else None,
        **paper_of(dossier),
    }


def needs_person(dossier: Dossier) -> bool:
    """Whether a clerk must see to it.

    It is unlinked, lacks a valid file of its present version, has a page that is unread or withheld, not as many
    sheets as were announced, or came when its case was closed already. That a required paper is missing is told, and
    keeps the case from being closed; the paper may come with the next stack.
    """
    if dossier.state in (DossierState.UNLINKED, DossierState.WITHDRAWN):
        return dossier.state is DossierState.UNLINKED
    file = dossier.file
    if file is None or file.version != dossier.version or not file.valid or file.problems:
        return True
    if any(page.withheld or page.state in (PageState.FAILED, PageState.TIMEOUT) for page in dossier.pages):
        return True
    count = count_of(dossier)
    if (count is not None and count.state != "right") or not passes_match(dossier):
        return True
    record = _record_of(dossier) if dossier.state is DossierState.LINKED else None
    return record is not None and record.closed_at is not None


def passes_match(dossier: Dossier) -> bool:
    """Whether its batch has a back for each front, where backs were scanned by themselves."""
    files = dossier.batch.deliveries
    return not any(file.backs for file in files) or is_even(*passes(page for file in files for page in file.pages))


def paper_of(dossier: Dossier) -> dict[str, Any]:
    """How the pages agree with what is known of the paper.

    ``sheets`` is None where nobody announced any, ``papers`` where it is not known which papers its case needs.
    """
    count = count_of(dossier)
    record = _record_of(dossier)
    return {
        "sheets": count.to_json() if count else None,
        "passes_match": passes_match(dossier),
        "papers": told_of(record),
        "after_closing": dossier.state is DossierState.LINKED and record is not None and record.closed_at is not None,
    }


def _record_of(dossier: Dossier) -> CaseRecord | None:
    session = object_session(dossier)
    assert session is not None, "a dossier that was read belongs to a session"
    return session.get(CaseRecord, dossier.case_code) if dossier.case_code else None


def flags_of(dossier: Dossier, objects: ObjectStore, limits: QualitySettings) -> dict[int, list[str]]:
    """The flags of each page of a dossier, by its id. ``dossier`` belongs to a session.

    Raises `MissingObject`, `DamagedObject`.
    """
    session = object_session(dossier)
    assert session is not None, "a dossier that was read belongs to a session"
    return PageFlags(session, limits, lambda page: reading_of(page, objects)).of(dossier.pages)


def details(dossier: Dossier, objects: ObjectStore, files: ObjectStore, limits: QualitySettings) -> dict[str, Any]:
    """A dossier page by page. Raises `MissingObject`, `DamagedObject`."""
    flags = flags_of(dossier, objects, limits)
    numbers = {page.id: number for number, page in enumerate(dossier.pages, 1)}
    shown = [page.id for page in dossier.pages if page.shown]
    pdf_pages = {page_id: number for number, page_id in enumerate(shown, 1)}
    return {
        "id": dossier.id,
        "case": dossier.case_code,
        "state": dossier.state.value,
        "reason": dossier.reason,
        "reason_details": dossier.reason_details,
        **paper_of(dossier),
        "version": dossier.version,
        "pdf": row(dossier, files)["pdf"],
        "pdf_version": dossier.file.version if dossier.file else None,
        "components": [
            {
                "type": component.type,
                "title": component.title,
                "pages": [numbers[page.id] for page in component.pages],
                "fields": _fields(component.fields, numbers),
                "evidence": component.evidence,
            }
            for component in dossier.components
        ],
        "pages": [
            _page(page, numbers[page.id], pdf_pages.get(page.id), flags[page.id], objects) for page in dossier.pages
        ],
        "deliveries": [
            {"id": delivery.id, "name": delivery.name, "sha256": delivery.sha256, "flags": delivery.flags}
            for delivery in dict.fromkeys(page.delivery for page in dossier.pages)
        ],
        "links": [_link(link, numbers) for link in dossier.links if link.withdrawn_at is None],
    }


def page_text(page: Page, objects: ObjectStore) -> str:
    """The recognised lines of a page; empty where it was not read, bears none or is withheld."""
    reading = reading_of(page, objects)
    return reading.text if reading else ""


def reading_of(page: Page, objects: ObjectStore) -> PageReading | None:
    """What was read on a page and may be seen; None where it was not read, or is withheld as secret."""
    return unpack(objects.read(page.reading_sha256)) if page.reading_sha256 and not page.withheld else None


def _fields(fields: dict[str, Any], numbers: dict[int, int]) -> dict[str, Any]:
    """What a paper says of itself, each thing with the number of the page that says it."""
    return {
        name: {key: value for key, value in field.items() if key != "page_id"} | {"page": numbers.get(field["page_id"])}
        for name, field in fields.items()
    }


def _link(link: Link, numbers: dict[int, int]) -> dict[str, Any]:
    """Why a dossier belongs to its case; ``page`` is null where a separator or the clerk said so."""
    return {
        "case": link.case_code,
        "rank": link.rank.value,
        "rule": link.rule,
        "page": numbers.get(link.page_id) if link.page_id else None,
        "sha256": link.page.image_sha256 if link.page else None,
        "text": link.text,
        "box": link.box,
    }


def _page(page: Page, number: int, pdf_page: int | None, flags: list[str], objects: ObjectStore) -> dict[str, Any]:
    reading = reading_of(page, objects)
    return {
        "number": number,
        "state": page.state.value,
        "delivery": page.delivery_id,
        "sha256": page.image_sha256,
        "rotation": page.rotation,
        "skew_degrees": page.skew_degrees,
        "skew_applied": page.skew_applied,
        "dpi": page.image_info.dpi,
        "blank": page.blank,
        "hidden": page.hidden,
        "withheld": page.withheld,
        "seal": page.seal,
        "seal_boxes": [box.as_list() for box in reading.seals] if reading else [],
        "confidence": page.confidence,
        "flags": flags,
        "text": reading.text if reading else "",
        "pdf_page": pdf_page,
    }
