"""The folder that holds the backups of one home: its pools, its snapshots, and who may write to it."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.backup.copying import write_synced
from archive.store import sync_folder
from config.errors import BackupNotFound, BackupRunning, HomeNotWritable, UsageError
from config.home import PRIVATE, Home

LEDGER, SUMS, MANIFEST = "ledger.sqlite", "SHA256SUMS", "manifest.json"
"""The files of a snapshot, beside those that the administrator wrote."""
POOLS = {"objects": "", "dossiers": ".pdf"}
"""The pools, named as the home's stores, and what ends the names in them."""

_SNAPSHOT = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d\d)?")


@dataclass(frozen=True, slots=True)
class Depot:
    """Where what lies in such a folder."""

    path: Path

    @classmethod
    def make(cls, folder: Path, home: Home) -> Depot:
        """The folder, made where it is missing, ready to take a backup of ``home``.

        Raises `UsageError` where one lies within the other, `HomeNotWritable` where it cannot be made.
        """
        place, kept = Path(os.path.realpath(folder)), Path(os.path.realpath(home.path))
        if place.is_relative_to(kept) or kept.is_relative_to(place):
            raise UsageError(
                vi=f"Bản sao lưu {place} và thư mục dữ liệu {kept} nằm trong nhau; hãy chọn một đĩa khác.",
                en=f"The backup {place} and the home {kept} lie within each other; please choose another disk.",
            )
        depot = cls(folder.absolute())
        try:
            for each in (depot.path, depot.snapshots, *(depot.path / pool for pool in POOLS)):
                each.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeNotWritable(home=folder, problem=error.strerror or error) from error
        return depot

    @property
    def snapshots(self) -> Path:
        """One folder for each backup."""
        return self.path / "snapshots"

    @property
    def latest(self) -> str | None:
        """Name of the newest whole snapshot."""
        try:
            name = (self.path / "LATEST").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return name if _SNAPSHOT.fullmatch(name) else None

    def names(self) -> list[str]:
        """The whole snapshots, oldest first."""
        folders = self.snapshots.iterdir() if self.snapshots.is_dir() else ()
        return sorted(folder.name for folder in folders if _SNAPSHOT.fullmatch(folder.name))

    def snapshot(self, name: str | None) -> Path:
        """The folder of a snapshot; None means the newest. Raises `BackupNotFound`."""
        chosen = name or self.latest
        if chosen is None or chosen not in self.names():
            raise BackupNotFound(folder=self.path, snapshot=name or "LATEST", there=", ".join(self.names()) or "-")
        return self.snapshots / chosen

    def object(self, pool: str, sha256: str) -> Path:
        """Where an object is or would be."""
        return self.path / object_name(pool, sha256)

    def free_name(self, now: datetime) -> str:
        """A name for a snapshot that is made at ``now`` (UTC)."""
        stem = f"{now:%Y-%m-%dT%H%M%SZ}"
        taken = set(self.names())
        return next(name for name in (stem, *(f"{stem}-{n:02}" for n in range(2, 100))) if name not in taken)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who writes here. Raises `BackupRunning`."""
        with (self.path / "backup.lock").open("ab") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BackupRunning(folder=self.path) from error
            self._sweep()
            yield

    def making(self, name: str) -> Path:
        """An empty folder in which the snapshot ``name`` is put together; it counts from `publish` on."""
        folder = self.snapshots / f".{name}.part"
        folder.mkdir(mode=PRIVATE)
        return folder

    def publish(self, name: str) -> Path:
        """Let the snapshot that was put together be the newest one."""
        sync_folder(self.snapshots / f".{name}.part")
        whole = (self.snapshots / f".{name}.part").rename(self.snapshots / name)
        sync_folder(self.snapshots)
        write_synced(self.path / "LATEST", f"{name}\n".encode())
        return whole

    def remove(self, name: str) -> None:
        """Remove a snapshot; killed in the middle of it, none is left that looks whole."""
        going = (self.snapshots / name).rename(self.snapshots / f".{name}.part")
        sync_folder(self.snapshots)
        shutil.rmtree(going)

    def _sweep(self) -> None:
        """Remove what a killed run put together or was removing."""
        for left in self.snapshots.glob(".*.part"):
            shutil.rmtree(left)


def object_name(pool: str, sha256: str) -> str:
    """Path of an object below a home or below a folder of backups: both are laid out alike."""
    return f"{pool}/{sha256[:2]}/{sha256}{POOLS[pool]}"
