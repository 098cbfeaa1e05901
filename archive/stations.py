"""The machines whose agents collect for one ledger: which this is, and what another left open when it died for good."""

from __future__ import annotations

import socket
import time

from sqlalchemy import select

from archive.archive import Archive
from archive.models import Batch, BatchState
from archive.work.beats import EVERY_SECONDS, STATION, beat, silent


def station_of(archive: Archive) -> str | None:
    """The name of this machine; None where nobody else can work on the ledger."""
    return (archive.settings.agent.station or socket.gethostname()) if archive.ledger.shared else None


class SignsOfLife:
    """Says now and then that the agent of this machine lives; for one thread."""

    def __init__(self, archive: Archive) -> None:
        self._ledger = archive.ledger
        self._station = station_of(archive)
        self._pause = min(EVERY_SECONDS, archive.settings.agent.takeover / 4)
        self._next = float("-inf")

    def give(self) -> None:
        """Say so if it is time. To be called before each file: a full folder takes longer than others wait.

        Raises `DatabaseAway`.
        """
        now = time.monotonic()
        if self._station and now >= self._next:
            with self._ledger.write() as work:
                beat(work, STATION + self._station)
            self._next = now + self._pause


def abandoned_batches(archive: Archive) -> list[int]:
    """Open batches of machines that were silent for as long as is set: what landed of them is whole, more cannot come.

    Files that such a machine had taken and not landed lie in its sources; they come as a batch of their own once it
    runs again.
    """
    own = station_of(archive)
    if own is None:
        return []
    query = select(Batch.id, Batch.station).where(Batch.state == BatchState.OPEN, Batch.station.is_not(None))
    with archive.ledger.read() as session:
        rows = [(id_, str(station)) for id_, station in session.execute(query) if station != own]
        quiet = silent(session, {STATION + station for _, station in rows}, archive.settings.agent.takeover)
    return [id_ for id_, station in rows if STATION + station in quiet]
