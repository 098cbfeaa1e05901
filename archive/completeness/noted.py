"""The verdict on a case's papers, written down when it has changed: an event, and columns that can be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from archive.completeness.of_case import CasePapers, dossiers_of, papers_of
from archive.completeness.opened import BY_ITSELF, opened
from archive.ledger import Recording
from archive.models import CaseRecord, DossierState
from archive.procedures import current_catalogue


def note_papers(work: Recording, codes: Iterable[str | None]) -> None:
    """Note how the papers of these cases stand now; to be called when everything else is written.

    Codes without a record, and cases of which nothing can be said and nothing was, are passed over. A case that was
    closed by itself is opened again where a dossier has come to it.
    """
    catalogue = current_catalogue(work.home.procedures)
    for code in sorted({code for code in codes if code}):
        record = work.get(CaseRecord, code)
        if record is None:
            continue
        if record.closed_at and record.by_itself and _more_came(work, record):
            opened(work, record, BY_ITSELF)
        told = _told(papers_of(work, record, catalogue, work.quality))
        if told == record.papers:
            continue
        record.papers, record.complete = told, told["complete"] if told else None
        work.record("case.papers", f"case:{code}", **(told or {"complete": None}))


def _more_came(work: Recording, record: CaseRecord) -> bool:
    return any(dossier.state is DossierState.LINKED for dossier in dossiers_of(work, record.code))


def _told(papers: CasePapers) -> dict[str, Any] | None:
    """Ids, states, counts: no word of what the papers say of anybody."""
    if papers.verdict is None:
        return None
    states = {paper.component.id: paper.state.value for paper in papers.verdict.papers}
    return {
        "complete": papers.complete,
        "counts": dict(sorted(Counter(states.values()).items())),
        "papers": states,
        "titles": {
            paper.component.id: paper.component.title
            for paper in papers.verdict.papers
            if paper.state in ("missing", "doubtful", "if")
        },
        "extra": dict(sorted(Counter(extra.kind.value for extra in papers.verdict.extras).items())),
    }
