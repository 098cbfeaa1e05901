"""Cases that are closed without anybody's word: everything is there, nothing is in doubt, and no more has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.completeness.closing import closed
from archive.completeness.of_case import CasePapers, dossiers_of, papers_of
from archive.completeness.opened import BY_ITSELF
from archive.completeness.verdict import ExtraKind, PaperState
from archive.dossiers.describe import needs_person, reading_of
from archive.models import CaseRecord, Dossier, DossierFile, DossierState
from archive.procedures import current_catalogue
from archive.quality import FOR_A_PERSON, PageFlags
from config.settings import ClosingSettings

LOOK_BACK = timedelta(days=7)
"""What has stood still for longer was not closed for a reason, or lies there from before this was done."""
READY = (DossierState.LINKED, DossierState.COMPLETE)
"""States of a dossier that keeps nobody from closing its case."""


def close_whole_cases(archive: Archive, now: datetime) -> list[str]:
    """Close each case of which everything is there and nothing has changed for long enough; returns their codes.

    Raises `WrongDataFile`, `IntegrityError`, `HomeError`.
    """
    if not archive.settings.closing.by_itself:
        return []
    with archive.ledger.read() as session:
        codes = _at_rest(session, archive.settings.closing, now)
    return [code for code in codes if _close(archive, now, code)]


def closing_time(record: CaseRecord, dossiers: Iterable[Dossier], settings: ClosingSettings) -> datetime | None:
    """When the case is closed by itself if nothing of it changes; None where it is not, by what was last noted."""
    noted = record.papers
    if not settings.by_itself or not record.by_itself or record.closed_at or not record.complete or noted is None:
        return None
    if PaperState.IF in noted["papers"].values() or noted["extra"].get(ExtraKind.FOREIGN):
        return None
    return _last_change(record, dossiers) + timedelta(seconds=settings.after)


def accepted_pages(record: CaseRecord | None) -> set[int]:
    """Ids of pages that a person has looked at and found good."""
    said = record.said if record else ()
    return {id_ for row in said if row.taken_back_at is None for id_ in row.pages}


def _at_rest(session: Session, settings: ClosingSettings, now: datetime) -> list[str]:
    newest = func.max(DossierFile.made_at)
    query = (
        select(CaseRecord.code)
        .join(Dossier, Dossier.case_code == CaseRecord.code)
        .join(DossierFile, DossierFile.dossier_id == Dossier.id)
        .where(CaseRecord.complete.is_(True), CaseRecord.by_itself.is_(True), CaseRecord.closed_at.is_(None))
        .where(Dossier.state == DossierState.LINKED, DossierFile.made_at > now - LOOK_BACK)
        .group_by(CaseRecord.code)
        .having(newest <= now - timedelta(seconds=settings.after))
    )
    return list(session.scalars(query.order_by(newest)))


def _close(archive: Archive, now: datetime, code: str) -> bool:
    # Readings are compared before anything is locked; what was seen is what is closed.
    with archive.ledger.read() as session:
        seen = {dossier.id: dossier.version for dossier in dossiers_of(session, code)}
        if not _nothing_wrong(session, archive, session.get_one(CaseRecord, code)):
            return False
    with archive.ledger.write() as work:
        record = work.get_one(CaseRecord, code)
        dossiers = dossiers_of(work, code)
        due = closing_time(record, dossiers, archive.settings.closing)
        if {dossier.id: dossier.version for dossier in dossiers} != seen or due is None or due > now:
            return False
        closed(work, record, [each for each in dossiers if each.state is DossierState.LINKED], BY_ITSELF)
    return True


def _nothing_wrong(session: Session, archive: Archive, record: CaseRecord) -> bool:
    limits = archive.settings.quality
    papers = papers_of(session, record, current_catalogue(archive.home.procedures), limits)
    flags = PageFlags(session, limits, lambda page: reading_of(page, archive.objects))
    return _all_known(papers) and all(
        dossier.state in READY
        and not needs_person(dossier)
        and FOR_A_PERSON.isdisjoint(_raised(flags, record, dossier))
        for dossier in dossiers_of(session, record.code)
    )


def _all_known(papers: CasePapers) -> bool:
    """Whether every paper is there or excused, no condition is open, and none is another procedure's."""
    verdict = papers.verdict
    return (
        verdict is not None
        and verdict.complete
        and not verdict.in_state(PaperState.IF)
        and not any(extra.kind is ExtraKind.FOREIGN for extra in verdict.extras)
    )


def _raised(flags: PageFlags, record: CaseRecord, dossier: Dossier) -> Iterable[str]:
    """The flags of its pages that are shown and that nobody has accepted."""
    accepted = accepted_pages(record)
    pages = [page for page in dossier.pages if page.shown and not page.blank and page.id not in accepted]
    return [flag for raised in flags.of(pages).values() for flag in raised]


def _last_change(record: CaseRecord, dossiers: Iterable[Dossier]) -> datetime:
    made = [dossier.file.made_at for dossier in dossiers if dossier.file is not None]
    said = [moment for row in record.said for moment in (row.said_at, row.taken_back_at) if moment]
    return max([record.updated_at, *made, *said])
