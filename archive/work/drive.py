"""Getting work done, whoever does it: this process if it can be the engine, else the one that is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from archive.ledger import Ledger
from archive.scratch import sweep
from archive.work.engine import Engine, Step
from archive.work.lock import engine_lock
from archive.work.runners import HomeRunners
from config.home import Home
from config.settings import Settings

WAIT_SECONDS = 0.2
"""How often to look whether the present engine has done our work, or has died."""


def work_until(done: Callable[[], bool], home: Home, ledger: Ledger, settings: Settings) -> Iterator[Step]:
    """See to it that the queue is worked off until ``done``; yields the steps that this process takes itself.

    Raises what `Engine.run` raises.
    """
    while not done():
        with engine_lock(home) as mine:
            if mine:
                sweep(home)
                with HomeRunners(home, settings) as runners:
                    yield from Engine(ledger, runners).run()
                sweep(home)
                continue
        time.sleep(WAIT_SECONDS)
