"""Sheets of paper counted against the pages that came: the one defence against what a scanner never delivered.

A feeder that takes two sheets at once leaves no trace in what it sends. So who announces how many sheets there are, on
the separator, by typing it, or in the record of the case, is told when the pages do not bear it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from archive.models import CaseRecord, Dossier, DossierState, Sides


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What was announced, and what came."""

    expected: int
    """Sheets of paper."""
    pages: int
    """Sides that were scanned, blank ones included."""
    fewest: int
    most: int
    """Sheets that so many sides can be of; ``most`` below ``fewest``: of no whole number."""
    of: Literal["dossier", "case"]
    """Whether one dossier is counted, or all of its case together."""

    @property
    def state(self) -> Literal["right", "short", "long"]:
        """Whether everything is there."""
        if self.most < self.expected:
            return "short"
        return "long" if self.fewest > self.expected else "right"

    def to_json(self) -> dict[str, Any]:
        """As commands print it."""
        return {"expected": self.expected, "pages": self.pages, "state": self.state, "of": self.of}


def count_of(dossier: Dossier) -> SheetCount | None:
    """What came of the sheets that were announced for a dossier, else for its case; None where nobody said any.

    ``dossier`` belongs to a session. A case may be scanned in several goes: its dossiers are counted together.
    """
    if dossier.sheets is not None:
        return counted(dossier.sheets, [_sides_of(dossier)], "dossier")
    session = object_session(dossier)
    assert session is not None, "a dossier that was read belongs to a session"
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    if record is None or record.sheets is None:
        return None
    return counted(record.sheets, map(_sides_of, _of_case(session, record.code)), "case")


def counted(expected: int, stacks: Iterable[tuple[Sides, int]], of: Literal["dossier", "case"]) -> SheetCount:
    """``stacks``: how many pages were scanned, and which sides of the paper these are."""
    pages = fewest = most = 0
    for sides, count in stacks:
        pages += count
        fewest += count if sides is Sides.ONE else (count + 1) // 2
        most += count // 2 if sides is Sides.BOTH else count
    return SheetCount(expected, pages, fewest, most, of)


def _sides_of(dossier: Dossier) -> tuple[Sides, int]:
    """Which sides of the paper were scanned, and how many: of one that was scanned again only one scan."""
    return dossier.batch.sides, sum(not page.spare for page in dossier.pages)


def _of_case(session: Session, code: str) -> list[Dossier]:
    query = select(Dossier).where(Dossier.case_code == code, Dossier.state != DossierState.WITHDRAWN)
    return list(session.scalars(query))
