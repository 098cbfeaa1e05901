"""The watching agent: sources → finished files → claims → open batches → closed batches. The engine does the rest."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from archive.archive import Archive
from archive.arrivals import landed
from archive.stations import SignsOfLife
from archive.store import hash_file
from archive.work.engine import Step
from config.errors import HomeAway, HomeError, SohoaError, StorageFull
from config.messages import _, current_language, n_
from config.names import printable
from scanner_agent.claim import Claim
from scanner_agent.jobs import OpenJobs
from scanner_agent.news import News
from scanner_agent.pace import Bell
from scanner_agent.sources.port import Finished, Source

log = logging.getLogger(__name__)

SHORTEST_TURN = 0.1
"""Seconds between two turns of the loop, however much is reported."""


class Worker(Protocol):
    """What the agent needs of `archive.work.service.EngineService`."""

    error: SohoaError | None

    @property
    def idle(self) -> bool:
        """Whether nothing is queued."""
        ...

    @property
    def ended(self) -> bool:
        """Whether it works no more, for a reason that nobody knew of."""
        ...

    def start(self) -> None:
        """Begin."""
        ...

    def wake(self) -> None:
        """Say that there is new work."""
        ...

    def stop(self) -> None:
        """Finish what is in hand and end."""
        ...


class Agent:
    """Collects from all sources of one home, in the thread that calls `run` or `drain`."""

    def __init__(
        self,
        archive: Archive,
        engine: Callable[[Callable[[Step], None]], Worker],
        sources: Callable[[Callable[[], None], Callable[[str], None]], Sequence[Source]],
        news: News,
        clock: Callable[[], float],
    ) -> None:
        """``engine`` is given what to call after each step, ``sources`` how to wake this agent and to tell people."""
        self._archive = archive
        self._settings = archive.settings.agent
        self.engine = engine(lambda step: self.wake())
        self._news = news
        self._clock = clock
        self._life = SignsOfLife(archive)
        self._bell = Bell()
        self._stopping = False
        self._ledger_away: HomeError | None = None
        self._sources = list(sources(self.wake, news.tell))
        self._jobs = OpenJobs(archive, news.closed, news.tell)
        self._next_scan = 0.0
        self._full = False
        self._away = False
        self.unreached: set[str] = set()
        """Sources that could not be looked at the last time."""

    def wake(self) -> None:
        """Something has happened; may be called by any thread and by signal handlers."""
        self._bell.ring()

    def stop(self) -> None:
        """End after the file in hand; may be called by any thread and by signal handlers."""
        self._stopping = True
        self._bell.ring()

    def run(self) -> None:
        """Collect until told to stop, or until nobody works off any more what is collected: a new start mends that.

        Batches that are open then stay open for the next start.
        """
        self._begin()
        try:
            while not self._stopping and not self.engine.ended:
                self._turn_if_home()
                self._bell.wait(self._until_next())
                time.sleep(SHORTEST_TURN)
        finally:
            self._leave_sources()

    def _turn_if_home(self) -> None:
        """One turn. While the home or its database is away nothing is taken: files stay where they are."""
        now = self._clock()
        try:
            self._turn(now, hurry=False)
            if self._jobs.close_over(self._sources, now):
                self.engine.wake()
            self._report()
        except HomeError as error:
            if self._ledger_away is None:
                self._news.tell(error.sentence(current_language()))
            self._ledger_away = error
            return
        if self._ledger_away is not None:
            self._news.tell(_("The archive is there again: collecting goes on"))
        self._ledger_away = None

    def drain(self) -> None:
        """Collect what is there now, close every batch, and wait until their dossiers have their files.

        Raises `StorageFull`, what keeps the engine from working, and what a source raises.
        """
        self._begin()
        try:
            self._collect_all()
        finally:
            self._leave_sources()
        if not self._stopping:
            self._jobs.close()
            self._await_engine()
        if left := sum(source.waiting for source in self._sources):
            line = n_("{count} file is left, not finished", "{count} files are left, not finished", left)
            self._news.tell(line.format(count=left))

    def _collect_all(self) -> None:
        while not self._stopping:
            self._next_scan = 0.0
            self._turn(self._clock(), hurry=True)
            self._report()
            if self._away:
                raise HomeAway(home=self._archive.home.path)
            if self._full:
                raise StorageFull(home=self._archive.home.path)
            if not any(source.unsettled() for source in self._sources):
                return
            self._bell.wait(min(1.0, self._until_next()))

    def _begin(self) -> None:
        self._news.begin()
        self._jobs.know_again(self._sources, self._clock())
        self.engine.start()

    def _leave_sources(self) -> None:
        for source in self._sources:
            source.close()

    def _turn(self, now: float, hurry: bool) -> None:
        whole = now >= self._next_scan
        if whole:
            self._next_scan = now + self._settings.rescan
            self._see_to_other_machines()
        for source in self._sources:
            try:
                self._serve(source, now, whole, hurry)
            except HomeError:
                raise
            except Exception as error:  # the edge of a source: what one provokes must not end the others
                if hurry:
                    raise
                log.exception("%s", source.name)
                self._news.once(source.name, f"{source.name}: {type(error).__name__}: {error}")

    def _see_to_other_machines(self) -> None:
        self._life.give()
        if self._jobs.close_abandoned():
            self.engine.wake()

    def _serve(self, source: Source, now: float, whole: bool, hurry: bool) -> None:
        if not source.look(now, whole):
            self.unreached.add(source.name)
            return
        self.unreached.discard(source.name)
        if whole:
            self._recover(source)
        for file in source.finished(now, hurry):
            if self._stopping or not self._has_room(file.mark.size):
                break
            self._take(source, file)

    def _recover(self, source: Source) -> None:
        """Bring to their end the claims that a crash, or a name taken meanwhile, left behind."""
        for claim in source.held():
            known = landed(self._archive.ledger, self._archive.objects, claim.id)
            if known and hash_file(claim.path) == known.sha256:
                source.done(claim)
            elif self._has_room(claim.mark.size):
                now = self._clock()  # the kernel's times lie after it where a clock was set back
                fresh = source.renew(claim) if known else claim
                self._land(source, fresh, min(claim.came, now), min(claim.changed, now))

    def _take(self, source: Source, file: Finished) -> None:
        try:
            claim = source.take(file)
        except OSError as error:
            self._news.once(
                str(file.relative),
                _("{name} cannot be taken: {why}").format(
                    name=printable(file.relative.name), why=error.strerror or error
                ),
            )
            return
        if claim is not None:
            self._land(source, claim, file.began, file.changed)

    def _land(self, source: Source, claim: Claim, began: float, changed: float) -> None:
        self._life.give()
        try:
            result = self._jobs.land(source, claim, began, changed)
        except StorageFull as error:
            source.put_back(claim)
            if not isinstance(error, HomeAway):
                self._note_full(True)
            return
        if result is None:
            source.put_back(claim)
            return
        if not source.done(claim):
            source.put_back(source.renew(claim))  # it has grown since: the whole of it comes again as another file
        self._news.taken(result, source.origin(claim.relative), source.place(claim.relative).desk)
        self.engine.wake()

    def _await_engine(self) -> None:
        self.engine.wake()
        while not self._stopping and not self.engine.idle:
            if self.engine.error:
                raise self.engine.error
            self._bell.wait(0.5)
            self._report()

    def _has_room(self, size: int) -> bool:
        """Whether the home is there, and has room for so many bytes."""
        self._note_away(not self._archive.objects.is_here)
        if self._away:
            return False
        free = shutil.disk_usage(self._archive.home.path).free
        self._note_full(free - size < self._settings.keep_free_megabytes * 1_000_000)
        return not self._full

    def _note_away(self, away: bool) -> None:
        home = self._archive.home.path
        if away and not self._away:
            self._news.tell(_("{home} is not there: files stay with the scanner until it is").format(home=home))
        if self._away and not away:
            self._news.tell(_("{home} is there again: collecting goes on").format(home=home))
        self._away = away

    def _note_full(self, full: bool) -> None:
        if full and not self._full:
            self._news.tell(_("The disk is full: files stay with the scanner until there is room"))
        if self._full and not full:
            self._news.tell(_("There is room again: collecting goes on"))
        self._full = full

    def _report(self) -> None:
        if self.engine.error:
            self._news.once(self.engine.error.code, self.engine.error.sentence(self._archive.settings.language))
        waiting = sum(source.waiting for source in self._sources)
        self._news.catch_up(waiting=waiting, open_batches=len(self._jobs))

    def _until_next(self) -> float:
        now = self._clock()
        looks = [source.next_look(now) for source in self._sources]
        return max(0.0, min([self._next_scan - now, self._jobs.next_closing(now), *looks]))
