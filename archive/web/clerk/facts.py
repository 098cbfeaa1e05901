"""From the ledger to the facts that say what is to be done next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, selectinload

from archive.completeness import CasePapers, PaperState
from archive.completeness.by_itself import accepted_pages, closing_time
from archive.dossiers.count import count_of
from archive.dossiers.describe import passes_match
from archive.models import (
    Batch,
    CaseRecord,
    Component,
    Dossier,
    DossierState,
    Task,
    TaskKind,
    TaskState,
)
from archive.quality import FOR_A_PERSON, own_flags
from archive.web.clerk.next_step import DoubtfulPaper, Facts
from config.settings import Settings
from ocr.page import PageState

LATE = timedelta(minutes=2)
"""By which the agent may be late in closing a case before a person is told to."""
UNREAD = (PageState.FAILED, PageState.TIMEOUT)


def with_pages(query: Select[Dossier]) -> Select[Dossier]:
    """The query with all that `facts_of` looks at fetched at once, but the cases."""
    return query.options(
        selectinload(Dossier.components).selectinload(Component.pages),
        selectinload(Dossier.files),
        selectinload(Dossier.batch).selectinload(Batch.deliveries),
    )


def records_of(session: Session, dossiers: Iterable[Dossier]) -> dict[str, CaseRecord]:
    """Those of their cases that are known, by code, with what people said of their papers."""
    codes = {dossier.case_code for dossier in dossiers if dossier.case_code}
    query = select(CaseRecord).where(CaseRecord.code.in_(codes)).options(selectinload(CaseRecord.said))
    return {record.code: record for record in session.scalars(query)} if codes else {}


def facts_of(
    session: Session,
    dossier: Dossier,
    record: CaseRecord | None,
    settings: Settings,
    now: datetime,
    papers: CasePapers | None = None,
    flags: Mapping[int, Collection[str]] | None = None,
    suggestion: str | None = None,
) -> Facts:
    """The facts of a dossier and of the ``record`` of its case.

    ``papers``: the verdict on its case at this moment; None: what was last noted. ``flags``: those of each page by its
    id; None: those of its own scan, without a look at its neighbours.
    """
    accepted = accepted_pages(record)
    shown = [(n, page) for n, page in enumerate(dossier.pages, 1) if page.shown and not page.blank]
    raised = flags if flags is not None else {page.id: own_flags(page, settings.quality) for _, page in shown}
    pending = tuple((n, flag) for n, page in shown if page.id not in accepted for flag in raised.get(page.id, ()))
    looked_at = FOR_A_PERSON.isdisjoint(flag for _, flag in pending)
    count, file = count_of(dossier), dossier.file
    missing, doubtful, conditions = _verdict(papers, dossier.id) if papers else _noted(record)
    return Facts(
        state=dossier.state,
        case=dossier.case_code,
        suggestion=suggestion,
        unread=tuple(n for n, page in shown if page.state in UNREAD),
        withheld=tuple(n for n, page in enumerate(dossier.pages, 1) if page.withheld),
        flags=pending,
        sheets=(count.expected, count.pages, count.state) if count and count.state != "right" else None,
        passes_match=passes_match(dossier),
        missing=missing,
        doubtful=doubtful,
        conditions=conditions,
        papers_known=papers.known is not None if papers else bool(record and record.papers is not None),
        closed=dossier.state is DossierState.LINKED and record is not None and record.closed_at is not None,
        working=being_made(session, dossier),
        archivable=file is None or (file.valid and not file.problems),
        closes_at=_closing(record, dossier, settings, now) if record and looked_at else None,
    )


def _closing(record: CaseRecord, dossier: Dossier, settings: Settings, now: datetime) -> datetime | None:
    """When the agent closes the case; None where it does not, or should have done so and has not."""
    at = closing_time(record, [dossier], settings.closing)
    return at if at and at > now - LATE else None


def being_made(session: Session, dossier: Dossier) -> bool:
    """Whether its file lags behind what it is now, and work is queued that will make it."""
    lags = dossier.file is None or dossier.file.version != dossier.version
    queued = Task.batch_id == dossier.batch_id, Task.state == TaskState.QUEUED, Task.kind != TaskKind.SPLIT
    return lags and bool(session.scalar(select(exists().where(*queued))))


Told = tuple[tuple[str, ...], tuple[DoubtfulPaper, ...], tuple[str, ...]]


def _verdict(papers: CasePapers, dossier: str) -> Told:
    if papers.verdict is None:
        return (), (), ()
    missing, doubtful, conditions = (
        papers.verdict.in_state(state) for state in (PaperState.MISSING, PaperState.DOUBTFUL, PaperState.IF)
    )
    doubts = (
        DoubtfulPaper(paper.component.title, why.page if why.dossier == dossier else None, why.reason)
        for paper in doubtful
        for why in paper.why[:1]
    )
    return (
        tuple(paper.component.title for paper in missing),
        tuple(doubts),
        tuple(paper.component.title for paper in conditions),
    )


def _noted(record: CaseRecord | None) -> Told:
    if record is None or record.papers is None:
        return (), (), ()
    states, titles = record.papers["papers"], record.papers["titles"]
    by_state = {
        state: tuple(titles.get(id_, id_) for id_, its in states.items() if its == state)
        for state in ("missing", "doubtful", "if")
    }
    doubtful = tuple(DoubtfulPaper(title, None, "") for title in by_state["doubtful"])
    return by_state["missing"], doubtful, by_state["if"]
