"""A PostgreSQL server for tests: Debian's own, started on a socket in a folder of its own, and stopped again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

PROGRAMS = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
"""Under which it runs where the tests are root's: the server refuses to be root's."""
OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=200 -c shared_buffers=32MB"
"""What it is told is gone with the folder anyway; tests of a power cut kill our processes, not the server's disk."""


def programs() -> Path | None:
    """Folder of the newest server that is installed."""
    found = sorted(PROGRAMS.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass
class Server:
    """One running server."""

    folder: Path
    programs: Path
    _numbers: count[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """Where a database of it is."""
        return f"postgresql://{ACCOUNT}@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """A new database; its name."""
        name = f"sohoa_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        """As a server goes away: whoever is connected is thrown out."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.folder / "data"))

    def start(self) -> None:
        """Let it run, and wait until it answers."""
        log = str(self.folder / "log")
        options = f"-k {self.folder} {OPTIONS}"
        self._run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", log, "-o", options)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        # The server inherits what it is given: a pipe would stay open for as long as it runs.
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
        assert done.returncode == 0, f"{program}: see {self.folder / 'log'}"


@contextmanager
def postgres_server(found: Path) -> Iterator[Server]:
    """A server of these `programs` for as long as the block runs."""
    folder = Path(tempfile.mkdtemp(prefix="sohoa-postgres-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    server = Server(folder, found)
    try:
        server._run("initdb", "-D", str(folder / "data"), "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
