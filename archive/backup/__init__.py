"""Backup and restore: one moment of a home, kept in a folder elsewhere; only what is new there is copied.

The folder holds pools of objects under their hashes, as a home does, and a snapshot for each backup: the ledger at one
moment, what the administrator wrote, and the list of the objects that this ledger names. The index is derived and
not kept.

    DIR/objects/  DIR/dossiers/          pools, shared by all snapshots
    DIR/snapshots/2026-11-22T021144Z/    ledger.sqlite  sohoa.toml  procedures/  calendar/  SHA256SUMS  manifest.json
    DIR/LATEST                           name of the newest whole snapshot
"""

from archive.backup.backing_up import BackupReport, backup
from archive.backup.restoring import RestoreReport, restore

__all__ = ["BackupReport", "RestoreReport", "backup", "restore"]
