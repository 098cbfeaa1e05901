"""The agent of one home as a process of its own: begun, killed and ended as often as a trouble wants it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from config.home import Home
from faults.agent_double import CLOCK, DIE, Moment
from tests.waiting import wait_until

PATIENCE = 60.0
"""Seconds for what a busy machine may take long for."""

_AS_A_SERVICE = ["--bounding-set=-dac_override,-dac_read_search"] if not os.geteuid() else []
"""Root asks nobody for permission; the service runs as a user who must. So root is had without those two rights."""
_DEAF = ["unshare", "--user", "--map-root-user", "sh", "-c"]
_NO_INOTIFY = 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$@"'


class AgentProcess:
    """One agent at a time; all that any of them said goes into one log."""

    def __init__(self, home: Home, log: Path) -> None:
        self.home = home
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the one that runs."""
        assert self._process
        return self._process.pid

    def start(self, die: tuple[Moment, int] | None = None, clock: Path | None = None, deaf: bool = False) -> None:
        """Begin. ``die``: at the moment's so-manieth time; ``deaf``: in a namespace whose limit of inotify is zero."""
        command = ["setpriv", "--pdeathsig", "KILL", *_AS_A_SERVICE, "--"]
        command += [*_DEAF, _NO_INOTIFY, "sh"] if deaf else []
        command += [sys.executable, "-m", "faults.agent_double", str(self.home.path)]
        env = {**os.environ, "SOHOA_DOUBLE": "decoding", "SOHOA_LANGUAGE": "en"}
        env |= {DIE: f"{die[0].value}:{die[1]}"} if die else {}
        env |= {CLOCK: str(clock)} if clock else {}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, start_new_session=True
            )

    def await_watching(self, drop: Path) -> None:
        """Until it has taken possession of a drop."""
        wait_until(lambda: self._holds(drop), "the agent watches", PATIENCE)

    def _holds(self, drop: Path) -> bool:
        """Whether the lock of the claims in ``drop`` is among its open files."""
        assert self._process and self._process.poll() is None, f"the agent ended: {self.said}"
        claimed = str(drop / ".sohoa-claimed")
        return any(_target(link) == claimed for link in Path(f"/proc/{self.pid}/fd").iterdir())

    def await_death(self) -> None:
        """Until it has killed itself."""
        assert self._process
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise AssertionError("the agent never came to the moment of its death") from None
        assert code == -signal.SIGKILL, f"it ended with {code}: {self.said}"

    def kill(self) -> None:
        """SIGKILL to it and to all that it started."""
        assert self._process
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def end(self, tracebacks: bool = False) -> tuple[str, ...]:
        """SIGTERM; returns what was not in order about its end, or its log, in which ``tracebacks`` may be expected."""
        assert self._process
        with suppress(psutil.NoSuchProcess):
            psutil.Process(self.pid).terminate()
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            return ("the agent did not end when told to",)
        complaints = [f"the agent ended with exit code {code}"] if code else []
        if "Traceback" in self.said and not tracebacks:
            complaints.append("the agent met something that it does not know: a traceback is in its log")
        return tuple(complaints)

    @property
    def ended(self) -> bool:
        """Whether none runs."""
        return self._process is None or self._process.poll() is not None

    @property
    def said(self) -> str:
        """All lines so far."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def await_line(self, text: str) -> None:
        """Until it has said something with these words."""
        wait_until(lambda: text in self.said, f"the agent says {text!r}", PATIENCE)


def _target(link: Path) -> str:
    with suppress(OSError):
        return str(link.readlink())
    return ""
