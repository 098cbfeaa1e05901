"""Temporary files of one process, and the removal of what dead processes left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.clock import wall_clock
from config.home import Home
from config.process import ProcessIdentity

OLD_UPLOADS = ".upload-*"
"""Folders in the home into which browsers' files were laid once; their names do not tell whose they are."""
LONGEST_UPLOAD = timedelta(days=1)
"""After which such a folder is nobody's: a request that sends that slowly was ended long before."""


def own_scratch(home: Home) -> Path:
    """The folder for this process's temporary files; its name tells whose it is. It is made on first use."""
    return home.scratch / str(ProcessIdentity.current())


def drop_own_scratch(home: Home) -> None:
    """Remove the temporary files of this process."""
    shutil.rmtree(own_scratch(home), ignore_errors=True)


def sweep(home: Home) -> int:
    """Remove the temporary files of processes of this host that are no more; returns how many folders went.

    Whatever such a file held was not yet promised to anybody: objects count only from their name in the store.
    """
    left = [*_of_dead_processes(home), *_old_uploads(home)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _of_dead_processes(home: Home) -> Iterator[Path]:
    for folder in home.scratch.iterdir() if home.scratch.is_dir() else ():
        owner = ProcessIdentity.parse(folder.name)
        if owner and owner.is_dead:
            yield folder


def _old_uploads(home: Home) -> Iterator[Path]:
    for folder in home.path.glob(OLD_UPLOADS):
        with suppress(FileNotFoundError):  # another process sweeps as well
            age = wall_clock() - datetime.fromtimestamp(folder.lstat().st_mtime, UTC)
            if folder.is_dir() and not folder.is_symlink() and age > LONGEST_UPLOAD:
                yield folder
