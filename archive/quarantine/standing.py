"""How an item of the quarantine stands at this moment, so that nobody decides on what somebody else has dealt with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.models import Delivery, Task, TaskKind, TaskState
from archive.quarantine.items import Item, quarantined_file, withheld_page
from archive.seen import Seen
from config.errors import ItemChanged, NotInQuarantine


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands."""

    version: int
    """Another one after whatever became of the item; below 2³¹."""
    in_hand: bool = False
    """A file that is being tried again."""
    retriable: bool = False
    """A file of which bytes were kept, and that is not in hand."""


def standing(session: Session, item: Item) -> Standing:
    """How ``item`` stands now. Raises `NotInQuarantine`."""
    if item.kind == "page":
        return Standing(_version(withheld_page(session, item).reading_sha256))
    delivery = quarantined_file(session, item)
    task = split_task(session, delivery)
    if task is None:  # never a byte of it could be read
        return Standing(_version(delivery.discarded))
    in_hand = task.state is TaskState.QUEUED
    version = _version(task.queued_at.isoformat(), task.state, delivery.discarded)
    return Standing(version, in_hand, retriable=not in_hand and delivery.sha256 is not None)


def split_task(session: Session, delivery: Delivery) -> Task | None:
    """The search for the pages of a file; None where it has no bytes to be searched."""
    return session.scalar(select(Task).where(Task.kind == TaskKind.SPLIT, Task.subject == str(delivery.id)))


def refuse_dealt_with(session: Session, item: Item, seen: Seen) -> None:
    """Raise `ItemChanged` where the item is no longer as it was ``seen``; who saw nothing in particular may go on."""
    if str(item) not in seen:
        return
    try:
        now = standing(session, item)
    except NotInQuarantine as error:
        raise ItemChanged(item=item) from error
    if now.version != seen[str(item)]:
        raise ItemChanged(item=item)


def _version(*told: str | None) -> int:
    return int(hashlib.sha256(repr(told).encode()).hexdigest()[:8], 16) >> 1
