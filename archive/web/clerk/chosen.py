"""The dossier that a clerk works on: its pages by paper, its case with what is required, and what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.completeness import CasePapers, PaperState, papers_of
from archive.completeness.of_case import case_dossiers
from archive.completeness.verdict import PaperVerdict
from archive.dossiers.count import SheetCount, count_of
from archive.dossiers.describe import flags_of
from archive.dossiers.undo import redoable, undoable
from archive.models import CaseRecord, Component, Dossier, DossierState
from archive.papers import INTERNAL_FORM, OTHER
from archive.procedures import current_catalogue
from archive.search.privacy import masked
from archive.web.clerk.case_search import CaseChoice, case_choices
from archive.web.clerk.facts import UNREAD, facts_of, records_of, with_pages
from archive.web.clerk.next_step import NextStep, flag_remedy, next_step
from archive.web.clerk.rescans import Rescan, rescan_for
from config.messages import _
from config.procedures import Catalogue, NotDigitised


@dataclass(frozen=True, slots=True)
class ChosenPage:
    """One page; ``wrong``: what is to be said against it, in sentences."""

    number: int
    hidden: bool
    blank: bool
    withheld: bool
    unread: bool
    wrong: tuple[str, ...]
    drawn: str
    """Changes when it is drawn otherwise, so that no browser shows the image of before."""


@dataclass(frozen=True, slots=True)
class ChosenPaper:
    """One paper of the dossier; ``sure``: its type was told for certain, or by a person."""

    number: int
    title: str
    type: str
    sure: bool
    pages: tuple[ChosenPage, ...]


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """One paper that the procedure asks for."""

    id: str
    title: str
    state: PaperState
    required: bool
    condition: str | None
    excuse: str | None
    """Why it is not digitised."""
    usual: tuple[NotDigitised, ...]
    """Why it is often not digitised, as the procedure says."""
    said: bool
    """Whether a person said anything of it that holds."""
    pages: tuple[int, ...]
    """Where it lies in this dossier."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The whole."""

    id: str
    version: int
    state: DossierState
    desk: str
    case: str | None
    applicant: str
    procedure: str
    step: NextStep
    rescan: Rescan | None
    count: SheetCount | None
    papers: tuple[ChosenPaper, ...]
    asked: tuple[AskedPaper, ...]
    known: bool
    complete: bool
    closed: bool
    by_itself: bool
    """Whether no person has closed the case or opened it again."""
    working: bool
    choices: tuple[CaseChoice, ...]
    """Cases that it may belong to, where it belongs to none."""
    types: tuple[tuple[str, str], ...]
    """What a paper may be: ids and titles."""
    undo: str | None
    redo: bool

    @property
    def pages(self) -> tuple[ChosenPage, ...]:
        """All of them in order."""
        return tuple(page for paper in self.papers for page in paper.pages)

    @property
    def open(self) -> bool:
        """Whether it can be corrected."""
        loose = self.state in (DossierState.LINKED, DossierState.AWAITING_CASE, DossierState.UNLINKED)
        return loose or (self.state is DossierState.COMPLETE and self.by_itself)

    def paper_of(self, number: int) -> ChosenPaper | None:
        """The paper in which the page of this number stands."""
        return next((paper for paper in self.papers if any(page.number == number for page in paper.pages)), None)


def chosen(session: Session, archive: Archive, dossier: Dossier, now: datetime) -> Chosen:
    """The dossier as it stands now. Raises `MissingObject`, `DamagedObject`."""
    beside = session.scalars(with_pages(case_dossiers(dossier.case_code))).all() if dossier.case_code else ()
    if dossier not in beside:
        session.scalars(with_pages(select(Dossier).where(Dossier.id == dossier.id))).one()  # all of it at once
    limits = archive.settings.quality
    catalogue = current_catalogue(archive.home.procedures)
    record = records_of(session, [dossier]).get(dossier.case_code or "")
    papers = papers_of(session, record, catalogue, limits, beside) if record else None
    flags = flags_of(dossier, archive.objects, limits)
    choices = case_choices(session, archive.home, dossier.id, "") if dossier.state is DossierState.UNLINKED else []
    facts = facts_of(
        session, dossier, record, archive.settings, now, papers, flags, choices[0].code if choices else None
    )
    rescan = rescan_for(session, dossier, len(facts.bad_pages))
    numbers = {page.id: number for number, page in enumerate(dossier.pages, 1)}
    return Chosen(
        id=dossier.id,
        version=dossier.version,
        state=dossier.state,
        desk=dossier.batch.desk,
        case=dossier.case_code,
        applicant=masked(record.applicant) if record else "",
        procedure=_procedure(record, papers),
        step=next_step(replace(facts, rescan=rescan is not None)),
        rescan=rescan,
        count=count_of(dossier),
        papers=tuple(_paper(component, numbers, flags) for component in dossier.components if component.pages),
        asked=_asked(record, papers, dossier.id),
        known=facts.papers_known,
        complete=papers is not None and papers.complete,
        closed=record is not None and record.closed_at is not None,
        by_itself=record is not None and record.by_itself,
        working=facts.working,
        choices=tuple(choices),
        types=_types(catalogue, papers),
        undo=undoable(session, dossier.id),
        redo=redoable(session, dossier.id),
    )


def _procedure(record: CaseRecord | None, papers: CasePapers | None) -> str:
    if papers and papers.known:
        return f"{papers.known.procedure.code} {papers.known.procedure.name}"
    return record.procedure if record else ""


def _paper(component: Component, numbers: dict[int, int], flags: dict[int, list[str]]) -> ChosenPaper:
    secret = any(page.withheld for page in component.pages)
    pages = []
    for page in component.pages:
        number = numbers[page.id]
        # Of a page that nobody sees nothing is to be said against its scan.
        raised: Sequence[str] = flags[page.id] if page.shown and not page.blank else ()
        wrong = tuple(filter(None, (flag_remedy(flag, number) for flag in raised)))
        pages.append(
            ChosenPage(
                number,
                page.hidden,
                page.blank,
                page.withheld,
                page.state in UNREAD,
                wrong,
                (page.reading_sha256 or "")[:8],
            )
        )
    return ChosenPaper(
        number=component.ordinal,
        title="" if secret else masked(component.title),
        type=component.type,
        sure=bool(component.evidence.get("sure")),
        pages=tuple(pages),
    )


def _asked(record: CaseRecord | None, papers: CasePapers | None, dossier: str) -> tuple[AskedPaper, ...]:
    if record is None or papers is None or papers.verdict is None:
        return ()
    said = {row.component for row in record.said if row.taken_back_at is None}
    return tuple(_one_asked(paper, paper.component.id in said, dossier) for paper in papers.verdict.papers)


def _one_asked(paper: PaperVerdict, said: bool, dossier: str) -> AskedPaper:
    return AskedPaper(
        id=paper.component.id,
        title=paper.component.title,
        state=paper.state,
        required=paper.required,
        condition=paper.component.condition,
        excuse=paper.reason.value if paper.reason else None,
        usual=paper.component.not_digitised,
        said=said,
        pages=tuple(number for found in paper.found if found.dossier == dossier for number in sorted(found.pages)),
    )


def _types(catalogue: Catalogue, papers: CasePapers | None) -> tuple[tuple[str, str], ...]:
    own = papers.known.version.components if papers and papers.known else ()
    named = [(each.id, each.title) for each in (*own, *catalogue.common.attachments)]
    return (*dict(named).items(), (OTHER, _("another paper")), (INTERNAL_FORM, _("a form of the desk")))
