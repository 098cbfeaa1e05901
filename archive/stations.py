"""The machines whose agents collect for one ledger: which this is, and what another left open when it died for good."""

from __future__ import annotations

import socket

from sqlalchemy import select

from archive.archive import Archive
from archive.models import Batch, BatchState
from archive.work.beats import STATION, beat, silent


def station_of(archive: Archive) -> str | None:
    """The name of this machine; None where nobody else can work on the ledger."""
    return (archive.settings.agent.station or socket.gethostname()) if archive.ledger.shared else None


def sign_of_life(archive: Archive) -> None:
    """Say that the agent of this machine lives. Raises `DatabaseAway`."""
    if station := station_of(archive):
        with archive.ledger.write() as work:
            beat(work, STATION + station)


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
