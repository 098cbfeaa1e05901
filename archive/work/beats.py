"""Who lives, where machines work on one ledger and cannot see each other's processes.

Each writes now and then that it does; who has not for long enough is taken for dead, and what it held is free. Times
are the database's, for the clocks of two machines differ. A machine that was only slow finds what it held in other
hands, and its results are then not wanted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.ledger import Recording
from archive.models import Beat

EVERY_SECONDS = 5.0
"""How often to say so."""
SILENT_SECONDS = 60.0
"""How long an engine may be silent: some beats, and a pause of its machine, its network or its server."""
ENGINE, STATION = "engine:", "station:"


def beat(work: Recording, name: str) -> None:
    """Say that ``name`` lives."""
    now = _now(work)
    row = work.get(Beat, name)
    if row is None:
        work.add(Beat(name=name, at=now))
    else:
        row.at = now
    work.flush()


def silent(session: Session, names: Collection[str], seconds: float) -> set[str]:
    """Those of ``names`` that have not said for so long that they live, or never."""
    since = _now(session) - timedelta(seconds=seconds)
    alive = session.scalars(select(Beat.name).where(Beat.name.in_(names), Beat.at > since))
    return set(names) - set(alive)


def _now(session: Session) -> datetime:
    """The database's own time."""
    now = session.scalar(select(func.now()))
    assert isinstance(now, datetime)
    return now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
