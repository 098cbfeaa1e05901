"""What is told of a case's papers: the shapes that the command line documents."""

from __future__ import annotations

from itertools import chain
from typing import Any

from archive.completeness.of_case import CasePapers
from archive.completeness.verdict import Extra, Found, PaperVerdict
from archive.models import CaseRecord


def papers_to_json(record: CaseRecord, papers: CasePapers) -> dict[str, Any]:
    """How the papers of a case stand, and whether a person has closed it."""
    verdicts = papers.verdict.papers if papers.verdict else ()
    return {
        "known": papers.known is not None,
        "required": [_paper(each) for each in verdicts if each.required],
        "optional": [_paper(each) for each in verdicts if not each.required],
        "extra": [_extra(each) for each in (papers.verdict.extras if papers.verdict else ())],
        "complete": papers.complete,
        "closed_at": record.closed_at.isoformat() if record.closed_at else None,
        "closed_despite": record.closed_despite,
    }


def told_of(record: CaseRecord | None) -> dict[str, Any] | None:
    """What was last noted of a case's papers, in short; None where nothing can be said."""
    if record is None or record.papers is None:
        return None
    noted = record.papers
    titled = {id_: {"component": id_, "title": title} for id_, title in noted["titles"].items()}
    return {"complete": noted["complete"]} | {
        state: [titled[id_] for id_, its in noted["papers"].items() if its == state]
        for state in ("missing", "doubtful")
    }


def _paper(verdict: PaperVerdict) -> dict[str, Any]:
    component = verdict.component
    return {
        "component": component.id,
        "title": component.title,
        "state": verdict.state.value,
        "found": bool(verdict.found),
        "pages": sorted(chain.from_iterable(found.pages for found in verdict.found)),
        "places": [_place(found) for found in verdict.found],
        "why": [{"dossier": each.dossier, "page": each.page, "reason": each.reason} for each in verdict.why],
        "if": component.condition,
        "reason": verdict.reason.value if verdict.reason else None,
        "accepted": verdict.accepted,
    }


def _extra(extra: Extra) -> dict[str, Any]:
    return {"kind": extra.kind.value, "paper": extra.found.paper} | _place(extra.found)


def _place(found: Found) -> dict[str, Any]:
    return {"dossier": found.dossier, "title": found.title, "pages": sorted(found.pages), "sure": found.sure}
