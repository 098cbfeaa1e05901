"""Everything that needs a person, most urgent first. Pure: what is wrong in, an order out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Kind(IntEnum):
    """What is wrong. The smaller, the sooner: what is lost if nobody looks goes before what only waits."""

    REFUSED_FILE = 1
    """In quarantine: perhaps no page of it is anywhere else."""
    SHORT = 2
    """Fewer or more pages than sheets were announced, or backs without fronts."""
    UNREAD_PAGE = 3
    BAD_PAGE = 4
    """A scan of which not all may be read: the paper may leave the desk soon."""
    WITHHELD_PAGE = 5
    UNLINKED = 6
    OVERDUE = 7
    """The case's time is over, and its dossier is not complete."""
    DOUBTFUL_PAPER = 8
    MISSING_PAPER = 9
    WAITS_LONG = 10
    """For a record that does not come: perhaps its code was misread."""
    NO_FILE = 11
    """Its PDF is no PDF/A."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The one action that mends it: a form of one button, sent from the list."""

    label: str
    address: str
    version: int
    """Of what it acts on, as it was seen."""
    case: str | None = None
    """The code that goes with it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is to be mended."""

    kind: Kind
    since: datetime
    """When it came."""
    desk: str
    subject: str
    """What people call it: a code, an id, the name of a file."""
    reason: str
    """What is wrong, in a sentence."""
    remedy: str
    """What to do about it."""
    address: str | None = None
    """Where it is mended; None where it cannot be from here."""
    due: datetime | None = None
    """When its case is due."""
    of: str | None = None
    """Name in the ledger of what it is about: id of a dossier, name in quarantine."""
    offer: Offer | None = None


def ranked(troubles: Iterable[Trouble]) -> list[Trouble]:
    """Most urgent first: by kind; among the same, what is due first, then what came first."""
    return sorted(
        troubles,
        key=lambda each: (
            each.kind,
            each.due is None,
            (each.due or each.since).timestamp(),
            each.since.timestamp(),
            each.subject,
            each.reason,
        ),
    )
