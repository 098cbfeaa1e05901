"""Where the servers' programs are, the account that exists for them alone, and their beginning and end."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.waiting import wait_until

UNPACKED = Path(os.environ.get("SOHOA_TEST_SERVERS", Path(sys.prefix) / "share" / "sohoa" / "servers"))
"""Where `scripts/drop-servers` unpacked them; `make test` does so."""
DEPLOY = Path(__file__).parents[2] / "deploy" / "drops"
LOOPBACK = "127.0.0.1"
ACCOUNT = "scan"
"""The account of the documents: another name for the agent's own user, so that files belong to that."""
PASSWORD = "sohoa-tests"


def program(name: str) -> Path:
    """The unpacked program of this name; the test is skipped where it is not there."""
    for folder in ("usr/sbin", "usr/bin", "usr/lib/openssh"):
        if (found := UNPACKED / folder / name).exists():
            return found
    pytest.skip(f"{name} is not unpacked in {UNPACKED}: scripts/drop-servers does it on Debian")


def need_root(name: str) -> None:
    """Skip the test unless this is root."""
    if os.geteuid():
        pytest.skip(f"{name} runs only as root, which changes to the account that logs in")


def library(name: str) -> Path:
    """A shared object that was unpacked with the servers."""
    return next(iter(UNPACKED.glob(f"usr/lib/*/{name}")), UNPACKED / name)


@dataclass(frozen=True)
class Accounts:
    """Files from which the preloaded libraries of the Samba team answer who exists, in the place of /etc/passwd."""

    folder: Path
    home: Path

    def environment(self) -> dict[str, str]:
        """Writes the files; returns what a server's process must find in its environment."""
        self.folder.mkdir(exist_ok=True)
        own = f"{ACCOUNT}:x:{os.getuid()}:{os.getgid()}::{self.home}:/bin/sh"
        separated = "sshd:x:64999:65534::/run/sshd:/usr/sbin/nologin"
        known = [":".join(map(str, entry)) for entry in pwd.getpwall()]
        groups = [f"{entry.gr_name}:x:{entry.gr_gid}:" for entry in grp.getgrall()]
        self._write("passwd", *known, own, separated)
        self._write("group", *groups)
        hashed = subprocess.run(["openssl", "passwd", "-6", PASSWORD], capture_output=True, check=True, text=True)
        self._write("shadow", f"{ACCOUNT}:{hashed.stdout.strip()}:19000:0:99999:7:::", "sshd:*:19000:0:99999:7:::")
        self._write("passwords", f"{ACCOUNT}:{PASSWORD}:vsftpd")
        pam = library("pam_wrapper/pam_matrix.so")
        (self.folder / "pam").mkdir(exist_ok=True)
        kinds = ("auth", "account", "session")
        for service in ("vsftpd", "other"):
            lines = (f"{kind} required {pam} passdb={self.folder / 'passwords'}" for kind in kinds)
            self._write(f"pam/{service}", *lines)
        return {
            "NSS_WRAPPER_PASSWD": str(self.folder / "passwd"),
            "NSS_WRAPPER_GROUP": str(self.folder / "group"),
            "NSS_WRAPPER_SHADOW": str(self.folder / "shadow"),
            "PAM_WRAPPER": "1",
            "PAM_WRAPPER_SERVICE_DIR": str(self.folder / "pam"),
        }

    def _write(self, name: str, *lines: str) -> None:
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def environment(accounts: Mapping[str, str] | None = None, pam: bool = False) -> dict[str, str]:
    """Of a program that was unpacked and not installed: its libraries, and what makes it believe in the account."""
    folders = [path.parent for path in UNPACKED.glob("**/libwbclient.so.0")]
    folders += [path.parent for path in UNPACKED.glob("**/libwrap.so.0")] + [*UNPACKED.glob("usr/lib/*/samba")]
    preload = ["libnss_wrapper.so", "libpam_wrapper.so"] if pam else ["libnss_wrapper.so"]
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("LD_", "PYTEST"))},
        "LD_LIBRARY_PATH": ":".join(map(str, folders)),
        **({"LD_PRELOAD": " ".join(str(library(name)) for name in preload), **accounts} if accounts else {}),
    }


def free_port() -> int:
    """A port of loopback that nobody listened at a moment ago."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(command: Sequence[object], log: Path, env: Mapping[str, str], port: int) -> Iterator[None]:
    """A server in a process group of its own, until it answers at ``port``; it ends with the block, or with us."""
    words = ["setpriv", "--pdeathsig", "KILL", "--", *map(str, command)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, start_new_session=True
        )

    def answers() -> bool:
        assert process.poll() is None, f"{words[4]} ended: {log.read_text(errors='replace')}"
        with suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return True
        return False

    try:
        wait_until(answers, f"{words[4]} answers")
        yield
    finally:
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ask a process and its children to end, and see to it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)


def setting(text: str, separator: str, **values: object) -> str:
    """A configuration as `deploy/drops` has it, with other values for keys that must stand in it.

    A blank in a key is written as two underscores.
    """
    lines = text.splitlines()
    for key, value in values.items():
        name = key.replace("__", " ")
        found = [number for number, line in enumerate(lines) if line.strip().startswith(f"{name}{separator}")]
        assert len(found) == 1, f"{name} must stand once in the configuration"
        lines[found[0]] = f"{name}{separator}{value}"
    return "\n".join(lines) + "\n"


def client(name: str) -> Path:
    """A program of the client's side, unpacked or of the system."""
    found = shutil.which(name)
    return Path(found) if found else program(name)
