"""Figures of a home: what came, what became of it, what it weighs, and when the disk will be full."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.archive import Archive
from archive.models import Batch, CaseRecord, Delivery, Dossier, Page, PageKind, Task, TaskState
from archive.search.changes import ledger_end
from archive.search.files import read_mark
from archive.search.reader import IndexReader
from config.errors import SearchNotReady
from config.home import Home

FORECAST_DAYS = 30
"""The rate of the forecast is that of so many days before today."""
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the disk."""

    objects: int
    dossiers: int
    ledger: int
    index: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.objects + self.dossiers + self.ledger + self.index


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """How far the search index is."""

    pages: int
    """That can be found: content pages with words that may be seen."""
    behind: int
    """Links of the chain of events that it has not followed yet: 0 a moment after the last change."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How long the disk lasts when it goes on as in the last days."""

    days: float
    """How many days the rate was taken over: up to `FORECAST_DAYS`, fewer in a young home."""
    pages_per_day: float
    bytes_per_day: float
    free: int
    """Bytes."""
    days_left: float | None
    """None where nothing came: nobody can say."""


@dataclass(frozen=True, slots=True)
class Stats:
    """All figures."""

    batches: dict[str, int]
    files: dict[str, int]
    pages: dict[str, int]
    """Content pages by state."""
    separators: int
    hidden: int
    withheld: int
    dossiers: dict[str, int]
    cases: dict[str, int]
    """Those with dossiers of which the papers were judged: ``complete`` and ``incomplete``."""
    queue: dict[str, int]
    """Tasks that are still to be done, by kind."""
    events: int
    """Links of the chain of events."""
    index: IndexFigures | None
    """None where there is no index yet."""
    bytes: Weight
    forecast: Forecast

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        document = asdict(self)
        document["bytes"]["total"] = self.bytes.total
        return document


def stats(archive: Archive, now: datetime) -> Stats:
    """The figures of ``archive`` at ``now`` (UTC). Objects are weighed by what the disk gives them."""
    home = archive.home
    weight = Weight(
        objects=folder_bytes(home.objects),
        dossiers=folder_bytes(home.dossiers),
        ledger=archive.ledger.size,
        index=folder_bytes(home.index),
    )
    with archive.ledger.read() as session:
        events = ledger_end(session)
        queued = select(Task.kind, func.count()).where(Task.state == TaskState.QUEUED).group_by(Task.kind)
        content = Page.kind == PageKind.CONTENT
        return Stats(
            batches=_by(session, Batch.state),
            files=_by(session, Delivery.state),
            pages=_by(session, Page.state, content),
            separators=_count(session, Page.kind == PageKind.SEPARATOR),
            hidden=_count(session, content, Page.hidden),
            withheld=_count(session, content, Page.withheld),
            dossiers=_by(session, Dossier.state),
            cases=_cases(session),
            queue=_tally(session, queued),
            events=events,
            index=_index(home, events),
            bytes=weight,
            forecast=_forecast(session, now, weight, shutil.disk_usage(home.path).free),
        )


def forecast(days: float, pages: int, weight: Weight, all_pages: int, free: int) -> Forecast:
    """The forecast from ``pages`` read in ``days``; each is taken to weigh what a page weighs on average so far."""
    per_day = pages / days if days > 0 else 0.0
    growth = per_day * weight.total / all_pages if all_pages else 0.0
    return Forecast(days, per_day, growth, free, free / growth if growth else None)


def folder_bytes(folder: Path) -> int:
    """Bytes that the disk gives to the files under ``folder``; those that vanish meanwhile count for nothing."""
    total, waiting = 0, [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
        except FileNotFoundError:
            continue
    return total


def _index(home: Home, events: int) -> IndexFigures | None:
    try:
        searcher = IndexReader(home).searcher()
    except SearchNotReady:
        return None
    mark = read_mark(searcher)
    followed = mark.position if mark else 0
    return IndexFigures(searcher.num_docs - (mark is not None), max(0, events - followed))


def _forecast(session: Session, now: datetime, weight: Weight, free: int) -> Forecast:
    first = session.scalar(select(func.min(Batch.received_at)))
    age = (now - first).total_seconds() / DAY_SECONDS if first else 0.0
    days = min(float(FORECAST_DAYS), max(age, 1.0)) if first else 0.0
    since = now - timedelta(days=days)
    recent = select(func.count()).select_from(Page).join(Delivery).where(Delivery.received_at >= since)
    every = session.scalar(select(func.count()).select_from(Page)) or 0
    return forecast(days, session.scalar(recent) or 0, weight, every, free)


def _by(session: Session, column: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> dict[str, int]:
    return _tally(session, select(column, func.count()).where(*where).group_by(column))


def _tally(session: Session, query: Select[Any, int]) -> dict[str, int]:
    return dict(sorted(Counter({value.value: count for value, count in session.execute(query)}).items()))


def _cases(session: Session) -> dict[str, int]:
    judged = select(CaseRecord.complete, func.count()).where(CaseRecord.complete.is_not(None))
    names = {True: "complete", False: "incomplete"}
    return {names[bool(complete)]: count for complete, count in session.execute(judged.group_by(CaseRecord.complete))}


def _count(session: Session, *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(Page).where(*where)) or 0
