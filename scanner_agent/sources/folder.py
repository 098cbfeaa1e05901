"""A folder into which devices, shares or an FTP server write: looked through, with the system's reports as hints."""

from __future__ import annotations

import math
import os
import queue
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.models import Sides
from config.messages import _
from config.names import natural_key, printable
from config.settings import AgentSettings, FolderSource
from scanner_agent.batches import JobNames
from scanner_agent.claim import CLAIMED, Claim, Claims
from scanner_agent.endings import ends_properly, holds_pages, is_being_written
from scanner_agent.profiles import Profile, profile_named
from scanner_agent.settle import Mark, SettleTimes, Sighting, first_sight, is_old, is_settled, seen_again
from scanner_agent.sources.port import Finished, Place
from scanner_agent.supervisor import Supervisor

DEEPEST = 8
"""Folders below the root that are looked into."""


class WatchedFolder:
    """One source of kind ``folder``."""

    def __init__(
        self, source: FolderSource, settings: AgentSettings, wake: Callable[[], None], tell: Callable[[str], None]
    ) -> None:
        """``wake`` is called, by another thread, when something has happened; ``tell`` takes sentences for people.

        Raises `UsageError` for a profile that does not exist.
        """
        self._root = Path(os.path.realpath(source.path))
        self._source = source
        self._times = SettleTimes.of(settings)
        self._profile: Profile = profile_named(source.profile)
        self._tell = tell
        self._wake = wake
        self._hints: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._claims = Claims(self._root)
        self._supervisor = Supervisor(self._root, self._root / CLAIMED, self._hint, tell)
        self._sightings: dict[str, Sighting] = {}
        self._held_back: set[str] = set()
        """Files that do not count yet: locked, or still bearing the name of an upload."""
        self._inode: int | None = None
        self._looked_at: float | None = None
        """When it was last looked through; None: never."""
        self._trouble = ""

    @property
    def name(self) -> str:
        """``folder:`` and the path."""
        return f"folder:{printable(str(self._root))}"

    @property
    def counted_names(self) -> bool:
        """As set."""
        return self._source.counted_names

    @property
    def sides(self) -> Sides:
        """As set."""
        return Sides(self._source.sides)

    @property
    def two_passes(self) -> bool:
        """As set."""
        return self._source.two_passes

    @property
    def jobs(self) -> JobNames:
        """As the profile knows them."""
        return self._profile.jobs

    @property
    def waiting(self) -> int:
        """Files that were seen and not taken."""
        return len(self._sightings)

    def look(self, now: float, whole: bool) -> bool:
        """Scan, or look at what was hinted at. Says once when the folder goes away, and when it is back."""
        hints = self._take_hints()
        try:
            if not self._reachable():
                return False
            if whole or self._looked_at is None or any((self._root / hint).is_dir() for hint in hints):
                self._supervisor.check(now)
                self._scan(now)
            else:
                for relative in hints & self._sightings.keys() | {h for h in hints if self._counts(h)}:
                    self._see(relative, now)
        except OSError as error:
            self._away(error.strerror or str(error))
            return False
        if self._trouble:
            self._tell(_("{folder} is there again").format(folder=self._root))
            self._trouble = ""
        return True

    def finished(self, now: float, hurry: bool) -> list[Finished]:
        """Files that stood still for long enough, that end properly or had more time, and that nobody is writing."""
        found = []
        for relative in list(self._sightings):
            sighting = self._sightings[relative]
            if relative in self._held_back or not (hurry or now - sighting.since >= self._times.shortest):
                continue
            if self._see(relative, now) and self._is_finished(relative, now, hurry):
                sighting = self._sightings[relative]
                found.append(Finished(Path(relative), sighting.mark, sighting.began, sighting.changed))
        return sorted(found, key=lambda file: (file.began, [natural_key(part) for part in file.relative.parts]))

    def next_look(self, now: float) -> float:
        """Until the first quiet file has been quiet for the shortest time; later times are a matter of the rescan."""
        soon = [s.since + self._times.shortest - now for r, s in self._sightings.items() if r not in self._held_back]
        return max(0.1, min((left for left in soon if left > 0), default=math.inf))

    def arriving(self, desk: str, now: float) -> bool:
        """Whether a file of this desk changed a short while ago, whatever its name, or waits to be taken.

        One that cannot be taken keeps nobody waiting for longer than an empty one would.
        """
        coming = (
            relative for relative, sighting in self._sightings.items() if self._is_coming(relative, sighting, now)
        )
        return any(self.place(Path(relative)).desk == desk for relative in coming)

    def _is_coming(self, relative: str, sighting: Sighting, now: float) -> bool:
        stood = now - sighting.since
        if stood <= self._times.growing:
            return True
        return relative not in self._held_back and sighting.mark.size > 0 and stood <= self._times.empty

    def unsettled(self) -> bool:
        """Whether a file changed so short a time ago that it is worth waiting for."""
        return any(
            sighting.quiet <= 2 * self._times.growing
            for relative, sighting in self._sightings.items()
            if not self._profile.is_unfinished(Path(relative).name)
        )

    def place(self, relative: Path) -> Place:
        """The desk is the first folder below the root, where folders are desks."""
        desk, folders = self._source.desk or self._root.name, relative.parent.parts
        if self._source.subfolders_are_desks and folders:
            desk, folders = folders[0], folders[1:]
        return Place(printable(desk), printable("/".join(folders)))

    def origin(self, relative: Path) -> Path:
        """The whole path."""
        return self._root / relative

    def held(self) -> list[Claim]:
        """See `Claims.held`."""
        return self._claims.held()

    def take(self, file: Finished) -> Claim | None:
        """See `Claims.take`."""
        claim = self._claims.take(file.relative, file.mark, file.began)
        if claim is not None:
            self._sightings.pop(str(file.relative), None)
        return claim

    def put_back(self, claim: Claim) -> bool:
        """See `Claims.put_back`."""
        return self._claims.put_back(claim.id, claim.relative)

    def renew(self, claim: Claim) -> Claim:
        """See `Claims.renew`."""
        return self._claims.renew(claim)

    def done(self, claim: Claim) -> bool:
        """See `Claims.done`."""
        return self._claims.done(claim)

    def close(self) -> None:
        """Stop watching."""
        self._supervisor.stop()
        self._claims.close()

    def _hint(self, path: str) -> None:
        self._hints.put(path)
        self._wake()

    def _take_hints(self) -> set[str]:
        found = set()
        while not self._hints.empty():
            path = Path(self._hints.get())
            if not self._supervisor.heard(path) and path.is_relative_to(self._root):
                found.add(str(path.relative_to(self._root)))
        return {relative for relative in found if Path(relative).parts[:1] != (CLAIMED,)}

    def _reachable(self) -> bool:
        """Whether the root is there, and the claims in it are ours."""
        inode = self._root.stat().st_ino
        if inode != self._inode:
            if not self._claims.open():
                self._away(_("another agent collects it"))
                return False
            self._inode = inode
        return True

    def _away(self, why: str) -> None:
        if why != self._trouble:
            self._tell(_("{folder} cannot be collected now: {why}").format(folder=self._root, why=why))
        self._trouble = why
        self._supervisor.stop()
        self._claims.close()
        self._inode = None
        self._sightings.clear()

    def _scan(self, now: float) -> None:
        there, self._held_back = set(), set()
        for relative, held_back in self._files(self._root, "", 0):
            there.add(relative)
            if held_back:
                self._held_back.add(relative)
            if relative not in self._sightings:
                self._see(relative, now)
        for gone in self._sightings.keys() - there:
            del self._sightings[gone]
        self._looked_at = now

    def _files(self, folder: Path, below: str, depth: int) -> Iterator[tuple[str, bool]]:
        """Every plain file as its path below the root, and whether it is held back; links are not followed."""
        with os.scandir(folder) as entries:
            listed = list(entries)
        locked = any(self._profile.is_lock(entry.name) and entry.is_dir(follow_symlinks=False) for entry in listed)
        for entry in listed:
            relative = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST and not entry.name.startswith(".") and not self._profile.is_lock(entry.name):
                    yield from self._files(Path(entry.path), f"{relative}/", depth + 1)
            elif entry.is_file(follow_symlinks=False) and not self._profile.is_ignored(entry.name):
                yield relative, locked or self._profile.is_unfinished(entry.name)

    def _counts(self, relative: str) -> bool:
        """Whether a path that was hinted at is one that a scan would find; a locked folder is left to the scan."""
        *folders, name = Path(relative).parts
        hidden = any(folder.startswith(".") for folder in folders) or len(folders) > DEEPEST
        beside = (h for h in self._held_back if Path(h).parent == Path(relative).parent)
        return not (hidden or self._profile.is_ignored(name) or self._profile.is_unfinished(name) or any(beside))

    def _see(self, relative: str, now: float) -> bool:
        """Look at one file; False where it is gone."""
        try:
            status = (self._root / relative).lstat()
        except (FileNotFoundError, NotADirectoryError):
            self._sightings.pop(relative, None)
            return False
        if not stat.S_ISREG(status.st_mode):
            return False
        mark, before = Mark.of(status), self._sightings.get(relative)
        if before is None:
            self._sightings[relative] = first_sight(mark, now, self._came(status, now))
        else:
            self._sightings[relative] = seen_again(before, mark, now)
        return True

    def _came(self, status: os.stat_result, now: float) -> float | None:
        """When a file came that was not seen before: the kernel's own time of change, unlike the one that devices set.

        It is believed where it lies between the last look and this one, which may be long after it on a busy machine,
        and at the first look; else somebody has set a clock, and nobody knows.
        """
        came = status.st_ctime
        return came if self._looked_at is None or self._looked_at <= came <= now else None

    def _is_finished(self, relative: str, now: float, hurry: bool) -> bool:
        sighting, path = self._sightings[relative], self._root / relative
        try:
            ended = sighting.mark.size > 0 and ends_properly(path) and not (self._profile.grows and holds_pages(path))
            needed = self._times.needed(sighting.mark, ended)
            if hurry:
                needed = min(needed, self._times.growing)
            old = hurry and is_old(sighting.mark, time.time(), needed)
            return (old or is_settled(sighting, needed)) and not is_being_written(path)
        except OSError:
            return False  # held open exclusively by the device, or not readable: it waits and is counted as waiting
