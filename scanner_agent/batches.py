"""Which files belong to one scan job, and in which order its pages lie. Pure: names and times in, decisions out.

Time tells jobs apart first: what comes to a desk within the quiet gap after the file before it is the same job. Names
tell more where devices count pages in them. A number that was there as the job's first, or that lies well below it,
means that the counter began again: a new job. Another stem whose numbers begin at 0 or 1, after one whose numbers did
so too and had no gaps, is a new job as well (``abcdefg0001_003`` → ``abcdefg0002_001``); with any other stem, such as
one with the time of day in it, only the gap decides. Files of two folders are never one job.

Where a profile knows how its device writes the job into a name, the name alone decides within the gap.

Merging two jobs in error is repaired by every separator sheet, cutting one in two is not: in doubt they stay together.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

DISORDER = 3
"""How many numbers a page may come too late: files of one job are seen in any order when they come quickly."""

_NAME = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]+)(?P<rest>[^0-9]*)", re.DOTALL)
_RENAMED = re.compile(r"(?P<name>.+\.[a-z]{2,4})\.[0-9]{1,3}", re.DOTALL | re.IGNORECASE)


JobNames = tuple[re.Pattern[str], ...]
"""How a device writes jobs and pages into names; see `Counted.of`."""


def job_names(*patterns: str) -> JobNames:
    """Compiled, for names in lower case."""
    return tuple(re.compile(pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Counted:
    """A file name, read as device wrote it: ``SCN_0007.jpg`` is number 7 of the stem ``SCN_``."""

    stem: str
    number: int | None
    """None where the name has no digits; the stem is the whole name then."""
    job: str | None = None
    """What all files of the job have in their names and no other file has, where the profile knows that."""

    @classmethod
    def of(cls, name: str, jobs: JobNames = ()) -> Counted:
        """Read a name. ``SCN_0001.tif.1`` is what an FTP server makes of a second ``SCN_0001.tif``.

        ``jobs``: patterns of whole names without their suffix, with the groups ``job`` and perhaps ``page``, which must
        be the last number in the name. A name that none of them matches is read as any other.
        """
        text = unicodedata.normalize("NFC", name).casefold()
        if renamed := _RENAMED.fullmatch(text):
            text = renamed["name"]
        body = text.rpartition(".")[0] or text
        for pattern in jobs:
            if known := pattern.fullmatch(body):
                page = known.groupdict().get("page")
                return cls(body[: known.start("page")] if page else body, int(page) if page else None, known["job"])
        found = _NAME.fullmatch(body)
        if found is None or len(found["number"]) > 18:
            return cls(body, None)
        return cls(found["stem"], int(found["number"]))


@dataclass(slots=True)
class Series:
    """The numbers of one stem within a batch."""

    first: int | None
    """The lowest number; None for names that have none."""
    numbers: set[int | None] = field(default_factory=set)

    def add(self, number: int | None) -> None:
        """One more file of the stem."""
        self.numbers.add(number)
        if number is not None and self.first is not None:
            self.first = min(self.first, number)

    def begins_again_with(self, number: int | None) -> bool:
        """Whether this number shows that the device has begun to count anew."""
        if number is None or self.first is None:
            return number in self.numbers
        return number == self.first or number < self.first - DISORDER

    @property
    def counts_pages(self) -> bool:
        """Whether the numbers so far are those of pages: from 0 or 1 on, with at most what may still come missing."""
        if self.first is None or self.first > 1:
            return False
        last = max(number for number in self.numbers if number is not None)
        return last - self.first + 1 - len(self.numbers) <= DISORDER - 1


class Stage(enum.Enum):
    """How far a job has come where the backs of a stack are scanned after its fronts; elsewhere always the first."""

    FIRST = enum.auto()
    BETWEEN = enum.auto()
    """The fronts are in; the stack is turned over."""
    SECOND = enum.auto()


@dataclass(slots=True, eq=False)
class OpenBatch:
    """A job to which more files may come."""

    id: int
    folder: str
    """The folder that its files lay in, relative to the source."""
    last: float
    """When its last file came, in seconds."""
    series: dict[str, Series] = field(default_factory=dict)
    stage: Stage = Stage.FIRST
    jobs: set[str | None] = field(default_factory=set)
    """Jobs by the names of its files; None: a file whose name tells none."""

    def add(self, name: str, changed: float, jobs: JobNames = ()) -> None:
        """One more file, in the order of arrival."""
        counted = Counted.of(name, jobs)
        self.jobs.add(counted.job)
        self.series.setdefault(counted.stem, Series(counted.number)).add(counted.number)
        self.last = max(self.last, changed)

    def turn_over(self) -> None:
        """The first pass is over: what comes next is backs, and the device counts anew."""
        self.stage, self.series, self.jobs = Stage.BETWEEN, {}, set()


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a file goes."""

    batch: OpenBatch | None
    """None: it begins a new one."""
    over: tuple[OpenBatch, ...]
    """Batches that this file shows to be over; they must be closed before it is taken in."""


def place(
    name: str,
    folder: str,
    began: float,
    batches: Sequence[OpenBatch],
    quiet: float,
    counted_names: bool,
    jobs: JobNames = (),
) -> Placing:
    """Decide to which of the open ``batches`` of its desk a file belongs that came at ``began``."""
    over = tuple(batch for batch in batches if began - batch.last > quiet)
    open_still = [batch for batch in batches if batch not in over and batch.folder == folder]
    if not counted_names:
        return Placing(open_still[-1] if open_still else None, over)
    counted = Counted.of(name, jobs)
    if counted.job:
        open_still = [batch for batch in open_still if counted.job in batch.jobs]
    for batch in reversed(open_still):
        series = batch.series.get(counted.stem)
        if series and series.begins_again_with(counted.number):
            return Placing(None, (*over, batch))
        if series:
            return Placing(batch, over)
    latest = open_still[-1] if open_still else None
    if latest and counted.number in (0, 1) and all(series.counts_pages for series in latest.series.values()):
        return Placing(None, over)
    return Placing(latest, over)


def place_second_pass(
    placing: Placing, folder: str, began: float, batches: Sequence[OpenBatch], patience: float
) -> Placing:
    """The same where the backs of a stack come as a job of their own: a new job belongs to fronts that wait for it.

    ``placing`` is what `place` says of those of the ``batches`` that do not wait. Of its jobs that are over, those of
    fronts are not: they begin to wait. Fronts that waited longer than ``patience`` seconds are over without backs.
    """
    turned = [batch for batch in placing.over if batch.stage is Stage.FIRST]
    for batch in turned:
        batch.turn_over()
    waiting = [batch for batch in batches if batch.stage is Stage.BETWEEN]
    gone = [batch for batch in waiting if began - batch.last > patience]
    over = (*(batch for batch in placing.over if batch not in turned), *gone)
    mine = [batch for batch in waiting if batch not in gone and batch.folder == folder]
    if placing.batch is not None or not mine:
        return Placing(placing.batch, over)
    mine[0].stage = Stage.SECOND
    return Placing(mine[0], over)


def grouping(folder: str, name: str) -> str:
    """What the files of a job that begins with this one have in common: their folder, and the stem of their names."""
    return f"{folder}/{Counted.of(name).stem}"


def folder_of(grouping: str) -> str:
    """The folder in what `grouping` gave."""
    return grouping.rpartition("/")[0]


def feeder_order(names: Iterable[str]) -> list[int]:
    """In which order files that arrived as ``names`` lie in the batch: indexes into ``names``.

    Numbered files of one stem take the places of that stem in the order of their numbers, whatever came first;
    everything else keeps its place.
    """
    counted = [Counted.of(name) for name in names]
    places: dict[str, list[int]] = {}
    for index, item in enumerate(counted):
        if item.number is not None:
            places.setdefault(item.stem, []).append(index)
    order = list(range(len(counted)))
    for indexes in places.values():
        for place_, index in zip(indexes, sorted(indexes, key=lambda i: counted[i].number or 0), strict=True):
            order[place_] = index
    return order
