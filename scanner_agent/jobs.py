"""The scan jobs of this machine to which more files may come: each is an open batch of the ledger."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from archive.archive import Archive
from archive.arrivals import Closed, Landed, Landing, close_batch, land, open_batches
from archive.models import Batch
from archive.stations import abandoned_batches, station_of
from config.messages import _
from scanner_agent.batches import (
    OpenBatch,
    Placing,
    Stage,
    feeder_order,
    folder_of,
    grouping,
    place,
    place_second_pass,
)
from scanner_agent.claim import Claim
from scanner_agent.sources.port import Source


class OpenJobs:
    """Puts files that were taken into their jobs, and closes those that are over."""

    def __init__(self, archive: Archive, closed: Callable[[Closed | None], None], tell: Callable[[str], None]) -> None:
        """``closed`` is told of every job that was closed, ``tell`` takes sentences for people."""
        self._ledger, self._objects = archive.ledger, archive.objects
        self._archive = archive
        self._settings = archive.settings.agent
        self._station = station_of(archive)
        self._closed, self._tell = closed, tell
        self._open: dict[tuple[str, str], list[OpenBatch]] = {}
        """By source and desk."""

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    def know_again(self, sources: Iterable[Source], now: float) -> None:
        """Go on with what an earlier run left open; jobs of sources that are no longer set can get nothing more."""
        named = {source.name: source for source in sources}
        for row in open_batches(self._ledger):
            if row.station not in (None, self._station):
                continue
            source = named.get(row.source or "")
            if source is None:
                self._closed(close_batch(self._ledger, row.id, feeder_order))
            else:
                self._open.setdefault((source.name, row.desk), []).append(_as_it_was(row, source, now))

    def land(self, source: Source, claim: Claim, began: float, changed: float) -> Landed | None:
        """Take a claimed file into the job that it belongs to; None where it is to go back.

        Raises `StorageFull`, and `HomeError` while the ledger is away.
        """
        at, name = source.place(claim.relative), claim.relative.name
        batches = self._open.setdefault((source.name, at.desk), [])
        placing = self._place(source, name, at.folder, began, batches)
        self.close(placing.over)
        landing = Landing(
            path=claim.path,
            claim=claim.id,
            source=source.name,
            desk=at.desk,
            grouping=grouping(at.folder, name),
            finished_at=datetime.fromtimestamp(changed, UTC),
            sides=source.sides,
            station=self._station,
            backs=placing.batch is not None and placing.batch.stage is Stage.SECOND,
        )
        result = land(self._ledger, self._objects, landing, placing.batch.id if placing.batch else None)
        if result is None:
            return None
        batch = next((each for each in batches if each.id == result.batch_id), None)
        if batch is None:
            batch = OpenBatch(result.batch_id, at.folder, changed)
            batches.append(batch)
        batch.add(name, changed, source.jobs)
        return result

    def close_over(self, sources: Sequence[Source], now: float) -> bool:
        """Close the jobs to which nothing more can come; whether there were any."""
        over: list[OpenBatch] = []
        for (name, desk), batches in self._open.items():
            source = next(source for source in sources if source.name == name)
            if not source.arriving(desk, now):
                over += [batch for batch in batches if self._is_over(batch, source, now)]
        self.close(over)
        return bool(over)

    def close_abandoned(self) -> bool:
        """Close the jobs of machines that are no more; whether there were any."""
        left = abandoned_batches(self._archive)
        for batch_id in left:
            self._closed(close_batch(self._ledger, batch_id, feeder_order))
        return bool(left)

    def close(self, over: Sequence[OpenBatch] | None = None) -> None:
        """Close these jobs; None: all."""
        for batch in [each for batches in self._open.values() for each in batches] if over is None else over:
            self._closed(close_batch(self._ledger, batch.id, feeder_order))
            for batches in self._open.values():
                if batch in batches:
                    batches.remove(batch)

    def next_closing(self, now: float) -> float:
        """Seconds until the first of them may be over; infinite where there is none."""
        return min(
            (self._wait(b) - (now - b.last) for batches in self._open.values() for b in batches), default=math.inf
        )

    def _place(self, source: Source, name: str, folder: str, began: float, batches: list[OpenBatch]) -> Placing:
        going_on = [batch for batch in batches if batch.stage is not Stage.BETWEEN]
        placing = place(name, folder, began, going_on, self._settings.quiet, source.counted_names, source.jobs)
        if not source.two_passes:
            return placing
        return place_second_pass(placing, folder, began, batches, self._settings.second_pass)

    def _is_over(self, batch: OpenBatch, source: Source, now: float) -> bool:
        """Whether nothing more can come. Fronts of which the backs are to come only stop growing."""
        if now - batch.last <= self._wait(batch):
            return False
        if not source.two_passes or batch.stage is not Stage.FIRST:
            return True
        batch.turn_over()
        line = _("Fronts are in (batch {batch}): turn the stack over and scan the backs")
        self._tell(line.format(batch=batch.id))
        return False

    def _wait(self, batch: OpenBatch) -> float:
        """Seconds after its last file for which it waits for another."""
        return self._settings.second_pass if batch.stage is Stage.BETWEEN else self._settings.quiet


def _as_it_was(row: Batch, source: Source, now: float) -> OpenBatch:
    # A clock that was set back since put it into the future, where nothing would ever be quiet for long enough.
    last = min((row.last_arrival_at or row.received_at).timestamp(), now)
    batch = OpenBatch(row.id, folder_of(row.grouping or ""), last)
    for delivery in sorted(row.deliveries, key=lambda delivery: delivery.id):
        if delivery.backs and batch.stage is Stage.FIRST:
            batch.turn_over()
            batch.stage = Stage.SECOND
        batch.add(delivery.name, batch.last, source.jobs)
    return batch
