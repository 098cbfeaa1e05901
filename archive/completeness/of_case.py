"""What the ledger and the catalogue say of a case's papers, brought together for the verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from archive.completeness.verdict import Found, Said, Trouble, Verdict, judged
from archive.ledger import Recording
from archive.models import CaseRecord, Component, Dossier, DossierState, Page
from archive.procedures import KnownProcedure, find_version
from archive.quality import ILLEGIBLE, own_flags
from config.clock import VIETNAM
from config.procedures import Catalogue
from config.settings import QualitySettings
from ocr.page import PageState

UNREAD, WITHHELD = "unread", "withheld"
"""Reasons of a `Trouble` that are no flags."""


@dataclass(frozen=True, slots=True)
class CasePapers:
    """How the papers of a case stand, by the version of its procedure that was in force when it was received."""

    known: KnownProcedure | None
    """None: no procedure of the catalogue is meant, and nothing can be said."""
    verdict: Verdict | None

    @property
    def complete(self) -> bool:
        """Whether nothing that is required is missing or doubtful; never where nothing can be said."""
        return self.verdict is not None and self.verdict.complete


def papers_of(
    session: Session,
    record: CaseRecord,
    catalogue: Catalogue,
    limits: QualitySettings,
    dossiers: Iterable[Dossier] | None = None,
) -> CasePapers:
    """How the papers of a case stand at this moment, in all its dossiers together.

    ``dossiers``: those that `case_dossiers` selects, where they have been fetched already.
    """
    known = find_version(catalogue, record.procedure, record.received_at.astimezone(VIETNAM).date())
    if known is None:
        return CasePapers(None, None)
    common = {paper.id for paper in catalogue.common.attachments}
    held = dossiers_of(session, record.code) if dossiers is None else dossiers
    found = [paper for dossier in held for paper in _found(dossier, limits)]
    return CasePapers(known, judged(known.version.components, common, found, _said(record)))


def case_dossiers(code: str) -> Select[Dossier]:
    """The dossiers of a case that hold papers, in the order in which they were made."""
    holding = Dossier.case_code == code, Dossier.state != DossierState.WITHDRAWN
    return select(Dossier).where(*holding).order_by(Dossier.created_at, Dossier.batch_id, Dossier.ordinal)


def dossiers_of(session: Session, code: str) -> list[Dossier]:
    """What `case_dossiers` selects, as the ledger has it now."""
    query = case_dossiers(code).options(selectinload(Dossier.components).selectinload(Component.pages))
    if isinstance(session, Recording):  # what it wrote a moment ago moved papers by their keys
        session.flush()
        query = query.execution_options(populate_existing=True)
    return list(session.scalars(query))


def _found(dossier: Dossier, limits: QualitySettings) -> Iterator[Found]:
    numbers = {page.id: number for number, page in enumerate(dossier.pages, 1)}
    for component in dossier.components:
        pages = [page for page in component.pages if not page.hidden]
        if not pages:
            continue
        yield Found(
            dossier=dossier.id,
            type=component.type,
            title=component.title,
            pages={numbers[page.id]: page.id for page in pages},
            sure=bool(component.evidence.get("sure")),
            paper=component.evidence.get("paper"),
            troubles=tuple(
                Trouble(dossier.id, numbers[page.id], reason) for page in pages for reason in _wrong_with(page, limits)
            ),
        )


def _wrong_with(page: Page, limits: QualitySettings) -> list[str]:
    if page.withheld:
        return [WITHHELD]
    if page.state in (PageState.WAITING, PageState.FAILED, PageState.TIMEOUT):
        return [UNREAD]
    return [flag for flag in dict.fromkeys(own_flags(page, limits)) if flag in ILLEGIBLE]


def _said(record: CaseRecord) -> dict[str, list[Said]]:
    """What people said of each paper and holds."""
    words = defaultdict[str, list[Said]](list)
    for row in record.said:
        if row.taken_back_at is None:
            words[row.component].append(Said(row.word, row.reason, frozenset(row.pages)))
    return words
