"""Thinning out: old snapshots go, and the objects that no snapshot lists any more."""

from __future__ import annotations

from archive.backup.depot import POOLS, SUMS, Depot
from archive.backup.snapshot import listed_in
from archive.store import ObjectStore


def prune(depot: Depot, keep: int) -> tuple[list[str], int]:
    """Leave the newest ``keep`` snapshots (at least 1); returns the names of those removed, and how many objects went.

    The caller holds the lock: a backup that is being made has objects in the pools that nothing lists yet. The one that
    `LATEST` names stays, whatever a wrong clock called it. Raises `DamagedBackup` before any object is removed where a
    list cannot be read.
    """
    latest = depot.latest
    others = [name for name in depot.names() if name != latest]
    going = others[: max(0, len(others) - (keep - 1))]
    for name in going:
        depot.remove(name)
    listed = {entry for name in depot.names() for entry in listed_in(depot.snapshots / name / SUMS)}
    removed = 0
    for pool, suffix in POOLS.items():
        for sha256 in list(ObjectStore(depot.path / pool, depot.path, suffix).names()):
            if (pool, sha256) not in listed:
                depot.object(pool, sha256).unlink()
                removed += 1
    return going, removed
