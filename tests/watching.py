"""The agent as a process of its own, and what it made of what it found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from archive.archive import open_archive
from archive.models import Dossier
from config.home import Home

Start = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def agents(home: Home, **environment: str) -> Iterator[Start]:
    """Something that starts agents of a home with arguments; those that still run are killed with the block."""
    started: list[subprocess.Popen[str]] = []

    def agent(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.agent_double", str(home.path), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, **environment},
        )
        started.append(process)
        return process

    yield agent
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def dossiers(home: Home) -> list[list[str]]:
    """The names of the files in every dossier that has its file, batch by batch."""
    with open_archive(home) as archive, archive.ledger.read() as session:
        query = select(Dossier).order_by(Dossier.batch_id, Dossier.ordinal)
        return [[page.delivery.name for page in d.pages] for d in session.scalars(query) if d.file]


def end(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
    """Exit code, and what it said, of an agent that is told to end."""
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert "Traceback" not in err, err
    return process.returncode, out


def left_in(drop: Path) -> list[Path]:
    """Every file below a drop, claims included."""
    return [path for path in drop.rglob("*") if not path.is_dir()]
