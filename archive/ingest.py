"""The main job: files in, dossiers out, and an account of every file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive.archive import Archive
from archive.cases import checked_code
from archive.dossiers.describe import needs_person, summary
from archive.intake import UNSAID, Intake, Paper, files_under, take_in
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier
from archive.work.drive import work_until
from archive.work.engine import Step
from config.errors import UsageError, restore


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the files, and the dossiers that this call made or resumed."""

    files: list[dict[str, Any]]
    dossiers: list[dict[str, Any]]
    needs_person: bool
    """Something is in quarantine, withheld, unread, unlinked or without a valid file."""

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {"files": self.files, "dossiers": self.dossiers}


def ingest(
    archive: Archive,
    paths: Sequence[Path],
    desk: str,
    case: str | None,
    watch: Callable[[Step], None],
    paper: Paper = UNSAID,
) -> IngestReport:
    """Take files or folders in as one batch and wait until its dossiers have their files and its pages are found.

    ``watch`` is told of every step that this process takes. Raises `UsageError` where nothing is given or ``case``
    is no dossier code, and what the work raises; calling again then goes on where it stopped.
    """
    with archive.ledger.read() as session:
        code = checked_code(session, case) if case is not None else None
    files = files_under(paths)
    if not files:
        raise UsageError(
            vi="Không có tệp nào để nhận; hãy chỉ ra tệp hoặc thư mục có ảnh quét.",
            en="There is no file to take in; please name scans or a folder with scans.",
        )
    taken = take_in(archive.ledger, archive.objects, files, desk, code, paper)
    for step in work_until(lambda: _finished(archive, taken), archive):
        watch(step)
    return _report(archive, taken, files)


def _finished(archive: Archive, taken: Intake) -> bool:
    with archive.ledger.read() as session:
        return session.get_one(Batch, taken.batch_id).state is BatchState.DONE


def _report(archive: Archive, taken: Intake, paths: Sequence[Path]) -> IngestReport:
    files = list(zip(taken.delivery_ids, map(str, paths), strict=True))
    if not taken.finished_before:
        return account(archive, files, [taken.batch_id])
    return replace(account(archive, files, []), needs_person=False)


def account(archive: Archive, files: Sequence[tuple[int, str]], batch_ids: Sequence[int]) -> IngestReport:
    """What became of ``files`` (id of the delivery, and where it came from), and the dossiers of the batches."""
    with archive.ledger.read() as session:
        rows = [_file(session.get_one(Delivery, delivery_id), path) for delivery_id, path in files]
        query = select(Dossier).where(Dossier.batch_id.in_(batch_ids)).order_by(Dossier.batch_id, Dossier.ordinal)
        dossiers = list(session.scalars(query))
        doubtful = any(row["state"] == DeliveryState.QUARANTINED for row in rows) or any(map(needs_person, dossiers))
        return IngestReport(rows, [_summary(archive, dossier) for dossier in dossiers], doubtful)


def _summary(archive: Archive, dossier: Dossier) -> dict[str, Any]:
    return summary(dossier, archive.objects, archive.dossiers, archive.settings.quality)


def _file(delivery: Delivery, path: str) -> dict[str, Any]:
    return {
        "path": path,
        "sha256": delivery.sha256,
        "state": delivery.state.value,
        "flags": delivery.flags,
        "reason": restore(delivery.reason, delivery.reason_details).both() if delivery.reason else None,
    }
