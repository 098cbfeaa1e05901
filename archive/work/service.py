"""The engine in the background of a process that has other things to do, such as watching folders."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from archive.archive import Archive
from archive.completeness.by_itself import close_whole_cases
from archive.database import Watch
from archive.scratch import sweep
from archive.search.changes import ledger_end
from archive.search.service import IndexService, followed
from archive.work.engine import Engine, Step
from archive.work.lock import engine_lock
from archive.work.plan import anybody_waits
from archive.work.runners import HomeRunners
from config.clock import wall_clock
from config.errors import HomeAway, HomeError, MissingPart, SohoaError, StorageFull, UnexpectedFault
from config.memory import give_back, use_few_arenas

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often to look for work that another process has queued."""
REST_SECONDS = 120.0
"""Idle time after which the workers are stopped; they start again with the next page."""
CLOSING_SECONDS = 15.0
"""How often to look for cases that are closed by themselves; more often where they need not rest for so long."""


class EngineService:
    """Works off the queue of one home in a thread for as long as it runs, when this process can be the engine.

    The index follows beside it (`archive.search.service`), and cases of which everything is there are closed.

    A full disk does not end it: it says so through `error` and tries again. Anything else that ends it is raised
    by `stop`.
    """

    def __init__(self, archive: Archive, on_step: Callable[[Step], None]) -> None:
        self._archive = archive
        self._on_step = on_step
        self._stopping = threading.Event()
        self._awake = threading.Event()
        self._idle = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._ended_by: BaseException | None = None
        self._stuck: SohoaError | None = None
        self._closing_due = 0.0
        self.error: SohoaError | None = None
        """Why nothing is being done, or found, at the moment; None: all is well."""

    def start(self) -> None:
        """Begin."""
        use_few_arenas()  # it runs for months, and every commit of the index starts threads
        self._thread.start()

    def wake(self) -> None:
        """Say that there is new work; without it the work is found a moment later."""
        self._idle.clear()
        self._awake.set()

    def wait_idle(self) -> None:
        """Wait until nothing is queued that anybody waits for, and what was read is found, whoever sees to it."""
        while not self._idle.wait(LOOK_SECONDS) and self._thread.is_alive():
            pass
        self._raise()

    @property
    def idle(self) -> bool:
        """Whether nothing is queued that anybody waits for, and what was read is found."""
        return self._idle.is_set()

    @property
    def ended(self) -> bool:
        """Whether something that nobody knew of has ended it; `stop` raises that."""
        return self._ended_by is not None

    def stop(self) -> None:
        """Finish what is in hand, leave the rest queued, and end. Raises what ended the thread before."""
        self._stopping.set()
        self._awake.set()
        self._thread.join()
        self._raise()

    def _raise(self) -> None:
        if self._ended_by:
            raise self._ended_by

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                try:
                    self._work_while_home()
                except HomeError as error:  # the database or the disk is away: nothing is lost, and it comes back
                    self._note_away(error)
                except Exception:  # a file of the home is not where it was; but is there any?
                    if self._archive.objects.is_here:
                        raise
                    log.info("while the home is away", exc_info=True)
                    self._note_away(HomeAway(home=self._archive.home.path))
                self._stopping.wait(LOOK_SECONDS)
        except BaseException as error:
            self._ended_by = error
            fault = UnexpectedFault(work="engine", problem=f"{type(error).__name__}: {error}")
            self.error = error if isinstance(error, SohoaError) else fault
            self._idle.set()
            log.exception("the engine ended")

    def _work_while_home(self) -> None:
        with self._archive.ledger.watch() as ledger:
            while not self._stopping.is_set():
                self._work_or_look_on(ledger)
                self._stopping.wait(LOOK_SECONDS)

    def _work_or_look_on(self, ledger: Watch) -> None:
        with engine_lock(self._archive.home) as mine:
            if mine:
                self._work(ledger)
                return
        if ledger.changed() or not self.idle:
            self._note_idle(lambda position: followed(self._archive.home, position))

    def _note_away(self, error: HomeError | HomeAway) -> None:
        if not isinstance(self.error, HomeError | HomeAway):
            log.error("%s", error.sentence("en"))
        self.error = self._stuck = error

    def _work(self, ledger: Watch) -> None:
        """Be the engine until told to stop."""
        home, settings = self._archive.home, self._archive.settings
        with IndexService(self._archive) as index, HomeRunners(home, settings) as runners:
            rested, woken = 0.0, True
            while not self._stopping.is_set():
                worked = False
                if woken or ledger.changed() or self.error or not self.idle:
                    self._awake.clear()
                    worked = self._work_off(runners, index)
                    if worked:
                        index.wake()
                    self._note_idle(index.has_followed)
                self._close_whole_cases()
                self.error = self._stuck or index.error
                rested = 0.0 if worked else rested + LOOK_SECONDS
                if rested >= REST_SECONDS and runners.started:
                    runners.close()
                    sweep(home)
                    give_back()
                woken = self._awake.wait(LOOK_SECONDS)

    def _close_whole_cases(self) -> None:
        """Look for them when it is time; what is wrong with one case or with the catalogue ends nothing else."""
        if time.monotonic() < self._closing_due:
            return
        self._closing_due = time.monotonic() + min(
            CLOSING_SECONDS, max(LOOK_SECONDS, self._archive.settings.closing.after)
        )
        try:
            for code in close_whole_cases(self._archive, wall_clock()):
                log.info("case %s: everything is there, closed by itself", code)
        except HomeError:
            raise
        except SohoaError as error:
            log.warning("%s", error.sentence("en"))

    def _work_off(self, runners: HomeRunners, index: IndexService) -> bool:
        worked = False
        engine = Engine(self._archive.ledger, runners, pause=self._stopping.wait, stopping=self._stopping.is_set)
        try:
            for step in engine.run():
                worked = True
                self.error = self._stuck = None
                self._on_step(step)
                self._awake.clear()
                self._note_idle(index.has_followed)  # what is left may be a re-index, which goes on for hours
        except (StorageFull, MissingPart) as error:
            if self._stuck is None:
                log.error("%s", error.sentence("en"))
            self.error = self._stuck = error
            runners.close()
        return worked

    def _note_idle(self, found: Callable[[int], bool]) -> None:
        """``found``: whether searches know the ledger up to an event link."""
        with self._archive.ledger.read() as session:
            awaited = anybody_waits(session)
            end = ledger_end(session)
        if not awaited and not self._awake.is_set() and found(end):
            self._idle.set()
        else:
            self._idle.clear()
