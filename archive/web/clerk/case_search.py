"""Cases by what a clerk types: the code, the applicant without or with accents, the business number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.dossiers.describe import find
from archive.models import CaseRecord, Component, Dossier
from archive.procedures import current_catalogue
from archive.search.privacy import masked
from archive.suggestions import suggest
from config.home import Home
from ocr.text.fold import fold

MOST = 8
"""Cases that are offered: what fits under the box."""
LATEST = 5000
"""Records whose applicants are looked through, newest first: years of one office, in some 20 ms."""
FEWEST_DIGITS = 4
"""Of a business number; fewer are in all of them."""


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that may be meant; ``likely``: by what the papers say, not by what was typed."""

    code: str
    applicant: str
    procedure: str
    received_at: datetime
    likely: float | None = None


def case_choices(session: Session, home: Home, dossier: str, typed: str) -> list[CaseChoice]:
    """Suggestions for the dossier first, as far as they agree with what was typed; then the others, newest first.

    Raises `DossierNotFound`.
    """
    wanted = fold(typed).strip()
    found = {
        each.code: _choice(session.get_one(CaseRecord, each.code), each.weight)
        for each in suggest(session, find(session, dossier), current_catalogue(home.procedures))
    }
    if not wanted:
        return [*found.values()][:MOST]
    numbered = _by_business_number(session, wanted)
    likely = [each for each in found.values() if each.code in numbered or _meant(each.code, each.applicant, wanted)]
    newest = select(CaseRecord).order_by(CaseRecord.received_at.desc(), CaseRecord.code).limit(LATEST)
    others = (
        _choice(record)
        for record in session.scalars(newest)
        if record.code not in found and (record.code in numbered or _meant(record.code, record.applicant, wanted))
    )
    return _first((*likely, *others), MOST)


def _first(choices: Iterable[CaseChoice], most: int) -> list[CaseChoice]:
    return [choice for choice, _ in zip(choices, range(most), strict=False)]


def _meant(code: str, applicant: str, wanted: str) -> bool:
    return wanted in fold(code) or all(word in fold(applicant) for word in wanted.split())


def _by_business_number(session: Session, wanted: str) -> set[str]:
    digits = wanted.replace(" ", "").replace(".", "")
    if not digits.isdecimal() or len(digits) < FEWEST_DIGITS:
        return set()
    number = Component.fields["business_number"]["value"].as_string()
    query = (
        select(Dossier.case_code).join(Component, Component.dossier_id == Dossier.id).where(number.startswith(digits))
    )
    return {code for code in session.scalars(query) if code}


def _choice(record: CaseRecord, likely: float | None = None) -> CaseChoice:
    return CaseChoice(record.code, masked(record.applicant), record.procedure, record.received_at, likely)
