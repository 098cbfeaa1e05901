"""Which process is meant: a number alone is used again after a while."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_WRITTEN = re.compile(r"(?P<host>.+)\.(?P<pid>[0-9]+)\.(?P<started>[0-9]+)")


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """One process, for ever: host, number, and when it started."""

    host: str
    pid: int
    started: int
    """Clock ticks since the host came up; unlike a time of day it does not move when the clock is set."""

    @classmethod
    def current(cls) -> Self:
        """The process that asks."""
        return cls(socket.gethostname(), os.getpid(), _started(os.getpid()) or 0)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The process that `str` wrote as ``text``; None where it is none."""
        found = _WRITTEN.fullmatch(text)
        return cls(found["host"], int(found["pid"]), int(found["started"])) if found else None

    def __str__(self) -> str:
        return f"{self.host}.{self.pid}.{self.started}"

    @property
    def is_dead(self) -> bool:
        """Whether it is known to have ended, reaped or not. Of another host's processes nothing is known."""
        return self.host == socket.gethostname() and _started(self.pid) != self.started


def _started(pid: int) -> int | None:
    """When process ``pid`` started; None where there is none, or only what is left of one (a zombie)."""
    # proc(5): stat counts its fields after the name, which may hold blanks and brackets; state is 3, starttime 22.
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in "ZXx" else int(fields[19])
    except (OSError, ValueError, IndexError):
        return None
