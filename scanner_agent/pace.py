"""The agent's sense of time: a clock that nobody can set, and a bell that anybody may ring."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SteadyClock:
    """Seconds since 1970 as they were at the start, counted on by a clock that nobody sets; sleep is counted too."""

    ahead: float

    @classmethod
    def start(cls) -> SteadyClock:
        """Begin to count."""
        return cls(time.time() - time.clock_gettime(time.CLOCK_BOOTTIME))

    def __call__(self) -> float:
        """The present moment."""
        return self.ahead + time.clock_gettime(time.CLOCK_BOOTTIME)


class Bell:
    """Ends a wait. Made of a `queue.SimpleQueue`, which unlike `threading.Event` a signal handler may use: the handler
    runs in the middle of whatever the main thread does, also while that holds the event's lock.
    """

    def __init__(self) -> None:
        self._rings: queue.SimpleQueue[None] = queue.SimpleQueue()

    def ring(self) -> None:
        """End the wait, or the next one."""
        self._rings.put(None)

    def wait(self, seconds: float) -> None:
        """Wait until it rings, but not longer; however often it rang, this was one wait."""
        try:
            self._rings.get(timeout=max(0.0, seconds))
            while True:
                self._rings.get_nowait()
        except queue.Empty:
            pass
