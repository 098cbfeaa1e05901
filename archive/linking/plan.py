"""From pages with their evidence to dossiers: where one ends and the next begins, and whose each is.

Evidence by rank: what the clerk says > separator > QR on a page > printed code. The strongest rank that names a code
decides; two codes of that rank contradict each other and nobody is right; a code of lower rank that differs is only
flagged. A separator that should have named a case and could not keeps its pages from every case until a person looks;
so does, in a stack with separators, a file or page that could not be read: it may have been one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive.linking.evidence import Evidence, LinkRank, Problem

FOREIGN_CODE = "foreign_code"
"""Flag of a page that bears the code of another case than its dossier's."""
NO_CASE, CONFLICT = "no_case", "conflict"
SEPARATOR_UNREADABLE, SEPARATOR_INVALID = "separator_unreadable", "separator_invalid"
SEPARATOR_LOST = "separator_lost"
"""Why a dossier is unlinked."""
ON_PAPERS = (LinkRank.QR, LinkRank.PRINTED_CODE)
"""What papers themselves can say."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page as it came."""

    id: int
    separator: bool = False
    blank: bool = False
    after_gap: bool = False
    """Right before it a file or a page could not be read: it may have been a separator."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Evidence on which a dossier's case rests, and the page that bears it; what the clerk said stands on none."""

    evidence: Evidence
    page: int | None


@dataclass(frozen=True, slots=True)
class PlannedDossier:
    """The pages of one dossier in order, and whose they are."""

    pages: tuple[int, ...]
    case: str | None
    """None: unlinked, for ``reason``."""
    reason: str | None = None
    """``no_case``, ``conflict``, ``separator_unreadable``, ``separator_invalid``, ``separator_lost``."""
    reason_details: dict[str, Any] = field(default_factory=dict)
    held: Held | None = None
    sheets: int | None = None
    """How many sheets of paper it has, as its separator or the clerk said."""
    foreign: frozenset[int] = frozenset()
    """Pages to be flagged `FOREIGN_CODE`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page exactly once."""

    dossiers: tuple[PlannedDossier, ...]
    separators: tuple[int, ...]
    """Separator sheets with the blank sides that belong to them."""


@dataclass(slots=True)
class _Run:
    """A separator, and the pages up to the next one."""

    separator: PlannedPage | None
    backs: list[int] = field(default_factory=list)
    pages: list[PlannedPage] = field(default_factory=list)


def plan_dossiers(pages: Sequence[PlannedPage], clerk: str | None = None, sheets: int | None = None) -> Plan:
    """The dossiers that the pages of a batch make, in their order.

    ``clerk`` and ``sheets``: the case and the number of sheets that were named for the batch. They hold only where no
    separator does: for the pages before the first one.
    """
    runs = _runs(pages)
    separators = [id_ for run in runs if run.separator for id_ in (run.separator.id, *run.backs)]
    divided = bool(separators)
    made = [replace(_dossier(run, clerk, divided), sheets=_sheets(run, sheets)) for run in runs if run.pages]
    return Plan(tuple(made), tuple(separators))


def _runs(pages: Sequence[PlannedPage]) -> list[_Run]:
    """The pages cut before every separator. The first run has none.

    A blank side right behind a separator is its back; where nothing but blank sides follows, they all are: a
    duplex scanner gives them, and they make no dossier.
    """
    runs = [_Run(None)]
    for page in pages:
        if page.separator:
            runs.append(_Run(page))
        else:
            runs[-1].pages.append(page)
    for run in runs[1:]:
        only_blank = all(page.blank for page in run.pages)
        backs = len(run.pages) if only_blank else int(run.pages[0].blank)
        run.backs, run.pages = [page.id for page in run.pages[:backs]], run.pages[backs:]
    return runs


def _dossier(run: _Run, clerk: str | None, divided: bool) -> PlannedDossier:
    ids = tuple(page.id for page in run.pages)
    said = _said(run.separator, clerk)
    if said and said.evidence.problem:
        # The clerk scans the one again and prints the other anew.
        unreadable = said.evidence.problem is Problem.UNREADABLE
        reason = SEPARATOR_UNREADABLE if unreadable else SEPARATOR_INVALID
        return PlannedDossier(ids, None, reason, {"text": said.evidence.text})
    found = [
        Held(each, page.id) for page in run.pages for each in page.evidence if each.code and each.rank in ON_PAPERS
    ]
    strongest = [said] if said else _strongest(found)
    codes = list(dict.fromkeys(held.evidence.code for held in strongest if held.evidence.code))
    if not codes:
        return PlannedDossier(ids, None, NO_CASE)
    if len(codes) > 1:
        return PlannedDossier(ids, None, CONFLICT, {"codes": codes, "rank": strongest[0].evidence.rank.value})
    if divided and any(page.after_gap for page in run.pages):
        return PlannedDossier(ids, None, SEPARATOR_LOST, {"code": codes[0]})
    foreign = frozenset(held.page for held in found if held.page and held.evidence.code != codes[0])
    return PlannedDossier(ids, codes[0], held=strongest[0], foreign=foreign)


def _strongest(found: Sequence[Held]) -> list[Held]:
    """The evidence of the strongest rank that there is."""
    for rank in ON_PAPERS:
        if of_rank := [held for held in found if held.evidence.rank is rank]:
            return of_rank
    return []


def _sheets(run: _Run, typed: int | None) -> int | None:
    """How many sheets were announced for the run."""
    return next((each.sheets for each in run.separator.evidence), None) if run.separator else typed


def _said(separator: PlannedPage | None, clerk: str | None) -> Held | None:
    """What was said of the whole run: by its separator, else by the clerk; None by a separator without a code."""
    if separator is None:
        return Held(Evidence(LinkRank.CLERK, "ingest --case", clerk), None) if clerk else None
    evidence = next((each for each in separator.evidence if each.rank is LinkRank.SEPARATOR), None)
    return Held(evidence, separator.id) if evidence and (evidence.code or evidence.problem) else None
