"""One worker process at the end of two pipes: for a few orders, or for one that is thrown away afterwards.

The child is its own process group, reads pickled orders and writes pickled results, each with its length before it.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from archive.work.limits import limit_memory, limit_time, make_way, seconds_for
from archive.work.orders import Failure, Order, Result
from archive.work.perform import Perform, perform_in_workshop
from config.errors import RecognitionTimeout, SohoaError, WorkerDied
from config.memory import READING
from config.settings import Settings

_LENGTH = struct.Struct(">Q")


class ChildProcess:
    """A process that carries out orders one by one. It may die or hang; whoever asks it gets a `Failure`."""

    def __init__(self, home: Path, settings: Settings, perform: Perform = perform_in_workshop) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "archive.work.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | READING | {"OMP_THREAD_LIMIT": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )
        self._waiting_for: Order | None = None
        self._deadline = 0.0
        self._send((home, settings, perform))

    @property
    def is_alive(self) -> bool:
        """Whether it can take another order."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def seconds_left(self) -> float:
        """How much longer the order in hand may take."""
        return self._deadline - time.monotonic()

    def fileno(self) -> int:
        """The end of the pipe on which its results come, for `select`."""
        assert self._process.stdout
        return self._process.stdout.fileno()

    def begin(self, order: Order, seconds: float) -> None:
        """Hand it an order, which may take so long."""
        self._waiting_for, self._deadline = order, time.monotonic() + seconds
        self._seconds = seconds
        self._send(order)

    def result(self, patience: float) -> Result | None:
        """The result of that order; None if it is not there after ``patience`` seconds and still has time.

        Raises what the work raised that concerns all orders alike (`StorageFull`, `MissingPart`).
        """
        assert self._process.stdout and self._waiting_for
        left = self.seconds_left
        ready, _, _ = select.select([self], [], [], max(0.0, min(patience, left)))
        if not ready:
            if left > patience:
                return None
            self.kill()
            return Failure.of(RecognitionTimeout(seconds=round(self._seconds)))
        answer = _receive(self._process.stdout)
        if answer is None:
            self.kill()
            return Failure.of(WorkerDied(work=type(self._waiting_for).__name__))
        if isinstance(answer, SohoaError):
            raise answer
        result: Result = answer
        return result

    def hang_up(self) -> None:
        """Send no more orders: it ends when it has done what it has in hand."""
        assert self._process.stdin
        self._process.stdin.close()

    def kill(self) -> None:
        """End it and whatever it started."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _send(self, message: object) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it has died; asking for the result says so
            _write(self._process.stdin, message)


def perform_alone(home: Path, settings: Settings, order: Order, perform: Perform = perform_in_workshop) -> Result:
    """Carry ``order`` out in a process that is thrown away, whatever becomes of it."""
    child = ChildProcess(home, settings, perform)
    try:
        child.begin(order, seconds_for(order, settings))
        while (result := child.result(patience=3600)) is None:
            pass
        return result
    finally:
        child.kill()


def _write(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None


def _serve() -> None:
    """What the child does: orders from stdin until it closes, results to where stdout was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    questions = sys.stdin.buffer
    home, settings, perform = _receive(questions)
    limit_memory(settings.work.memory)
    make_way()
    while (order := _receive(questions)) is not None:
        try:
            with limit_time(seconds_for(order, settings) + 5):  # should nobody be left who would end it
                answer: Result | SohoaError = perform(home, settings, order)
        except SohoaError as error:
            answer = error
        _write(answers, answer)


if __name__ == "__main__":
    _serve()
