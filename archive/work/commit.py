"""From results to the ledger: each result and all that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import exists, func, select, update

from archive.dossiers.assemble import assemble
from archive.ledger import Recording
from archive.models import (
    Batch,
    BatchState,
    Delivery,
    DeliveryState,
    Dossier,
    DossierFile,
    Page,
    ReindexRun,
    Task,
    TaskKind,
    TaskState,
)
from archive.work.orders import BundleResult, Failure, ReadResult, Result, SplitResult
from archive.work.reading import keep_reading, keep_unread
from archive.work.turning import turn_with_batch
from config.clock import wall_clock
from config.errors import WorkerDied, WorkInterrupted

ATTEMPTS = 2
"""How often a piece of work may run out of time or memory: once among others, once alone."""
DEATHS = {WorkerDied.code: 3}
"""How often its process may die: once more, for processes are also killed by what is not the page's fault."""
BACK_OFF = timedelta(seconds=1)
"""How long it rests before it is tried again."""
CLERK_WAITS = 1
"""Priority of what a clerk waits for: before what a batch is still in need of."""
BACKGROUND = -1
"""Priority of what nobody waits for: behind everything that came from a scanner."""
ROOM = timedelta(seconds=5)
"""How long a run that reads pages again keeps off after somebody had to wait for it."""


def commit_result(work: Recording, task: Task, result: Result) -> None:
    """Write down what came of ``task``, queue what follows, and finish its batch where this was the last of it.

    A task that was ended while it was in hand stays so: its batch turned out to be a duplicate.
    """
    task.owner = None
    if task.state is not TaskState.QUEUED:
        return
    if isinstance(result, Failure) and _try_again(work, task, result):
        return
    match result:
        case SplitResult():
            _keep_pages(work, task, result)
        case ReadResult():
            keep_reading(work, task, result)
        case BundleResult():
            _keep_file(work, task, result)
        case Failure():
            _keep_failure(work, task, result)
    task.state = TaskState.FAILED if isinstance(result, Failure) else TaskState.DONE
    task.ended_at = work.now
    if task.run_id is not None and task.priority > BACKGROUND:
        work.get_one(ReindexRun, task.run_id).rests_until = wall_clock() + ROOM
    work.flush()
    advance(work, work.get_one(Batch, task.batch_id), task if task.run_id is not None else None)


def queue(
    work: Recording, kind: TaskKind, subject: object, batch_id: int, priority: int = 0, run_id: int | None = None
) -> None:
    """Put one piece of work into the ledger."""
    task = Task(kind=kind, subject=str(subject), batch_id=batch_id, priority=priority, run_id=run_id)
    task.queued_at = work.now
    work.add(task)


def read_again(work: Recording, page: Page, batch_id: int, priority: int = CLERK_WAITS) -> None:
    """Have a page read once more, for the files of the dossiers of this batch. Its task must not be queued."""
    task = work.scalars(select(Task).where(Task.kind == TaskKind.READ, Task.subject == str(page.id))).one()
    task.batch_id = batch_id
    do_again(work, task, priority)


def do_again(work: Recording, task: Task, priority: int = CLERK_WAITS, run_id: int | None = None) -> None:
    """Put a task that had ended back into the queue, as if it had never been tried; mostly a clerk waits for it."""
    task.state, task.queued_at, task.ended_at = TaskState.QUEUED, work.now, None
    task.reason, task.reason_details, task.attempts, task.not_before = None, {}, 0, None
    task.priority, task.run_id = priority, run_id
    work.flush()


def hurry(work: Recording, batches: Collection[int]) -> None:
    """A person waits for what is queued for these batches: it goes before everything else from now on."""
    waiting = Task.batch_id.in_(batches), Task.state == TaskState.QUEUED, Task.priority < CLERK_WAITS
    work.execute(update(Task).where(*waiting).values(priority=CLERK_WAITS))


def _try_again(work: Recording, task: Task, failure: Failure) -> bool:
    """Whether the task goes back into the queue: to be done alone, after a little while."""
    if failure.code != WorkInterrupted.code:
        task.attempts += 1
    if not failure.error().retryable or task.attempts >= DEATHS.get(failure.code, ATTEMPTS):
        return False
    task.not_before = wall_clock() + BACK_OFF * task.attempts
    work.record("task.again", f"task:{task.id}", work=f"{task.kind}:{task.subject}", reason=failure.code)
    return True


def advance(work: Recording, batch: Batch, again: Task | None = None) -> None:
    """Take a batch one step on when nothing of the step before is left: read → turned → assembled → bundled → done.

    ``again``: the work for a `ReindexRun` that was its last; files of a batch that was done are then no more urgent.

    A batch that was done goes the same way again for pages of a file that came out of quarantine, and for dossiers
    with a new version. One to which more files may come waits until it is closed.
    """
    if batch.state is BatchState.OPEN or _anything_queued(work, batch):
        return
    if unsure := turn_with_batch(work, batch):
        for page in unsure:
            read_again(work, page, batch.id, _urgency(work, batch))
        return
    assemble(work, batch)
    urgency, run_id = _urgency(work, batch), None
    if batch.state is BatchState.DONE:
        urgency, run_id = (again.priority, again.run_id) if again else (CLERK_WAITS, None)
    for dossier in _without_file(work, batch):
        queue(work, TaskKind.BUNDLE, f"{dossier.id}:{dossier.version}", batch.id, urgency, run_id)
    work.flush()
    if batch.state is not BatchState.DONE and not _anything_queued(work, batch):
        batch.state = BatchState.DONE
        batch.finished_at = work.now
        work.record("batch.done", f"batch:{batch.id}")


def _urgency(work: Recording, batch: Batch) -> int:
    """The priority of what has been done for the batch so far: its files are as urgent as its pages were."""
    return work.scalar(select(func.max(Task.priority)).where(Task.batch_id == batch.id)) or 0


def _anything_queued(work: Recording, batch: Batch) -> bool:
    return bool(work.scalar(select(exists().where(Task.batch_id == batch.id, Task.state == TaskState.QUEUED))))


def _without_file(work: Recording, batch: Batch) -> list[Dossier]:
    """Dossiers of which no file of the present version was asked for, and that have a page to show in it."""
    asked = set(work.scalars(select(Task.subject).where(Task.batch_id == batch.id, Task.kind == TaskKind.BUNDLE)))
    dossiers = work.scalars(select(Dossier).where(Dossier.batch_id == batch.id).order_by(Dossier.ordinal))
    return [d for d in dossiers if f"{d.id}:{d.version}" not in asked and any(page.shown for page in d.pages)]


def _keep_pages(work: Recording, task: Task, result: SplitResult) -> None:
    delivery = work.get_one(Delivery, int(task.subject))
    delivery.state, delivery.reason, delivery.reason_details = DeliveryState.STORED, None, {}
    _flag(delivery, result.flags)
    for ordinal, found in enumerate(result.pages, 1):
        page = Page(
            delivery_id=delivery.id,
            ordinal=ordinal,
            image_sha256=found.image_sha256,
            image_format=found.info.format,
            width=found.info.width,
            height=found.info.height,
            mode=found.info.mode,
            dpi_x=found.info.dpi_x,
            dpi_y=found.info.dpi_y,
            dpi_stated=found.info.dpi_stated,
            turn=found.info.turn,
            flags=list(found.flags),
            layer_sha256=found.layer_sha256,
        )
        work.add(page)
        work.flush()
        queue(work, TaskKind.READ, page.id, task.batch_id, task.priority)
    images = [found.image_sha256 for found in result.pages]
    work.record("delivery.split", f"delivery:{delivery.id}", sha256=delivery.sha256, images=images)


def _flag(delivery: Delivery, flags: Collection[str]) -> None:
    delivery.flags = [*dict.fromkeys((*delivery.flags, *flags))]


def _keep_file(work: Recording, task: Task, result: BundleResult) -> None:
    dossier_id, _, version = task.subject.rpartition(":")
    verdict = result.verdict
    work.add(
        DossierFile(
            dossier_id=dossier_id,
            version=int(version),
            pdf_sha256=result.pdf_sha256,
            profile=verdict.profile,
            valid=verdict.valid,
            validator=verdict.validator,
            problems=list(verdict.problems),
            image_profile=result.image_profile,
            image_bytes=[[image.stored, image.written] for image in verdict.images],
            made_at=work.now,
        )
    )
    work.record(
        "dossier.file", f"dossier:{dossier_id}", version=int(version), pdf=result.pdf_sha256, valid=verdict.valid
    )


def _keep_failure(work: Recording, task: Task, failure: Failure) -> None:
    task.reason, task.reason_details = failure.code, failure.details
    match task.kind:
        case TaskKind.SPLIT:
            delivery = work.get_one(Delivery, int(task.subject))
            delivery.state = DeliveryState.QUARANTINED
            delivery.reason, delivery.reason_details = failure.code, failure.details
            _flag(delivery, failure.flags)
            work.record("delivery.quarantined", f"delivery:{delivery.id}", sha256=delivery.sha256, reason=failure.code)
        case TaskKind.READ:
            keep_unread(work, task, failure)
        case TaskKind.BUNDLE:
            work.record("dossier.no_file", f"dossier:{task.subject.rpartition(':')[0]}", reason=failure.code)
