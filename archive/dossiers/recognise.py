"""From the pages of a dossier to its papers: which they are, by what rule, and what each says of itself.

Everything here is derived and may be derived again, whenever pages, case or catalogue have changed; what a clerk said
of a paper (`Component.type_by_hand`) stands, and teaches what papers with the same heading are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.ledger import Recording
from archive.models import CaseRecord, Component, Dossier, Page
from archive.papers import (
    INTERNAL_FORM,
    OTHER,
    Example,
    KnownTitles,
    Named,
    PaperKind,
    PaperRef,
    first_pages,
    name_paper,
    presumed_procedure,
)
from archive.papers.codes import papers_named
from archive.papers.match import own_heading
from archive.procedures import current_catalogue, find_version
from archive.readings import unpack
from archive.store import ObjectStore
from config.clock import VIETNAM
from config.procedures import Catalogue
from ocr.fields import FieldName, PageHead, page_head
from ocr.page import PageState

LAST_PAGE = (FieldName.ROLE, FieldName.SIGNER)
"""What stands at the end of a paper, not at its head."""


def divided(work: Recording, pages: Sequence[Page]) -> list[list[Page]]:
    """The pages of a dossier as its papers, none of which is empty."""
    known = known_titles(work, current_catalogue(work.home.procedures))
    starts = [beginning.page for beginning in first_pages([page.open_head for page in pages], known)]
    return [list(pages[start:end]) for start, end in zip(starts, [*starts[1:], len(pages)], strict=True)]


def fill_heads(work: Recording, pages: Iterable[Page], objects: ObjectStore) -> None:
    """Say what the heads of pages show that were read before heads were looked at. Raises `IntegrityError`."""
    for page in pages:
        if page.head is None and page.reading_sha256 is not None and page.state is PageState.OK:
            page.head = page_head(unpack(objects.read(page.reading_sha256))).to_dict()
    work.flush()


def begins_paper(session: Recording, page: Page) -> bool:
    """Whether the page shows itself that a paper begins with it."""
    known = known_titles(session, current_catalogue(session.home.procedures))
    return len(first_pages([None, page.open_head], known)) > 1


def recognise(work: Recording, dossiers: Iterable[Dossier]) -> list[Dossier]:
    """Say of every paper of these dossiers what it is, and give those of which other things are said than before.

    Neither pages nor their order change.
    """
    changed: list[Dossier] = []
    catalogue = current_catalogue(work.home.procedures)
    known = known_titles(work, catalogue)
    for dossier in dossiers:
        before = [_known_of(component) for component in dossier.components]
        heads = {component.id: _head_of(component, known) for component in dossier.components}
        procedure = procedure_of(work, dossier, catalogue) or presumed_procedure(heads.values(), known)
        for component in dossier.components:
            head = heads[component.id]
            named = name_paper(head, known, procedure)
            if component.type_by_hand is not None:
                named = _by_hand(component.type_by_hand, named, head, procedure, catalogue)
            component.type, component.title, component.evidence = named.type, named.title, named.evidence
            component.fields = _fields(component)
        if before != [_known_of(component) for component in dossier.components]:
            types = [component.type for component in dossier.components]
            work.record("dossier.recognised", f"dossier:{dossier.id}", papers=types)
            changed.append(dossier)
    return changed


def known_titles(session: Session, catalogue: Catalogue) -> KnownTitles:
    """The titles of the catalogue, and the headings of which clerks have said what paper they are."""
    taught = select(Component.type_by_hand, Component.evidence).where(Component.type_by_hand.is_not(None))
    return KnownTitles.of(catalogue, filter(None, (_example(row[0], row[1]) for row in session.execute(taught))))


def procedure_of(session: Session, dossier: Dossier, catalogue: Catalogue) -> str | None:
    """The national code of the procedure of its case; None where no record, or no procedure of the catalogue, says."""
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    if record is None:
        return None
    found = find_version(catalogue, record.procedure, record.received_at.astimezone(VIETNAM).date())
    return found.procedure.code if found else None


def _known_of(component: Component) -> tuple[Any, ...]:
    return component.type, component.title, component.evidence, component.fields


def _head_of(component: Component, known: KnownTitles) -> PageHead | None:
    """That of its first page with a title, or a code that names a paper; where none has one, of the first at all."""
    heads = [head for page in component.pages if (head := page.open_head)]
    titled = (head for head in heads if own_heading(head) or papers_named(head, known))
    return next(titled, heads[0] if heads else None)


def _by_hand(type_: str, named: Named, head: PageHead | None, procedure: str | None, catalogue: Catalogue) -> Named:
    ref = _meant(type_, procedure, catalogue)
    heading = own_heading(head) if head else None
    evidence: dict[str, Any] = {"rule": "clerk", "sure": True}
    if ref is not None:
        evidence["paper"] = str(ref)
    if heading is not None:
        evidence |= {"heading": heading.text, "box": heading.box.as_list()}
    return Named(type_, named.title, evidence)


def _meant(type_: str, procedure: str | None, catalogue: Catalogue) -> PaperRef | None:
    """The paper of the catalogue that a type names in a dossier of ``procedure``."""
    if type_ == OTHER:
        return None
    if type_ == INTERNAL_FORM:
        return PaperRef(PaperKind.INTERNAL, INTERNAL_FORM)
    known = catalogue.procedures.get(procedure or "")
    if known and any(type_ == part.id for version in known.versions for part in version.components):
        return PaperRef(PaperKind.COMPONENT, type_, known.code)
    return PaperRef(PaperKind.ATTACHMENT, type_)


def _example(type_: str | None, evidence: dict[str, Any]) -> Example | None:
    """What a clerk's word about one paper teaches; None where the paper had no heading, or is like no other."""
    paper, heading = evidence.get("paper"), evidence.get("heading")
    if not paper or not heading:
        return None
    procedure, _, id_ = str(paper).rpartition("/")
    kind = PaperKind.COMPONENT if procedure else PaperKind.ATTACHMENT
    return Example(str(heading), PaperRef(PaperKind.INTERNAL if type_ == INTERNAL_FORM else kind, id_, procedure))


def _fields(component: Component) -> dict[str, Any]:
    """What it says of itself: at its first page that says anything, and of who signed at the last that says so."""
    found: dict[str, Any] = {}
    for page in component.pages:
        head = page.open_head
        for field in head.fields.fields if head else ():
            if field.name.value not in found or field.name in LAST_PAGE:
                found[field.name.value] = {
                    "value": field.value,
                    "raw": field.raw,
                    "page_id": page.id,
                    "box": field.box.as_list(),
                    "confidence": field.confidence,
                    "sure": field.sure,
                    "rule": field.rule,
                }
    return found
