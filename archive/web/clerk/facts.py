"""From the ledger to the facts that say what is to be done next."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from archive.completeness import CasePapers, PaperState
from archive.dossiers.count import count_of
from archive.dossiers.describe import passes_match
from archive.models import CaseRecord, Dossier, DossierState, PaperWord, Task, TaskKind, TaskState
from archive.quality import own_flags
from archive.web.clerk.next_step import DoubtfulPaper, Facts
from config.settings import QualitySettings
from ocr.page import PageState

UNREAD = (PageState.FAILED, PageState.TIMEOUT)


def facts_of(
    session: Session,
    dossier: Dossier,
    limits: QualitySettings,
    papers: CasePapers | None = None,
    flags: Mapping[int, Collection[str]] | None = None,
    suggestion: str | None = None,
) -> Facts:
    """The facts of a dossier.

    ``papers``: the verdict on its case at this moment; None: what was last noted. ``flags``: those of each page by its
    id; None: those of its own scan, without a look at its neighbours.
    """
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    accepted = _accepted(record)
    shown = [(n, page) for n, page in enumerate(dossier.pages, 1) if page.shown and not page.blank]
    raised = flags if flags is not None else {page.id: own_flags(page, limits) for _, page in shown}
    count, file = count_of(dossier), dossier.file
    missing, doubtful, conditions = _verdict(papers, dossier.id) if papers else _noted(record)
    return Facts(
        state=dossier.state,
        case=dossier.case_code,
        suggestion=suggestion,
        unread=tuple(n for n, page in shown if page.state in UNREAD),
        withheld=tuple(n for n, page in enumerate(dossier.pages, 1) if page.withheld),
        flags=tuple((n, flag) for n, page in shown if page.id not in accepted for flag in raised.get(page.id, ())),
        sheets=(count.expected, count.pages, count.state) if count and count.state != "right" else None,
        passes_match=passes_match(dossier),
        missing=missing,
        doubtful=doubtful,
        conditions=conditions,
        papers_known=papers.known is not None if papers else bool(record and record.papers is not None),
        closed=dossier.state is DossierState.LINKED and record is not None and record.closed_at is not None,
        working=being_made(session, dossier),
        archivable=file is None or (file.valid and not file.problems),
    )


def being_made(session: Session, dossier: Dossier) -> bool:
    """Whether its file lags behind what it is now, and work is queued that will make it."""
    lags = dossier.file is None or dossier.file.version != dossier.version
    queued = Task.batch_id == dossier.batch_id, Task.state == TaskState.QUEUED, Task.kind != TaskKind.SPLIT
    return lags and bool(session.scalar(select(exists().where(*queued))))


def _accepted(record: CaseRecord | None) -> set[int]:
    """Ids of pages that a person has looked at and found good."""
    said = record.said if record else ()
    return {id_ for row in said if row.word is PaperWord.ACCEPTED and row.taken_back_at is None for id_ in row.pages}


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
        for state in ("missing", "doubtful")
    }
    return by_state["missing"], tuple(DoubtfulPaper(title, None, "") for title in by_state["doubtful"]), ()
