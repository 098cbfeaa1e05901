"""Getting work done, whoever does it: this process if it can be the engine, else the one that is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from archive.archive import Archive
from archive.search.changes import ledger_end
from archive.search.service import IndexService, followed
from archive.work.engine import Engine, Step
from archive.work.lock import engine_lock
from archive.work.plan import anybody_waits
from archive.work.runners import HomeRunners
from config.clock import wall_clock

WAIT_SECONDS = 0.2
"""How often to look whether the present engine has done our work, or has died."""


def work_until(done: Callable[[], bool], archive: Archive) -> Iterator[Step]:
    """See to it that the queue is worked off until ``done``, and that what was changed by then is found.

    Yields the steps that this process takes itself. Raises what `Engine.run` and `IndexService.follow_to` raise.
    """
    while not done():
        with engine_lock(archive.home) as mine:
            if mine:
                yield from _be_engine(archive, done)
                continue
        time.sleep(WAIT_SECONDS)
    make_findable(archive)


def make_findable(archive: Archive) -> None:
    """Return when searches know what the ledger says now. Raises what `IndexService.follow_to` raises."""
    with archive.ledger.read() as session:
        end = ledger_end(session)
    while not followed(archive.home, end):
        with engine_lock(archive.home) as mine:
            if mine:
                with IndexService(archive) as index:
                    index.follow_to(end)
                continue
        time.sleep(WAIT_SECONDS)


def _be_engine(archive: Archive, done: Callable[[], bool]) -> Iterator[Step]:
    """Work off the queue, the index following beside it; what a re-index goes on to ask for is left to its command."""
    began = wall_clock()

    def enough() -> bool:
        with archive.ledger.read() as session:
            awaited = anybody_waits(session, began)
        return not awaited and done()

    with IndexService(archive) as index, HomeRunners(archive.home, archive.settings) as runners:
        yield from Engine(archive.ledger, runners, stopping=enough).run()
        with archive.ledger.read() as session:
            index.follow_to(ledger_end(session))
