"""Waiting for what another thread or process brings about: a condition and a deadline, never a nap of fixed length."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 0.02


def wait_until(condition: Callable[[], object], what: str, seconds: float = 30.0) -> None:
    """Return when ``condition`` holds; fail with ``what`` was waited for when it does not in so many seconds."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain: {what}"
        pause.wait(LOOK_SECONDS)
