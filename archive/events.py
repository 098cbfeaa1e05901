"""The chain of events: what is sealed, how, and how it is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.models import Event, EventLink

GENESIS = "0" * 64
"""What stands for the link before the first."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that is not yet in the ledger. ``data`` holds only what JSON can."""

    at: datetime
    kind: str
    subject: str
    data: dict[str, Any]


def digest(previous: str, happenings: Iterable[Happening]) -> str:
    """SHA-256 over the digest before and the canonical JSON of the events, one a line, as lower-case hex."""
    rows = [
        json.dumps([h.at.isoformat(), h.kind, h.subject, h.data], ensure_ascii=False, sort_keys=True)
        for h in happenings
    ]
    return hashlib.sha256("\n".join([previous, *rows]).encode()).hexdigest()


def seal(session: Session, happenings: list[Happening]) -> None:
    """Append ``happenings`` as one link. The caller's transaction must be a writing one: the head is locked by it."""
    if not happenings:
        return
    head = session.scalars(select(EventLink).order_by(EventLink.id.desc()).limit(1).with_for_update()).first()
    previous = head.digest if head else GENESIS
    link = EventLink(id=head.id + 1 if head else 1, previous=previous, digest=digest(previous, happenings))
    link.events = [
        Event(ordinal=number, at=h.at, kind=h.kind, subject=h.subject, data=h.data)
        for number, h in enumerate(happenings, 1)
    ]
    session.add(link)


def broken_links(session: Session) -> list[int]:
    """Ids of the links that do not follow from the one before and their events, or are missing; empty: all is well."""
    broken, previous, expected = [], GENESIS, 1
    for link in session.scalars(select(EventLink).order_by(EventLink.id)).yield_per(500):
        happenings = [Happening(e.at, e.kind, e.subject, e.data) for e in link.events]
        if link.id != expected or link.previous != previous or link.digest != digest(previous, happenings):
            broken.append(link.id)
        previous, expected = link.digest, link.id + 1
    return broken
