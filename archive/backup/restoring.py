"""A restore, from beginning to end. Killed in the middle it leaves a home that no command takes for whole."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.backup.copying import Folders, copy_checked, write_synced
from archive.backup.depot import LEDGER, SUMS, Depot, object_name
from archive.backup.snapshot import Manifest, listed_in
from archive.backup.written import copy_written
from archive.store import hash_file, sync_folder
from config.errors import DamagedBackup, DamagedObject, HomeNotEmpty, HomeNotWritable, MissingObject
from config.home import PRIVATE, Home

NAMED = 5
"""So many damaged objects are named in the sentence that refuses them."""


@dataclass(slots=True)
class RestoreReport:
    """How far a restore has come, and at the end what it did."""

    home: Path
    snapshot: str
    made_at: str
    objects: int
    """That are to be restored."""
    done: int = 0
    copied: int = 0
    bytes_copied: int = 0
    lacking: list[str] = field(default_factory=list)
    """Objects that were damaged or missing before the backup was made, or, where that is accepted, are in it."""

    @property
    def ok(self) -> bool:
        """Whether everything that the ledger names is there."""
        return not self.lacking

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "home": str(self.home),
            "snapshot": self.snapshot,
            "made_at": self.made_at,
            "objects": self.objects,
            "copied": self.copied,
            "bytes_copied": self.bytes_copied,
            "lacking": self.lacking,
        }


def restore(
    home: Home, folder: Path, snapshot: str | None = None, without_damaged: bool = False
) -> Iterator[RestoreReport]:
    """Make ``home``, which must be empty or absent, what it was; yields the growing report, whole at the end.

    Everything is checked against its hash. The ledger comes last, and until then a mark keeps every other command away;
    the same call goes on where a killed one stopped. Raises `BackupNotFound`, `HomeNotEmpty`, `LedgerTooNew` and
    `DamagedBackup`; ``without_damaged`` restores the rest all the same. The index is left to the caller.
    """
    depot = Depot(folder.absolute())
    chosen = depot.snapshot(snapshot)
    manifest = Manifest.read(chosen)
    report = RestoreReport(home.path, manifest.snapshot, manifest.made_at, manifest.objects)
    report.lacking = list(manifest.lacking)
    with _unfinished(home, chosen) as folders:
        damaged: list[str] = []
        for pool, name in listed_in(chosen / SUMS):
            _restore_object(depot, home, pool, name, folders, report, damaged)
            report.done += 1
            yield report
        if damaged and not without_damaged:
            raise DamagedBackup(snapshot=chosen, names=_some(damaged))
        report.lacking += damaged
        folders.sync()
        copy_written(chosen, home.path)
        _put_ledger(chosen / LEDGER, home, manifest)
    yield report


def _restore_object(
    depot: Depot, home: Home, pool: str, name: str, folders: Folders, report: RestoreReport, damaged: list[str]
) -> None:
    target = home.path / object_name(pool, name)
    if target.is_file() and hash_file(target) == name:
        return
    folders.make(target.parent)
    try:
        report.bytes_copied += copy_checked(depot.object(pool, name), target, name)
        report.copied += 1
    except (DamagedObject, MissingObject):
        damaged.append(name)


def _put_ledger(source: Path, home: Home, manifest: Manifest) -> None:
    try:
        copy_checked(source, home.ledger, manifest.ledger_sha256)
    except (DamagedObject, MissingObject) as error:
        raise DamagedBackup(snapshot=source.parent, names=LEDGER) from error
    home.ledger.chmod(0o600)
    sync_folder(home.path)


@contextmanager
def _unfinished(home: Home, snapshot: Path) -> Iterator[Folders]:
    """Mark the home as one that is being restored, until the block ends without an error."""
    home.refuse_network()
    try:
        home.path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not home.restoring.exists():
            if not _empty(home.path):
                raise HomeNotEmpty(home=home.path)
            write_synced(home.restoring, f"{snapshot}\n".encode())
            sync_folder(home.path.parent)
    except OSError as error:
        raise HomeNotWritable(home=home.path, problem=error.strerror or error) from error
    with home.restoring.open("rb") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HomeNotEmpty(home=home.path) from error
        yield Folders()
        home.restoring.unlink()
        sync_folder(home.path)


def _empty(folder: Path) -> bool:
    """Whether no file is in it; empty folders, as a package or an administrator lays them out, count for nothing."""
    return not any(not path.is_dir() for path in folder.rglob("*"))


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" (+{more})" if more > 0 else "")
