"""The bell may be rung in the middle of anything, and the clock only goes forward."""

from __future__ import annotations

import os
import signal
import threading
import time
from types import FrameType

from scanner_agent.pace import Bell, SteadyClock


def test_a_ring_before_the_wait_ends_it_and_many_are_one() -> None:
    bell = Bell()
    for _ in range(1000):
        bell.ring()
    began = time.monotonic()
    bell.wait(20)
    assert time.monotonic() - began < 10
    bell.wait(0)  # nothing is left of the others
    assert time.monotonic() - began < 10


def test_a_signal_handler_may_ring_while_the_bell_is_waited_for_and_rung() -> None:
    bell, handled = Bell(), 0

    def ring(_number: int, _frame: FrameType | None) -> None:
        nonlocal handled
        handled += 1
        bell.ring()

    before = signal.signal(signal.SIGUSR1, ring)
    ended = threading.Event()

    def shoot() -> None:
        while not ended.is_set():
            os.kill(os.getpid(), signal.SIGUSR1)

    shooter = threading.Thread(target=shoot)
    shooter.start()
    try:
        while handled < 500:
            bell.ring()
            bell.wait(0.01)
    finally:
        ended.set()
        shooter.join()
        signal.signal(signal.SIGUSR1, before)
    assert handled >= 500


def test_the_clock_begins_with_the_time_of_day_and_goes_forward() -> None:
    clock = SteadyClock.start()
    first = clock()
    assert abs(first - time.time()) < 5
    assert clock() >= first
