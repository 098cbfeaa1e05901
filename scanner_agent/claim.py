"""Taking a file out of a source, so that the device can no longer overwrite it, and giving it back or up.

A claim is a rename to ``ROOT/.sohoa-claimed/<claim>/<path below the root>``: on one file system that is one step, which
has happened or not. The path is kept whole, so that a claim tells its desk after a crash, and a person finds the file.
It lies in the source for as long as the ledger does not have it.

Order: folders of the claim made and synced → file still the one that was seen → rename → both folders synced → file
still the one that was seen, else back → (ledger and store) → file still the one that was stored → removed.

From a folder below the root that is another file system nothing can be renamed; then: marker ``.copying`` → copy
synced and compared → marker renamed to ``.copied`` → original removed → marker removed. A copy under ``.copying`` is
worthless, one under ``.copied`` is whole.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from archive.store import hash_file, sync_and_hash, sync_folder
from scanner_agent.settle import Mark

CLAIMED = ".sohoa-claimed"
_COPYING, _COPIED = ".copying", ".copied"
_TIME = 12
"""Hex digits of milliseconds."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that was taken out of its source."""

    id: str
    """32 hex digits, of which the first twelve are milliseconds since 1970 (as in UUID version 7, RFC 9562): a crash
    must not lose when the file came, by which it is told from the next job."""
    relative: Path
    """Where it lay, below the root."""
    path: Path
    """Where it lies now."""
    mark: Mark
    """Of the file as it lies there."""
    changed: float
    """When the kernel last noted a change of it, in seconds since 1970: the claiming itself is one."""
    came: float
    """When the file came to its source, by its id."""


class Claims:
    """The claims of one source folder. A context manager: one process at a time may have them."""

    def __init__(self, root: Path, rename: Callable[[Path, Path], object] = os.rename) -> None:
        self._root = root
        self._folder = root / CLAIMED
        self._rename = rename
        self._lock: int | None = None

    def open(self) -> bool:
        """Make the folder of claims and lock it; False: another process has it. Raises `OSError`.

        A link of that name is refused with `NotADirectoryError`: whoever may write into the source could have laid it.
        """
        if self._lock is not None:
            self.close()
        try:
            self._folder.mkdir(mode=0o700)
        except FileExistsError:
            if not stat.S_ISDIR(self._folder.lstat().st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), self._folder) from None
        else:
            sync_folder(self._root)
        handle = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._lock = handle
        return True

    def close(self) -> None:
        """Let others have the claims."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def take(self, relative: Path, mark: Mark, came: float) -> Claim | None:
        """Claim a file that came at ``came``; None where it is no longer the one of ``mark``, and stays or is back.

        Raises `OSError`.
        """
        source, claim = self._root / relative, f"{round(1000 * came):0{_TIME}x}{uuid.uuid4().hex[_TIME:]}"
        if not _is(source, mark):
            return None
        target = self._folder / claim / relative
        target.parent.mkdir(parents=True)
        for folder in (target.parent, *target.parent.parents):
            sync_folder(folder)
            if folder == self._folder:
                break
        try:
            self._rename(source, target)
        except OSError as error:
            if error.errno == errno.EXDEV:
                return self._take_copy(source, target, claim, relative, mark)
            shutil.rmtree(self._folder / claim, ignore_errors=True)
            if isinstance(error, FileNotFoundError):
                return None
            raise
        sync_folder(target.parent)
        sync_folder(source.parent)
        taken = _claim_of(claim, relative, target)
        if taken is None or taken.mark != mark:
            self.put_back(claim, relative)
            return None
        return taken

    def put_back(self, claim: str, relative: Path) -> bool:
        """Give a file back to its source; False where its name has been taken since: the claim stays then."""
        here, there = self._folder / claim / relative, self._root / relative
        try:
            os.link(here, there, follow_symlinks=False)
        except (FileExistsError, FileNotFoundError):
            return False
        except OSError:  # links are not known on this file system, or not allowed on another user's file
            if os.path.lexists(there):
                return False
            here.rename(there)
        sync_folder(there.parent)
        self._remove(claim)
        return True

    def done(self, claim: Claim) -> bool:
        """Remove what the ledger has; False where the file has changed since: then it is not what the ledger has."""
        if claim.path.exists():
            if not _is(claim.path, claim.mark):
                return False
            claim.path.unlink()
            sync_folder(claim.path.parent)
        self._remove(claim.id)
        return True

    def renew(self, claim: Claim) -> Claim:
        """The same file under a new name of the claim, of which the ledger knows nothing."""
        fresh = claim.id[:_TIME] + uuid.uuid4().hex[_TIME:]
        (self._folder / claim.id).rename(self._folder / fresh)
        sync_folder(self._folder)
        return replace(claim, id=fresh, path=self._folder / fresh / claim.relative)

    def held(self) -> list[Claim]:
        """The files that are claimed, oldest change first; what a crash left half done is cleared away."""
        found = []
        for folder in self._folder.iterdir():
            if folder.is_symlink() or not folder.is_dir():
                continue
            self._finish_copy(folder)
            files = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
            claims = [_claim_of(folder.name, path.relative_to(folder), path) for path in files]
            found += [claim for claim in claims if claim and not self._lies_in_both(claim)]
            if not files:
                self._remove(folder.name)
        return sorted(found, key=lambda claim: claim.changed)

    def _lies_in_both(self, claim: Claim) -> bool:
        """Whether giving it back was cut off between the new name and the old one; the old one is removed then."""
        source = self._root / claim.relative
        if not _is(source, claim.mark):
            return False
        self._remove(claim.id)
        return True

    def _remove(self, claim: str) -> None:
        shutil.rmtree(self._folder / claim, ignore_errors=True)
        sync_folder(self._folder)

    def _take_copy(self, source: Path, target: Path, claim: str, relative: Path, mark: Mark) -> Claim | None:
        marker = self._folder / claim / _COPYING
        marker.touch()
        sync_folder(marker.parent)
        shutil.copyfile(source, target, follow_symlinks=False)
        same = sync_and_hash(target) == hash_file(source) and _is(source, mark)
        sync_folder(target.parent)
        if not same:
            self._remove(claim)
            return None
        marker.rename(marker.with_name(_COPIED))
        sync_folder(marker.parent)
        self._end_copy(marker.with_name(_COPIED), source)
        return _claim_of(claim, relative, target)

    def _finish_copy(self, folder: Path) -> None:
        """Bring a copy that was cut off to its end: forward where it was whole, else back."""
        if (folder / _COPYING).exists():
            shutil.rmtree(folder)
            folder.mkdir()
        copied = folder / _COPIED
        if copied.exists():
            for copy in (path for path in folder.rglob("*") if path.is_file() and path != copied):
                source = self._root / copy.relative_to(folder)
                same = source.is_file() and not source.is_symlink() and hash_file(source) == hash_file(copy)
                self._end_copy(copied, source if same else None)

    def _end_copy(self, copied: Path, source: Path | None) -> None:
        if source is not None:
            source.unlink()
            sync_folder(source.parent)
        copied.unlink()
        sync_folder(copied.parent)


def _claim_of(claim: str, relative: Path, path: Path) -> Claim | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return None
    return Claim(claim, relative, path, Mark.of(status), status.st_ctime, _came(claim, status.st_ctime))


def _came(claim: str, claimed: float) -> float:
    """What the id says; an id without a time, as they were once, says nothing, or a time to come."""
    try:
        return min(int(claim[:_TIME], 16) / 1000, claimed)
    except ValueError:
        return claimed


def _is(path: Path, mark: Mark) -> bool:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(status.st_mode) and Mark.of(status) == mark
