"""A closed case is opened again: its dossiers can be corrected, and papers that came since belong to them."""

from __future__ import annotations

from collections.abc import Iterable

from archive.completeness.of_case import dossiers_of
from archive.ledger import Recording
from archive.models import CaseRecord, Dossier, DossierState

BY_ITSELF = "sohoa"
"""Who closed a case, or opened it again, where no person did."""


def opened(work: Recording, record: CaseRecord, who: str) -> None:
    """Its complete dossiers are linked ones again."""
    complete = [each for each in dossiers_of(work, record.code) if each.state is DossierState.COMPLETE]
    for dossier in complete:
        dossier.state = DossierState.LINKED
    record.closed_at = record.closed_despite = None
    work.record("case.reopened", f"case:{record.code}", by=who, dossiers=[dossier.id for dossier in complete])
    work.flush()


def open_what_no_person_closed(work: Recording, dossiers: Iterable[Dossier]) -> None:
    """Open the cases of complete ``dossiers`` that are to be changed, where nobody answers for their being closed."""
    for dossier in dossiers:
        record = work.get(CaseRecord, dossier.case_code) if dossier.state is DossierState.COMPLETE else None
        if record is not None and record.by_itself:
            opened(work, record, BY_ITSELF)
