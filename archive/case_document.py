"""A case as programs are told of it: its record, its deadline, its dossiers, its papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.cases import find_case
from archive.completeness import papers_of, papers_to_json
from archive.deadlines import Rules, Standing, deadline_of, standing_of
from archive.dossiers.describe import listing
from archive.models import CaseRecord, Dossier
from archive.procedures import current_catalogue

Row = Callable[[Dossier], dict[str, Any]]
"""What is told of each dossier."""


def case_document(
    archive: Archive, session: Session, code: str, now: datetime, row: Row
) -> tuple[dict[str, Any], Standing]:
    """What `sohoa cases show` prints, and how the case stands to its deadline. Raises `CaseNotFound`."""
    record = find_case(session, code)
    standing = standing_of(record, Rules.load(archive.home), now)
    papers = papers_of(session, record, current_catalogue(archive.home.procedures), archive.settings.quality)
    document = record_document(record, standing)
    document["dossiers"] = [row(dossier) for dossier in listing(session, case=record.code)]
    return document | papers_to_json(record, papers), standing


def record_document(record: CaseRecord, standing: Standing) -> dict[str, Any]:
    """The record and its deadline."""
    return {
        "code": record.code,
        "procedure": record.procedure,
        "applicant": record.applicant,
        "received_at": record.received_at.isoformat(),
        "status": record.status,
        "handling_unit": record.handling_unit,
        "receiving_unit": record.receiving_unit,
        "sheets": record.sheets,
        "resolved_at": record.resolved_at.isoformat() if record.resolved_at else None,
    } | deadline_of(standing)
