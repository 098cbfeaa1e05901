"""Files → deliveries: every file that is given is accounted for before anything is done with it."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import exists, select

from archive.ledger import Ledger, Recording
from archive.models import Batch, BatchState, Delivery, DeliveryState, Sides, TaskKind
from archive.store import ObjectStore, hash_file
from archive.work.commit import advance, queue
from config.errors import UnreadableFile
from config.names import natural_key, printable

POSSIBLE_DUPLICATE = "possible_duplicate"
"""Flag of a file whose bytes came before in another batch. Blank and test pages do: it decides nothing."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was given, after a first look."""

    path: Path
    sha256: str | None
    size: int | None = None
    """Bytes."""
    problem: str = ""
    """Why it could not be read, where ``sha256`` is None."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files that were given together."""

    batch_id: int
    delivery_ids: tuple[int, ...]
    """One for each file, in order."""
    finished_before: bool
    """Every file is a duplicate: the batch had come before, and nothing new was made."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of the paper that was scanned."""

    sheets: int | None = None
    """How many there are."""
    sides: Sides = Sides.ONE


UNSAID = Paper()


def take_in(
    ledger: Ledger, objects: ObjectStore, paths: Sequence[Path], desk: str, case: str | None, paper: Paper = UNSAID
) -> Intake:
    """Copy the files into the store and write them down as one batch, and queue the work on them.

    The files are never altered. Giving the same files again finds the same batch: an unfinished one goes on, a
    finished one makes each of them a duplicate.

    Raises `StorageFull`; what was copied until then does no harm and is used when the call is made again.
    """
    arrivals = [look_at(path) for path in paths]
    key = batch_key((arrival.sha256 for arrival in arrivals), desk, case)
    with ledger.read() as session:
        known = session.scalar(select(exists().where(Batch.key == key)))
    stored = arrivals if known else [store(objects, arrival) for arrival in arrivals]
    with ledger.write() as work:
        batch = work.scalar(select(Batch).where(Batch.key == key))
        if batch is None:
            return _new_batch(work, key, desk, case, paper, stored)
        if batch.state is BatchState.DONE:
            return _duplicates(work, batch, stored)
        return Intake(batch.id, tuple(delivery.id for delivery in batch.deliveries), finished_before=False)


def look_at(path: Path) -> Arrival:
    """Hash a file. Links, folders and what cannot be read are no files to us, and said so."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return Arrival(path, None, problem="not a plain file")
        return Arrival(path, hash_file(path), status.st_size)
    except OSError as error:
        return Arrival(path, None, problem=error.strerror or str(error))


def batch_key(hashes: Iterable[str | None], desk: str, case: str | None) -> str:
    """SHA-256 of the ordered file hashes, the desk and the case, as hex."""
    parts = [desk, case or "", *(sha256 or "unreadable" for sha256 in hashes)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files meant by ``paths``: files as given, folders by their visible files in natural order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            inside = (p for p in path.rglob("*") if not p.is_dir())
            visible = (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
            found += sorted(visible, key=lambda p: [natural_key(part) for part in p.relative_to(path).parts])
        else:
            found.append(path)
    return found


def store(objects: ObjectStore, arrival: Arrival) -> Arrival:
    """Copy a file into the store. One whose bytes are no longer those of the first look is unreadable."""
    if arrival.sha256 is None:
        return arrival
    try:
        sha256, size = objects.put_file(arrival.path)
    except OSError as error:
        return Arrival(arrival.path, None, problem=error.strerror or str(error))
    if sha256 != arrival.sha256:
        return Arrival(arrival.path, None, problem="changed while it was read")
    return Arrival(arrival.path, sha256, size)


def _new_batch(work: Recording, key: str, desk: str, case: str | None, paper: Paper, arrivals: list[Arrival]) -> Intake:
    batch = Batch(
        key=key,
        desk=desk,
        case_code=case,
        state=BatchState.READING,
        received_at=work.now,
        sheets=paper.sheets,
        sides=paper.sides,
    )
    work.add(batch)
    work.flush()
    deliveries = [new_delivery(work, batch, ordinal, arrival) for ordinal, arrival in enumerate(arrivals, 1)]
    work.record(
        "batch.received", f"batch:{batch.id}", key=key, desk=desk, case=case, files=[d.sha256 for d in deliveries]
    )
    for delivery in deliveries:
        if delivery.state is DeliveryState.STORED:
            queue(work, TaskKind.SPLIT, delivery.id, batch.id)
    advance(work, batch)
    return Intake(batch.id, tuple(delivery.id for delivery in deliveries), finished_before=False)


def new_delivery(work: Recording, batch: Batch, ordinal: int, arrival: Arrival, claim: str | None = None) -> Delivery:
    """Write a file down as one of ``batch``: stored, or quarantined where it could not be read."""
    seen = arrival.sha256 and work.scalar(
        select(exists().where(Delivery.sha256 == arrival.sha256, Delivery.batch_id != batch.id))
    )
    delivery = Delivery(
        batch_id=batch.id,
        ordinal=ordinal,
        name=printable(arrival.path.name),
        sha256=arrival.sha256,
        size=arrival.size,
        state=DeliveryState.STORED if arrival.sha256 else DeliveryState.QUARANTINED,
        reason=None if arrival.sha256 else UnreadableFile.code,
        reason_details={} if arrival.sha256 else {"problem": arrival.problem},
        flags=[POSSIBLE_DUPLICATE] if seen else [],
        received_at=work.now,
        claim=claim,
    )
    work.add(delivery)
    work.flush()
    return delivery


def _duplicates(work: Recording, batch: Batch, arrivals: list[Arrival]) -> Intake:
    rows = [
        Delivery(
            batch_id=batch.id,
            ordinal=ordinal,
            name=printable(arrival.path.name),
            sha256=arrival.sha256,
            size=arrival.size,
            state=DeliveryState.DUPLICATE,
            received_at=work.now,
        )
        for ordinal, arrival in enumerate(arrivals, 1)
    ]
    work.add_all(rows)
    work.flush()
    work.record("batch.duplicate", f"batch:{batch.id}", files=[row.sha256 for row in rows])
    return Intake(batch.id, tuple(row.id for row in rows), finished_before=True)
