"""Temporary files of one process, and the removal of what dead processes left."""

from __future__ import annotations

import os
import re
import shutil
import socket
from pathlib import Path

import psutil

from config.home import Home

_OWNED = re.compile(r"(?P<host>.+)\.(?P<pid>\d+)\.(?P<started>\d+)")


def own_scratch(home: Home) -> Path:
    """The folder for this process's temporary files; its name tells whose it is. It is made on first use."""
    started = round(psutil.Process().create_time() * 100)
    return home.scratch / f"{socket.gethostname()}.{os.getpid()}.{started}"


def sweep(home: Home) -> int:
    """Remove the temporary files of processes of this host that are no more; returns how many folders went.

    Whatever such a file held was not yet promised to anybody: objects count only from their name in the store.
    """
    gone = 0
    for folder in home.scratch.iterdir() if home.scratch.is_dir() else ():
        owner = _OWNED.fullmatch(folder.name)
        if owner and owner["host"] == socket.gethostname() and not _alive(int(owner["pid"]), int(owner["started"])):
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def _alive(pid: int, started: int) -> bool:
    try:
        return bool(round(psutil.Process(pid).create_time() * 100) == started)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
