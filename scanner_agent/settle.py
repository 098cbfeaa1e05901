"""Is this file finished? Pure: what was seen, and when, is handed in.

A closed file is not a finished one: devices close and open it again for every page, and an upload that was cut off
closes it like a good one. So a file counts as finished when device, inode, size and time of change have stayed the same
for long enough; how long depends on whether it ends as its format ends.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from config.settings import AgentSettings


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one state of a file from another."""

    device: int
    inode: int
    size: int
    """Bytes."""
    mtime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Mark:
        """The mark of a file that was looked at."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def same_file(self, other: Mark) -> bool:
        """Whether both are states of one file."""
        return (self.device, self.inode) == (other.device, other.inode)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of one name after it was seen once or often. Times in seconds of one clock."""

    mark: Mark
    began: float
    """When the file came."""
    changed: float
    """When it last changed, as far as known."""
    since: float
    """Since when it has been seen unchanged."""
    last: float
    """When it was last looked at."""

    @property
    def quiet(self) -> float:
        """For how long it is known not to have changed."""
        return self.last - self.since


@dataclass(frozen=True, slots=True)
class SettleTimes:
    """Seconds without a change after which a file is finished."""

    ended: float
    growing: float
    empty: float

    @classmethod
    def of(cls, settings: AgentSettings) -> SettleTimes:
        """As they are set."""
        return cls(settings.settle, settings.settle_growing, settings.empty_grace)

    @property
    def shortest(self) -> float:
        """Before this nothing is finished."""
        return min(self.ended, self.growing, self.empty)

    def needed(self, mark: Mark, ended: bool) -> float:
        """How long a file must be quiet; ``ended``: its last bytes are those with which its format ends."""
        if mark.size == 0:
            return self.empty
        return self.ended if ended else self.growing


def first_sight(mark: Mark, now: float, came: float | None = None) -> Sighting:
    """A name that was not known. ``came``: when the file came, where that was before anybody looked."""
    began = now if came is None else min(came, now)
    return Sighting(mark, began=began, changed=began, since=now, last=now)


def seen_again(before: Sighting, mark: Mark, now: float) -> Sighting:
    """The same name looked at again: a change begins the waiting anew, and so does a clock that was set back."""
    if not mark.same_file(before.mark):
        return first_sight(mark, now)
    if mark != before.mark:
        return Sighting(mark, before.began, changed=now, since=now, last=now)
    if now < before.last:
        return replace(before, since=now, last=now)
    return replace(before, last=now)


def is_settled(sighting: Sighting, needed: float) -> bool:
    """Whether the file has been quiet for long enough."""
    return sighting.quiet >= needed


def is_old(mark: Mark, wall: float, needed: float) -> bool:
    """Whether the file bears a time of change that is long enough ago: enough for who cannot wait and see.

    ``wall``: seconds since 1970. A time of change in the future says nothing.
    """
    return wall - mark.mtime_ns / 1e9 >= needed
