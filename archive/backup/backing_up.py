"""A backup, from beginning to end. It may be made while others work, and killed at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from archive.archive import Archive
from archive.backup.copying import Folders, copy_checked, write_synced
from archive.backup.depot import LEDGER, MANIFEST, SUMS, Depot
from archive.backup.prune import prune
from archive.backup.snapshot import LedgerFacts, Manifest, Named, copy_ledger, named_by, sums_of
from archive.backup.written import copy_written
from archive.store import ObjectStore, hash_file, sync_and_hash
from config.errors import DamagedBackup, DamagedObject, MissingObject, UsageError


@dataclass(slots=True)
class BackupReport:
    """How far a backup has come, and at the end what it did."""

    snapshot: str
    path: Path
    objects: int = 0
    """That the ledger names."""
    done: int = 0
    copied: int = 0
    bytes_copied: int = 0
    damaged: list[str] = field(default_factory=list)
    """Objects whose bytes have changed, and of which no earlier backup has a copy."""
    missing: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    """Objects that had changed within the backup, and were copied anew."""
    removed_snapshots: list[str] = field(default_factory=list)
    removed_objects: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything that the ledger names is in the backup."""
        return not self.damaged and not self.missing

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "snapshot": self.snapshot,
            "path": str(self.path),
            "objects": self.objects,
            "copied": self.copied,
            "bytes_copied": self.bytes_copied,
            "damaged": self.damaged,
            "missing": self.missing,
            "repaired": self.repaired,
            "removed_snapshots": self.removed_snapshots,
            "removed_objects": self.removed_objects,
        }


def backup(
    archive: Archive, folder: Path, now: datetime, keep: int | None = None, check: bool = False
) -> Iterator[BackupReport]:
    """Back the archive up into ``folder``; yields the growing report after each object, and it is whole at the end.

    The ledger is copied first and then what it names: objects are written before the rows that name them, so all of
    them are there. ``keep``: so many snapshots are left. ``check``: what lies in the folder already is hashed too, and
    copied anew where it has changed. Raises `UsageError`, `HomeNotWritable`, `BackupRunning` and `StorageFull`; the
    backups made before are then as they were.
    """
    if archive.ledger.shared:
        raise UsageError(
            vi="Sổ dữ liệu ở máy chủ PostgreSQL: hãy dùng pg_dump, rồi chép hai thư mục objects và dossiers.",
            en="The ledger is on a PostgreSQL server: use pg_dump, then copy the folders objects and dossiers.",
        )
    depot = Depot.make(folder, archive.home)
    with depot.locked():
        name = depot.free_name(now)
        making = depot.making(name)
        report = BackupReport(name, depot.snapshots / name)
        facts = copy_ledger(archive.home.ledger, making / LEDGER)
        _refuse_another_ledger(depot, facts)
        copy_written(archive.home.path, making)
        named = named_by(making / LEDGER)
        yield from _copy_objects(archive, depot, named, check, report)
        _seal(making, report, named, facts, now)
        depot.publish(name)
        if keep is not None:
            report.removed_snapshots, report.removed_objects = prune(depot, keep)
    yield report


def _copy_objects(
    archive: Archive, depot: Depot, named: Named, check: bool, report: BackupReport
) -> Iterator[BackupReport]:
    report.objects = sum(map(len, named.values()))
    stores = {"objects": archive.objects, "dossiers": archive.dossiers}
    folders = Folders()
    for pool, names in named.items():
        for name in sorted(names):
            _copy_object(stores[pool], depot.object(pool, name), name, check, folders, report)
            report.done += 1
            yield report
    folders.sync()


def _copy_object(
    store: ObjectStore, target: Path, name: str, check: bool, folders: Folders, report: BackupReport
) -> None:
    there = target.is_file()
    if there and (not check or hash_file(target) == name):
        return
    folders.make(target.parent)
    try:
        report.bytes_copied += copy_checked(store.path(name), target, name)
    except DamagedObject:
        report.damaged.append(name)
    except MissingObject:
        report.missing.append(name)
    else:
        report.copied += 1
        if there:
            report.repaired.append(name)


def _seal(making: Path, report: BackupReport, named: Named, facts: LedgerFacts, now: datetime) -> None:
    lacking = sorted({*report.damaged, *report.missing})
    sums = sums_of(named, lacking)
    write_synced(making / SUMS, sums)
    manifest = Manifest(
        snapshot=report.snapshot,
        made_at=now.isoformat(),
        sohoa=version("sohoa"),
        ledger=facts,
        ledger_sha256=sync_and_hash(making / LEDGER),
        sums_sha256=hash_file(making / SUMS),
        objects=sums.count(b"\n"),
        lacking=lacking,
    )
    write_synced(making / MANIFEST, manifest.to_json())


def _refuse_another_ledger(depot: Depot, facts: LedgerFacts) -> None:
    """One folder for one home: thinning out its snapshots would else remove those of another."""
    if depot.latest is None:
        return
    try:
        before = Manifest.read(depot.snapshot(None)).ledger
    except DamagedBackup:
        return  # nothing to compare with; the snapshot that is being made will be whole
    if before.first and before.first != facts.first:
        raise UsageError(
            vi=f"{depot.path} đang giữ bản sao lưu của một thư mục dữ liệu khác; hãy chọn thư mục khác.",
            en=f"{depot.path} holds backups of another home; please choose another folder.",
        )
