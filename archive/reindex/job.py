"""`sohoa reindex`: pages are read again where that is asked, then the index is built anew; killed, it goes on."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from archive.archive import Archive
from archive.models import ReindexRun
from archive.reindex import windows
from archive.reindex.build import Built, build, put_in_again
from archive.reindex.choice import ALL_PAGES, Choice
from archive.reindex.reread import Reread, read_again
from archive.work.lock import reindex_job_lock
from config.errors import ReindexRunning

log = logging.getLogger(__name__)


class Phase(enum.Enum):
    """What is being done."""

    READING = enum.auto()
    BUILDING = enum.auto()
    ADOPTING = enum.auto()


Watch = Callable[[Phase, int, int], None]
"""Is told how many pages of how many are done."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    choice: Choice = ALL_PAGES
    ocr: bool = False
    """Read the pages again first."""
    resume: bool = False
    """Go on with what was interrupted; where there is nothing, begin."""


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What came of it."""

    reread: Reread | None
    built: Built | None
    """None: the index followed what was read, and was not built anew."""

    @property
    def pages(self) -> int:
        """Pages that were read again, or else put into the index; those before an interruption included."""
        return self.reread.total if self.reread else self.built.pages if self.built else 0

    @property
    def seconds(self) -> float:
        """That this call took."""
        return sum(part.seconds for part in (self.reread, self.built) if part)

    @property
    def pages_per_second(self) -> float:
        """Of this call."""
        if self.reread:
            return _rate(self.reread.pages, self.reread.seconds)
        return _rate(self.built.added, self.built.seconds) if self.built else 0.0

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look at something."""
        return self.reread is not None and self.reread.needs_person

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "pages": self.pages,
            "seconds": round(self.seconds, 3),
            "pages_per_second": round(self.pages_per_second, 3),
            "indexed": self.built.pages if self.built else None,
            "ocr": self.reread.to_json() if self.reread else None,
        }


def reindex(archive: Archive, request: Request, watch: Watch) -> Reindexed:
    """Do what was asked for, to its end; one line of the log says what came of it.

    Raises `ReindexRunning` where another process is at it, and what the work raises; ``resume`` then goes on.
    """
    with reindex_job_lock(archive.home) as mine:
        if not mine:
            raise ReindexRunning(home=archive.home.path)
        do = _read_and_build if request.ocr else _index
        done = do(archive, request, watch)
    log.info("reindex: %s", _line(done))
    return done


def _read_and_build(archive: Archive, request: Request, watch: Watch) -> Reindexed:
    """The run counts as ended only when the index was built too, so that ``resume`` finds what is left of it."""
    reread = read_again(archive, request.choice, request.resume, partial(watch, Phase.READING))
    with archive.ledger.read() as session:
        everything = Choice.of_run(session.get_one(ReindexRun, reread.run)).everything
    built = _build(archive, request.resume, watch) if everything else None
    with archive.ledger.write() as work:
        windows.end(work, work.get_one(ReindexRun, reread.run))
    return Reindexed(reread, built)


def _index(archive: Archive, request: Request, watch: Watch) -> Reindexed:
    if request.choice.everything:
        return Reindexed(None, _build(archive, request.resume, watch))
    told = partial(watch, Phase.BUILDING)
    return Reindexed(None, put_in_again(archive, request.choice, told))


def _build(archive: Archive, resume: bool, watch: Watch) -> Built:
    return build(archive, resume, partial(watch, Phase.BUILDING), partial(watch, Phase.ADOPTING, 0, 0))


def _rate(pages: int, seconds: float) -> float:
    return pages / seconds if seconds else 0.0


def _line(done: Reindexed) -> str:
    parts = [f"{done.pages} pages, {done.seconds:.1f} s, {done.pages_per_second:.2f} pages/s"]
    if done.reread:
        parts.append(
            f"{done.reread.changed} changed, {len(done.reread.unread)} unread, {done.reread.withheld} newly withheld"
        )
    if done.built:
        parts.append(f"{done.built.pages} in the index")
    return "; ".join(parts)
