"""Suggestions from the ledger: what the papers of a dossier say, held against the cases of its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from archive.dossiers.recognise import known_titles
from archive.models import CaseRecord, Component, Dossier, DossierState
from archive.papers import presumed_procedure
from archive.procedures import find_version
from archive.suggestions.weigh import Known, Said, Suggestion, weigh
from config.clock import VIETNAM
from config.procedures import Catalogue

BEFORE, AFTER = timedelta(days=400), timedelta(days=30)
"""How long before the scan, and after it, a case may have been received."""
MOST = 5
"""Suggestions: a person looks at no more."""


def suggest(session: Session, dossier: Dossier, catalogue: Catalogue, most: int = MOST) -> list[Suggestion]:
    """The cases to which ``dossier`` may belong, the likeliest first; at most ``most``. Nothing is changed."""
    said = said_by(session, dossier, catalogue)
    moment = dossier.batch.received_at
    # Columns, not objects: making one of each record took as long as weighing all of them.
    columns = CaseRecord.code, CaseRecord.applicant, CaseRecord.procedure, CaseRecord.received_at
    near = select(*columns).where(CaseRecord.received_at.between(moment - BEFORE, moment + AFTER))
    records = session.execute(near).all()
    numbers, scanned = _numbers_by_applicant(session, said.business_numbers), _scanned_cases(session)
    procedures: dict[tuple[str, date], str | None] = {}
    found = []
    for record in records:
        received = record.received_at.astimezone(VIETNAM).date()
        key = (record.procedure, received)
        if key not in procedures:
            version = find_version(catalogue, *key)
            procedures[key] = version.procedure.code if version else None
        known = Known(
            code=record.code,
            applicant=record.applicant,
            procedure=procedures[key],
            received=received,
            business_numbers=frozenset(numbers.get(record.applicant, ())),
            waiting=record.code not in scanned,
        )
        if suggestion := weigh(said, known):
            found.append(suggestion)
    return sorted(found, key=lambda each: (-each.weight, each.code))[:most]


def said_by(session: Session, dossier: Dossier, catalogue: Catalogue) -> Said:
    """What the papers of a dossier say of their case."""
    heads = [page.open_head for page in dossier.pages]
    return Said(
        applicants=tuple(dict.fromkeys(_values(dossier.components, "applicant", "issuer"))),
        business_numbers=tuple(dict.fromkeys(_values(dossier.components, "business_number"))),
        procedure=presumed_procedure(heads, known_titles(session, catalogue)),
        scanned=dossier.batch.received_at.astimezone(VIETNAM).date(),
    )


def _values(components: Iterable[Component], *names: str) -> list[str]:
    return [str(part.fields[name]["value"]) for name in names for part in components if name in part.fields]


def _numbers_by_applicant(session: Session, wanted: Iterable[str]) -> dict[str, set[str]]:
    """Those of the wanted business numbers that papers linked to a case bear, by the applicant of the case's record."""
    found = defaultdict[str, set[str]](set)
    for number in wanted:
        bearing = (  # the database looks for the digits; only what has them is taken apart
            select(CaseRecord.applicant, Component.fields)
            .join(Dossier, Dossier.case_code == CaseRecord.code)
            .join(Component, Component.dossier_id == Dossier.id)
            .where(cast(Component.fields, String).contains(number, autoescape=True))
        )
        for applicant, fields in session.execute(bearing):
            if fields.get("business_number", {}).get("value") == number:
                found[applicant].add(number)
    return found


def _scanned_cases(session: Session) -> set[str]:
    """Codes of cases of which a dossier is there."""
    query = select(Dossier.case_code).where(Dossier.case_code.is_not(None), Dossier.state != DossierState.WITHDRAWN)
    return {code for code in session.scalars(query) if code}
