"""The object store: bytes under the name of their SHA-256, written so that a power cut leaves all or nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import DamagedObject, HomeAway, MissingObject, StorageFull

_NAME = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


class ObjectStore:
    """Objects of one folder, which may be shared by processes: every step is atomic and may be repeated.

    ``scratch`` must lie on the same file system; ``suffix`` ends every file name, for people who open one.
    """

    def __init__(self, root: Path, scratch: Path, suffix: str = "") -> None:
        self._root = root
        self._scratch = scratch
        self._suffix = suffix
        self._opened = _identity(root)

    @property
    def is_here(self) -> bool:
        """Whether the folder is still the one that was opened: what a mount hides or a disk took along is not."""
        return self._opened is None or _identity(self._root) == self._opened

    def need(self) -> None:
        """Raise `HomeAway` where the folder is gone: what was written into another one, nobody would find again."""
        if not self.is_here:
            raise HomeAway(home=self._root.parent)

    def path(self, sha256: str) -> Path:
        """Where the object is or would be."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in hex: {sha256!r}")
        return self._root / sha256[:2] / (sha256 + self._suffix)

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """The object's bytes. Raises `MissingObject`, `DamagedObject`, `HomeAway`."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            self.need()
            raise MissingObject(sha256=sha256) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedObject(sha256=sha256)
        return data

    def put(self, data: bytes) -> str:
        """Keep ``data``; returns its SHA-256. Raises `StorageFull`, of which `HomeAway` is one."""
        with self.incoming() as temporary:
            temporary.write_bytes(data)
            return self.adopt(temporary)

    def put_file(self, source: Path) -> tuple[str, int]:
        """Keep a copy of the file ``source``; returns SHA-256 and size. Raises `OSError` where it cannot be read."""
        with source.open("rb") as stream, self.incoming() as temporary:
            size = 0
            with self._full_disk_said(), temporary.open("wb") as copy:
                while chunk := stream.read(_CHUNK):
                    copy.write(chunk)
                    size += len(chunk)
            return self.adopt(temporary), size

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """A name in scratch for bytes on their way in; whatever is left of it at the end is removed."""
        self.need()
        self._scratch.mkdir(parents=True, exist_ok=True)
        temporary = self._scratch / uuid.uuid4().hex
        try:
            with self._full_disk_said():
                yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def adopt(self, temporary: Path) -> str:
        """Move a finished file of `incoming` into the store; returns its SHA-256.

        Order: bytes to the disk, then the name, then the folder. An object that is already there is not trusted but
        hashed, and replaced where it is damaged.
        """
        with self._full_disk_said():
            sha256 = sync_and_hash(temporary)
            target = self.path(sha256)
            self.need()
            self._make_folder(target.parent)
            temporary.chmod(0o444)
            try:
                os.link(temporary, target)
            except FileExistsError:
                if hash_file(target) != sha256:
                    temporary.replace(target)
            sync_folder(target.parent)
        return sha256

    def names(self) -> Iterator[str]:
        """The hash in the name of every object; files of other names are passed over."""
        for folder in sorted(self._root.iterdir()) if self._root.is_dir() else ():
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                name = path.name.removesuffix(self._suffix)
                if _NAME.fullmatch(name) and path.name == name + self._suffix:
                    yield name

    def intact(self, sha256: str) -> bool:
        """Whether the object's bytes still have its hash. Raises `MissingObject`, `HomeAway`."""
        try:
            return hash_file(self.path(sha256)) == sha256
        except FileNotFoundError as error:
            self.need()
            raise MissingObject(sha256=sha256) from error

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            return
        sync_folder(folder.parent)

    @contextmanager
    def _full_disk_said(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFull(home=self._root.parent) from error
            raise


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode; None where there is no such folder."""
    try:
        status = folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_and_hash(path: Path) -> str:
    """Bring a file's bytes to the disk; returns their SHA-256."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
