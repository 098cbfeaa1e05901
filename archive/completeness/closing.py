"""A case is digitised as a whole; from then on its dossiers stand still until it is opened again."""

from __future__ import annotations

from archive.cases import find_case
from archive.completeness.noted import note_papers
from archive.completeness.of_case import CasePapers, dossiers_of
from archive.completeness.opened import opened
from archive.completeness.said import case_papers, named, refuse_unknown
from archive.completeness.verdict import PaperState
from archive.ledger import Ledger, Recording
from archive.models import CaseRecord, Dossier, DossierState
from archive.seen import ANY, Seen, refuse_changed
from config.errors import UsageError


def close_case(ledger: Ledger, code: str, who: str, despite: str | None = None, seen: Seen = ANY) -> None:
    """The dossiers of the case become complete. ``despite``: why, although a paper is missing or doubtful.

    Closing again takes in the dossiers that came since. Raises `CaseNotFound`, and `UsageError` where papers are
    missing and no reason is given, where there is no dossier, and where all are complete already.
    """
    reason = despite.strip() if despite else None
    with ledger.write() as work:
        refuse_changed(work, seen)
        record = find_case(work, code)
        papers = case_papers(work, record)
        linked = [each for each in dossiers_of(work, record.code) if each.state is DossierState.LINKED]
        if not linked:
            raise _nothing_to_close(record)
        if not papers.complete and not reason:
            raise _incomplete(record, papers)
        record.by_itself = False
        closed(work, record, linked, who, despite=None if papers.complete else reason)


def reopen_case(ledger: Ledger, code: str, who: str, seen: Seen = ANY) -> None:
    """Its dossiers can be corrected again. Raises `CaseNotFound`, and `UsageError` where the case is not closed."""
    with ledger.write() as work:
        refuse_changed(work, seen)
        record = find_case(work, code)
        if record.closed_at is None:
            raise UsageError(vi=f"Hồ sơ {record.code} chưa khép.", en=f"Case {record.code} is not closed.")
        record.by_itself = False
        opened(work, record, who)
        note_papers(work, [record.code])


def closed(work: Recording, record: CaseRecord, linked: list[Dossier], who: str, despite: str | None = None) -> None:
    """The ``linked`` dossiers of the case are complete from now on."""
    for dossier in linked:
        dossier.state = DossierState.COMPLETE
    record.closed_at, record.closed_despite = work.now, despite
    note_papers(work, [record.code])
    work.record(
        "case.closed",
        f"case:{record.code}",
        by=who,
        dossiers=[dossier.id for dossier in linked],
        complete=despite is None,
        despite=despite,
    )


def _nothing_to_close(record: CaseRecord) -> UsageError:
    if record.closed_at is not None:
        return UsageError(vi=f"Hồ sơ {record.code} đã khép.", en=f"Case {record.code} is closed already.")
    return UsageError(
        vi=f"Hồ sơ {record.code} chưa có giấy tờ nào được quét và gắn mã.",
        en=f"Case {record.code} has no dossier that is linked to it.",
    )


def _incomplete(record: CaseRecord, papers: CasePapers) -> UsageError:
    if papers.verdict is None:
        return refuse_unknown(record)
    vi, en = [], []
    if missing := papers.verdict.in_state(PaperState.MISSING):
        vi.append(f"còn thiếu: {named(missing)}")
        en.append(f"these are missing: {named(missing)}")
    if doubtful := papers.verdict.in_state(PaperState.DOUBTFUL):
        vi.append(f"còn nghi ngờ: {named(doubtful)}")
        en.append(f"these are doubtful: {named(doubtful)}")
    return UsageError(
        vi=f"Hồ sơ {record.code} chưa khép được, {', '.join(vi)}; nếu vẫn khép, hãy ghi lý do với --despite.",
        en=f"Case {record.code} cannot be closed, {', '.join(en)}; to close it all the same, say why with --despite.",
    )
