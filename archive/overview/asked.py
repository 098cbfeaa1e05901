"""Over which days, of which desk and procedure figures are asked for, and which figures there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum

from config.clock import VIETNAM

NOWHERE = "-"
"""In place of the desk where nothing was scanned yet, and of the procedure where there is no case."""


class Figure(StrEnum):
    """What is counted. Those of the first group are of cases that were received in the period."""

    RECEIVED = "received"
    DIGITISED = "digitised"
    """Every required paper is there, or a person closed the case."""
    PENDING = "pending"
    """Something is missing or doubtful, or nothing was scanned."""
    UNKNOWN = "unknown"
    """Scanned, but the catalogue does not say which papers the procedure needs."""
    RESCAN = "rescan"
    """A required paper is there and doubtful: illegible, unread or withheld."""
    RESOLVED = "resolved"

    SCANNED = "scanned"
    """Dossiers of stacks that were scanned in the period."""
    UNLINKED = "unlinked"
    """Those of them that belong to no case."""
    REFUSED = "refused"
    """Files of the period that wait in quarantine."""
    WITHHELD = "withheld"
    """Dossiers of the period with pages that are withheld."""
    RESCANNED = "rescanned"
    """Dossiers of the period in which a rescan took the place of a page."""

    BACKLOG = "backlog"
    """Cases that are `PENDING` at this moment, whenever they were received."""
    OVERDUE = "overdue"
    """Open cases at this moment, as all that follow."""
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    DUE_LATER = "due_later"
    WAITING = "waiting"
    """The applicant is awaited."""
    DUE_UNKNOWN = "due_unknown"


OF_CASES = frozenset(
    {Figure.RECEIVED, Figure.DIGITISED, Figure.PENDING, Figure.UNKNOWN, Figure.RESCAN, Figure.RESOLVED, Figure.BACKLOG}
)
OF_DOSSIERS = frozenset({Figure.SCANNED, Figure.UNLINKED, Figure.WITHHELD, Figure.RESCANNED})
OF_DEADLINES = frozenset(
    {Figure.OVERDUE, Figure.DUE_TODAY, Figure.DUE_SOON, Figure.DUE_LATER, Figure.WAITING, Figure.DUE_UNKNOWN}
)


class Age(Enum):
    """How long ago a case of the backlog was received: from so many days on, below so many."""

    DAY = (0, 1)
    THREE_DAYS = (1, 3)
    WEEK = (3, 7)
    MONTH = (7, 30)
    OLDER = (30, None)

    def bounds(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Received after the first and not after the second."""
        youngest, oldest = self.value
        after = now - timedelta(days=oldest) if oldest is not None else None
        return after, now - timedelta(days=youngest) if youngest else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Days are Vietnam's, both included."""

    first: date
    last: date
    desk: str | None = None
    """None: all, `NOWHERE`: none."""
    procedure: str | None = None
    """The same; as the case's record writes it."""

    @property
    def start(self) -> datetime:
        """The first moment, in UTC."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC."""
        return _midnight(self.last) + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
