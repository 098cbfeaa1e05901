"""Temporary files of one process, and the removal of what dead processes left."""

from __future__ import annotations

import shutil
from pathlib import Path

from config.home import Home
from config.process import ProcessIdentity


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
    gone = 0
    for folder in home.scratch.iterdir() if home.scratch.is_dir() else ():
        owner = ProcessIdentity.parse(folder.name)
        if owner and owner.is_dead:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone
