"""The port behind which sources lie: the agent knows finished files and claims, not how a device delivers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.models import Sides
from scanner_agent.batches import JobNames
from scanner_agent.claim import Claim
from scanner_agent.settle import Mark


@dataclass(frozen=True, slots=True)
class Place:
    """To whom a file belongs."""

    desk: str
    folder: str
    """Where it lay below the folder of its desk; files of two folders are never one job."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that may be taken. Times in seconds of the agent's clock."""

    relative: Path
    mark: Mark
    began: float
    changed: float


class Source(Protocol):
    """Something that delivers files. All methods are called by one thread."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        ...

    @property
    def counted_names(self) -> bool:
        """Whether numbers in file names count pages."""
        ...

    @property
    def sides(self) -> Sides:
        """Which sides of each sheet it gives."""
        ...

    @property
    def two_passes(self) -> bool:
        """Whether the backs of a stack come after its fronts, as a scan job of their own."""
        ...

    @property
    def jobs(self) -> JobNames:
        """How the device names what belongs to one job; empty where that is not known."""
        ...

    @property
    def waiting(self) -> int:
        """Files that were seen and are not finished."""
        ...

    def look(self, now: float, whole: bool) -> bool:
        """Learn what is there: what was hinted at, or the ``whole`` of it. False: it cannot be reached now."""
        ...

    def finished(self, now: float, hurry: bool) -> list[Finished]:
        """Files that may be taken, in the order in which they came. ``hurry``: believe old times of change at once."""
        ...

    def next_look(self, now: float) -> float:
        """Seconds until another file may be finished; infinite where none waits for that."""
        ...

    def arriving(self, desk: str, now: float) -> bool:
        """Whether a file is on its way to this desk."""
        ...

    def unsettled(self) -> bool:
        """Whether any file may still become finished before long."""
        ...

    def place(self, relative: Path) -> Place:
        """Whose file it is."""
        ...

    def origin(self, relative: Path) -> Path:
        """Where it lay, for people."""
        ...

    def held(self) -> list[Claim]:
        """Claims that were neither given back nor given up."""
        ...

    def take(self, file: Finished) -> Claim | None:
        """Claim a file; None where it is not the same any more."""
        ...

    def put_back(self, claim: Claim) -> bool:
        """Give a claimed file back; False where its name is taken: it is held then."""
        ...

    def renew(self, claim: Claim) -> Claim:
        """The same file as a claim of which the ledger knows nothing."""
        ...

    def done(self, claim: Claim) -> bool:
        """Remove a file that the ledger has; False where it has changed since."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
