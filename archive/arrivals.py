"""Files that land one by one: open batches, which are read as they grow and get their key when they close.

The order of steps, each of which may be the last before a power cut:

1. The agent has renamed the file into its claim (`scanner_agent.claim`); the bytes lie in the source's file system.
2. Hash; the file must not have changed meanwhile.
3. Object store: temporary file, synced, linked under its hash, folder synced. A cut here leaves an object that no row
   names; step 2 is done again and finds it.
4. One transaction: the open batch, the delivery with the claim's name, the task that splits it, the event. A cut here
   leaves nothing or all of it; landing the same claim again finds the row and writes nothing.
5. The agent removes the claimed file. A cut here leaves a claim whose row is there: at the next start it is removed
   once the stored object was found intact.

`close_batch` is one transaction: order, key and state change together, and with them what follows from the key.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.intake import batch_key, look_at, new_delivery, store
from archive.ledger import Ledger, Recording
from archive.models import Batch, BatchState, Delivery, DeliveryState, Sides, Task, TaskKind, TaskState
from archive.store import ObjectStore
from archive.work.commit import advance, queue
from config.errors import MissingObject

LIVE = 10
"""Priority of what a scanner has just delivered: before whatever is worked off in bulk."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A claimed file, and where it belongs."""

    path: Path
    claim: str
    source: str
    desk: str
    grouping: str
    """What the files of its job have in common; it names the open batch, or the one that is begun."""
    finished_at: datetime
    """When the device had written it."""
    sides: Sides = Sides.ONE
    """Which sides of each sheet its source gives."""
    station: str | None = None
    """Which machine's agent has it, where several work on the ledger."""
    backs: bool = False
    """It is of a second pass, in which the stack lay turned over."""


@dataclass(frozen=True, slots=True)
class Landed:
    """A file that the ledger has."""

    delivery_id: int
    batch_id: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A batch to which nothing more can come."""

    batch_id: int
    files: int
    duplicate_of: int | None


def land(ledger: Ledger, objects: ObjectStore, landing: Landing, batch_id: int | None) -> Landed | None:
    """Take a claimed file into an open batch (None: into a new one) and queue its work.

    None where the file cannot be read or changed meanwhile: nothing was written then, and the file is to go back.
    Raises `StorageFull`.
    """
    arrival = look_at(landing.path)
    if arrival.sha256 is not None:
        arrival = store(objects, arrival)
    if arrival.sha256 is None:
        return None
    with ledger.write() as work:
        if known := _landed(work, landing.claim):
            return known
        batch = _open_batch(work, landing, batch_id)
        files = work.scalar(select(func.count()).where(Delivery.batch_id == batch.id)) or 0
        delivery = new_delivery(work, batch, files + 1, arrival, landing.claim)
        delivery.backs = landing.backs
        if landing.backs:
            batch.sides = Sides.BOTH
        queue(work, TaskKind.SPLIT, delivery.id, batch.id, LIVE)
        batch.last_arrival_at = max(batch.last_arrival_at or landing.finished_at, landing.finished_at)
        work.record(
            "delivery.landed",
            f"delivery:{delivery.id}",
            sha256=delivery.sha256,
            batch=batch.id,
            source=landing.source,
            claim=landing.claim,
        )
        return Landed(delivery.id, batch.id, arrival.sha256)


def landed(ledger: Ledger, objects: ObjectStore, claim: str) -> Landed | None:
    """What became of a claim before a crash: its row, where it was written and its object is intact."""
    with ledger.read() as session:
        known = _landed(session, claim)
    try:
        return known if known and objects.intact(known.sha256) else None
    except MissingObject:
        return None


def open_batches(ledger: Ledger) -> list[Batch]:
    """Batches to which more may come, of every machine, oldest first, with their deliveries."""
    query = select(Batch).where(Batch.state == BatchState.OPEN).order_by(Batch.id)
    with ledger.read() as session:
        batches = list(session.scalars(query))
        for batch in batches:
            _ = batch.deliveries  # loaded now: the session is gone afterwards
    return batches


def close_batch(ledger: Ledger, batch_id: int, order: Callable[[Sequence[str]], list[int]]) -> Closed | None:
    """Give an open batch its key, so that its dossiers can be made; None where it was closed before.

    ``order``: from the names in order of arrival to indexes in the order of the pages. The key of an earlier batch
    makes every file a duplicate: nothing new is made of them.
    """
    with ledger.write() as work:
        batch = work.get_one(Batch, batch_id)
        if batch.state is not BatchState.OPEN:
            return None
        deliveries = _put_in_order(batch, order)
        key = batch_key((delivery.sha256 for delivery in deliveries), batch.desk, batch.case_code)
        earlier = work.scalar(select(Batch).where(Batch.key == key))
        if earlier is not None:
            _end_as_duplicate(work, batch, earlier)
            return Closed(batch.id, len(deliveries), earlier.id)
        batch.key, batch.state = key, BatchState.READING
        files = [delivery.sha256 for delivery in deliveries]
        work.record("batch.closed", f"batch:{batch.id}", key=key, desk=batch.desk, case=batch.case_code, files=files)
        work.flush()
        work.expire(batch, ["deliveries"])  # they were loaded in the order in which they came
        advance(work, batch)
        return Closed(batch.id, len(deliveries), None)


def _landed(session: Session, claim: str) -> Landed | None:
    delivery = session.scalar(select(Delivery).where(Delivery.claim == claim))
    return Landed(delivery.id, delivery.batch_id, delivery.sha256) if delivery and delivery.sha256 else None


def _open_batch(work: Recording, landing: Landing, batch_id: int | None) -> Batch:
    if batch_id is not None:
        batch = work.get_one(Batch, batch_id)
        if batch.state is BatchState.OPEN:
            return batch
    batch = Batch(
        key=f"open-{uuid.uuid4().hex}",
        desk=landing.desk,
        state=BatchState.OPEN,
        received_at=work.now,
        source=landing.source,
        station=landing.station,
        grouping=landing.grouping,
        sides=landing.sides,
        last_arrival_at=landing.finished_at,
    )
    work.add(batch)
    work.flush()
    work.record("batch.opened", f"batch:{batch.id}", source=landing.source, desk=landing.desk)
    return batch


def _put_in_order(batch: Batch, order: Callable[[Sequence[str]], list[int]]) -> list[Delivery]:
    """Each pass of the scanner by itself: names of a second one begin anew."""
    ordered = []
    for backs in (False, True):
        arrived = sorted((d for d in batch.deliveries if d.backs is backs), key=lambda delivery: delivery.id)
        ordered += [arrived[index] for index in order([delivery.name for delivery in arrived])]
    for ordinal, delivery in enumerate(ordered, 1):
        delivery.ordinal = ordinal
    return ordered


def _end_as_duplicate(work: Recording, batch: Batch, earlier: Batch) -> None:
    for delivery in batch.deliveries:
        delivery.state = DeliveryState.DUPLICATE
    for task in work.scalars(select(Task).where(Task.batch_id == batch.id, Task.state == TaskState.QUEUED)):
        task.state, task.owner, task.ended_at = TaskState.DONE, None, work.now
    batch.state, batch.finished_at, batch.duplicate_of_id = BatchState.DONE, work.now, earlier.id
    files = [delivery.sha256 for delivery in batch.deliveries]
    work.record("batch.duplicate", f"batch:{batch.id}", duplicate_of=earlier.id, files=files)
