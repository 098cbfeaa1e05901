"""Files brought from one disk to another: whole, of the promised hash, and there after a power cut."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.store import sync_folder
from config.errors import DamagedObject, MissingObject, StorageFull

_CHUNK = 1 << 20


class Folders:
    """Makes the folders of a tree, and brings the names in them to the disk when everything is in them.

    One `sync` for all is enough: until then nothing says that any of it is there.
    """

    def __init__(self) -> None:
        self._changed: set[Path] = set()

    def make(self, folder: Path) -> Path:
        """Make ``folder`` where it is missing, for its owner alone; returns it."""
        if folder not in self._changed:
            for missing in [above for above in (*reversed(folder.parents), folder) if not above.is_dir()]:
                missing.mkdir(mode=0o700, exist_ok=True)
                self._changed.add(missing.parent)
            self._changed.add(folder)
        return folder

    def sync(self) -> None:
        """Bring the names to the disk."""
        for folder in sorted(self._changed):
            sync_folder(folder)
        self._changed.clear()


def copy_checked(source: Path, target: Path, sha256: str) -> int:
    """Copy an object; it gets its name only when its bytes are on the disk and have this hash. Returns bytes.

    The folder's own entry is left to `Folders`. Works where there are no hard links, as on many external disks. Raises
    `MissingObject`, `DamagedObject` (also where the disk cannot read it) and `StorageFull`.
    """
    digest, size = hashlib.sha256(), 0
    with incoming(target) as part:
        with part.open("wb") as copy:
            for chunk in _chunks(source, sha256):
                digest.update(chunk)
                copy.write(chunk)
                size += len(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != sha256:
            raise DamagedObject(sha256=sha256)
        with suppress(PermissionError):  # file systems of other systems know no such modes
            part.chmod(0o444)
    return size


def write_synced(target: Path, data: bytes) -> None:
    """Write a small file so that it is there whole or not at all. Raises `StorageFull`."""
    with incoming(target) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(target.parent)


@contextmanager
def incoming(target: Path) -> Iterator[Path]:
    """A name beside ``target`` that becomes it when the block ends without an error. Raises `StorageFull`.

    The name is always the same: what a killed run left is written over by the next.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull(home=target.parent) from error
        raise
    finally:
        part.unlink(missing_ok=True)


def _chunks(source: Path, sha256: str) -> Iterator[bytes]:
    try:
        with source.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise MissingObject(sha256=sha256) from error
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise DamagedObject(sha256=sha256) from error
