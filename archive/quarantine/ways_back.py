"""The ways out of quarantine: a file is tried again or given up, a page is released. Each is an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from archive.archive import Archive
from archive.completeness import note_papers
from archive.dossiers.correct.manner import How, Manner, Watch, manner_of
from archive.dossiers.describe import needs_person, summary
from archive.dossiers.recognise import recognise
from archive.ledger import Recording
from archive.models import (
    Batch,
    BatchState,
    Component,
    Delivery,
    DeliveryState,
    Dossier,
    Page,
    Task,
    TaskState,
)
from archive.quarantine.items import Item, dossier_of, file_row, quarantined_file, withheld_page
from archive.quarantine.standing import refuse_dealt_with, split_task
from archive.work.commit import advance, do_again
from archive.work.drive import work_until
from config.errors import UsageError

NOBODY = Manner()
"""Whoever gives commands, and has seen nothing in particular."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of the items, and the dossiers in which their pages stand now."""

    items: list[dict[str, Any]]
    dossiers: list[dict[str, Any]]
    needs_person: bool
    """A file was refused again, or one of the dossiers wants somebody's eyes."""

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {"items": self.items, "dossiers": self.dossiers}


def retry(archive: Archive, items: Sequence[Item], how: How) -> Returned:
    """Look for the pages of refused files once more: after an upgrade, or with a raised limit.

    The pages of a file that is believed now become a dossier of their own at the end of its batch, unless the batch is
    still being read. A file that is refused again keeps lying there. ``how`` is either told of every step, or a
    `Manner`; where nobody waits, what is told is how the files stand before they are looked at.

    Raises `NotInQuarantine`, `ItemChanged`, `UsageError` for pages and for files of which no byte was kept, and what
    the work raises.
    """
    manner = manner_of(how)
    with archive.ledger.write() as work:
        files = [_retriable(work, item, manner) for item in items]
        for delivery in files:
            _split_again(work, delivery, manner)
        numbers, batches = [file.id for file in files], {file.batch_id for file in files}
    if manner.watch is not None:
        _finish(archive, batches, manner.watch)
    with archive.ledger.read() as session:
        deliveries = [session.get_one(Delivery, number) for number in numbers]
        theirs = select(Component.dossier_id).join(Page).where(Page.delivery_id.in_(numbers))
        stood = select(Dossier).where(Dossier.id.in_(theirs)).order_by(Dossier.batch_id, Dossier.ordinal)
        dossiers = list(session.scalars(stood))
        refused = any(delivery.state is DeliveryState.QUARANTINED for delivery in deliveries)
        return Returned(
            items=[_outcome(delivery) for delivery in deliveries],
            dossiers=[
                summary(dossier, archive.objects, archive.dossiers, archive.settings.quality) for dossier in dossiers
            ],
            needs_person=refused or any(map(needs_person, dossiers)),
        )


def release(archive: Archive, items: Sequence[Item], reason: str, how: How) -> Returned:
    """Let withheld pages be seen again; the new files of their dossiers are waited for as `retry` has it.

    Raises `NotInQuarantine`, `ItemChanged`, `UsageError` for files, and what the work raises.
    """
    manner = manner_of(how)
    with archive.ledger.write() as work:
        pages = [_releasable(work, item, manner) for item in items]
        touched = {page.id: dossier_of(work, page) for page in pages}
        for page in pages:
            dossier = touched[page.id]
            page.withheld = False
            told = {"dossier": dossier.id if dossier else None, "reason": reason.strip()} | manner.told
            work.record("page.released", f"page:{page.id}", **told)
        dossiers = {dossier.id: dossier for dossier in touched.values() if dossier}
        for dossier in dossiers.values():
            dossier.version += 1
        work.flush()
        recognise(work, dossiers.values())
        note_papers(work, [dossier.case_code for dossier in dossiers.values()])
        batches = {page.delivery.batch_id for page in pages} | {d.batch_id for d in dossiers.values()}
        for number in sorted(batches):
            advance(work, work.get_one(Batch, number))
    if manner.watch is not None:
        _finish(archive, batches, manner.watch)
    with archive.ledger.read() as session:
        made = [session.get_one(Dossier, id_) for id_ in dossiers]
        return Returned(
            items=[{"id": str(item), "state": "released", "reason": None} for item in items],
            dossiers=[
                summary(dossier, archive.objects, archive.dossiers, archive.settings.quality) for dossier in made
            ],
            needs_person=any(map(needs_person, made)),
        )


def discard(archive: Archive, item: Item, reason: str, manner: Manner = NOBODY) -> dict[str, Any]:
    """Give a refused file up, such as one that was scanned again. Its bytes are kept; it is listed no longer.

    Raises `NotInQuarantine`, `ItemChanged`, `UsageError` for pages, without a reason, and for what was given up before.
    """
    if item.kind == "page":
        raise UsageError(
            vi=f"{item} là trang, không bỏ được; để trang khỏi hồ sơ hãy dùng: sohoa page hide.",
            en=f"{item} is a page and cannot be given up; to leave it out of its dossier use: sohoa page hide.",
        )
    if not reason.strip():
        raise UsageError(vi="Hãy ghi lý do bỏ tệp.", en="Please say why the file is given up.")
    with archive.ledger.write() as work:
        refuse_dealt_with(work, item, manner.seen)
        delivery = quarantined_file(work, item)
        if delivery.discarded is not None:
            raise UsageError(
                vi=f"{item} đã được bỏ rồi: {delivery.discarded}.",
                en=f"{item} was given up already: {delivery.discarded}.",
            )
        delivery.discarded = reason.strip()
        told = {"sha256": delivery.sha256, "reason": delivery.discarded} | manner.told
        work.record("delivery.discarded", f"delivery:{delivery.id}", **told)
        return file_row(delivery)


# --- one item of each kind -----------------------------------------------------------------------------------------


def _retriable(work: Recording, item: Item, manner: Manner) -> Delivery:
    refuse_dealt_with(work, item, manner.seen)
    if item.kind == "page":
        raise UsageError(
            vi=f"{item} là trang đã đọc được; để trang được xem lại hãy dùng: sohoa quarantine release {item}.",
            en=f"{item} is a page that was read; to let it be seen use: sohoa quarantine release {item}.",
        )
    delivery = quarantined_file(work, item)
    if delivery.sha256 is None:
        raise UsageError(
            vi=f"Chưa từng đọc được byte nào của {item} ({delivery.name}); hãy đưa tệp vào lại bằng: sohoa ingest.",
            en=f"No byte of {item} ({delivery.name}) could be read; please give the file again with: sohoa ingest.",
        )
    return delivery


def _releasable(work: Recording, item: Item, manner: Manner) -> Page:
    refuse_dealt_with(work, item, manner.seen)
    if item.kind == "file":
        raise UsageError(
            vi=(
                f"{item} là tệp chưa có trang nào nên không có gì để mở; hãy thử lại: sohoa quarantine retry {item}, "
                f"hoặc bỏ tệp (byte vẫn được giữ): sohoa quarantine discard {item} --reason …"
            ),
            en=(
                f"{item} is a file without pages: nothing to release; try it again: sohoa quarantine retry {item}, "
                f"or give it up (its bytes are kept): sohoa quarantine discard {item} --reason …"
            ),
        )
    return withheld_page(work, item)


def _split_again(work: Recording, delivery: Delivery, manner: Manner) -> None:
    task = split_task(work, delivery)
    assert task is not None, "a file whose bytes are kept was looked at once"
    do_again(work, task)
    delivery.discarded = None
    batch = work.get_one(Batch, delivery.batch_id)
    if batch.state is BatchState.DONE:
        batch.state, batch.finished_at = BatchState.READING, None
    told = {"sha256": delivery.sha256, "reason": delivery.reason} | manner.told
    work.record("delivery.retried", f"delivery:{delivery.id}", **told)


def _outcome(delivery: Delivery) -> dict[str, Any]:
    refused = delivery.state is DeliveryState.QUARANTINED
    return {
        "id": str(Item("file", delivery.id)),
        "state": delivery.state.value,
        "reason": file_row(delivery)["reason"] if refused else None,
    }


def _finish(archive: Archive, batches: Collection[int], watch: Watch) -> None:
    queued = exists().where(Task.batch_id.in_(batches), Task.state == TaskState.QUEUED)

    def done() -> bool:
        with archive.ledger.read() as session:
            return not session.scalar(select(queued))

    for step in work_until(done, archive):
        watch(step)
