"""What a command costs, with everything that it starts, orphans included.

The command runs under a launcher, a process of its own that adopts what is orphaned below it (`PR_SET_CHILD_SUBREAPER`,
prctl(2)) and waits until nothing is left. So the CPU time that the kernel adds up for it is that of the whole tree; the
launcher's own is not among it. Only Linux can.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of <linux/prctl.h>."""
SAMPLE_EVERY = 0.2
"""Seconds between two looks at the tree's memory: shorter than any page takes."""
GRACE = 20.0
"""Seconds after the command's end in which what it left behind may end by itself."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What was spent until the command and everything that it had started were gone."""

    cpu_seconds: float
    wall_seconds: float
    """Until the command itself ended: what a person waits."""
    peak_bytes: int
    """Most memory at any one look; what processes share is counted once (PSS)."""
    exit_code: int

    def __add__(self, other: Cost) -> Cost:
        """Both, one after the other."""
        return Cost(
            self.cpu_seconds + other.cpu_seconds,
            self.wall_seconds + other.wall_seconds,
            max(self.peak_bytes, other.peak_bytes),
            self.exit_code or other.exit_code,
        )


def measured(
    command: Sequence[str | Path], output: Path, *, environment: Mapping[str, str] | None = None, timeout: float = 3600
) -> Cost:
    """Run the command with its standard output in a file. Raises `subprocess.TimeoutExpired` after so many seconds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as told, output.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", __name__, told.name, *map(str, command)],
            stdout=out,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(environment or {})},
            check=True,
            timeout=timeout,
        )
        return Cost(**json.loads(Path(told.name).read_text(encoding="utf-8")))


def launch(command: Sequence[str]) -> Cost:
    """Run the command as a child of this process, which must have no other; see `measured`."""
    ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, 1, 0, 0, 0)
    memory = _Memory()
    began = time.monotonic()
    child = os.posix_spawnp(command[0], list(command), os.environ)
    memory.start()
    wall, exit_code = 0.0, 0
    with suppress(ChildProcessError):  # none is left
        while True:
            pid, status = os.wait()
            if pid == child:
                wall, exit_code = time.monotonic() - began, os.waitstatus_to_exitcode(status)
                memory.stop_orphans_at = time.monotonic() + GRACE
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(used.ru_utime + used.ru_stime, wall, memory.peak, exit_code)


class _Memory(threading.Thread):
    """Looks at the tree now and then, and ends what outlives the command for too long."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.stop_orphans_at = float("inf")

    def run(self) -> None:
        me = psutil.Process()
        while True:
            tree = me.children(recursive=True)
            self.peak = max(self.peak, sum(_proportional_set(process.pid) for process in tree))
            if time.monotonic() > self.stop_orphans_at:
                for orphan in tree:
                    with suppress(ProcessLookupError):
                        os.kill(orphan.pid, signal.SIGKILL)
            time.sleep(SAMPLE_EVERY)


def _proportional_set(pid: int) -> int:
    """Bytes of a process, what it shares with others divided among them (proc(5), smaps_rollup); 0 once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asdict(launch(sys.argv[2:]))), encoding="utf-8")
