"""Habits of the devices that write into folders, as data: what is not yet a file, and what never is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache

from config.errors import UsageError


@dataclass(frozen=True, slots=True)
class Profile:
    """Patterns of names as `fnmatch` knows them, in lower case."""

    unfinished: tuple[str, ...]
    """Files on their way: they will get another name."""
    ignored: tuple[str, ...]
    """Files that are no scans: left where they are."""
    locks: tuple[str, ...]
    """Folders that hold back every file beside them for as long as they are there."""

    def is_unfinished(self, name: str) -> bool:
        """Whether a file of this name is still on its way."""
        return _matches(name, self.unfinished)

    def is_ignored(self, name: str) -> bool:
        """Whether a file of this name is no scan."""
        return _matches(name, self.ignored)

    def is_lock(self, name: str) -> bool:
        """Whether a folder of this name says that its neighbours are being written."""
        return _matches(name, self.locks)


GENERIC = Profile(
    unfinished=(
        ".*",  # hidden: pure-ftpd and ProFTPD upload under such names
        "*~",
        "~$*",
        *("*.part", "*.partial", "*.tmp", "*.temp", "*.filepart", "*.crdownload", "*.download", "*.uploading"),
    ),
    ignored=("thumbs.db", "desktop.ini", ".ds_store"),
    locks=("*.lock", "*.lck"),
)

PROFILES = {
    "generic": GENERIC,
    # Document Centre and WorkCentre keep their own bookkeeping beside the pages, and lock with a folder.
    "xerox": Profile(
        unfinished=GENERIC.unfinished,
        ignored=(*GENERIC.ignored, "*.dat", "*.xst"),
        locks=(*GENERIC.locks, "*-lock", "*.lck*", "xrxlock*"),
    ),
}


def profile_named(name: str) -> Profile:
    """The profile of this name. Raises `UsageError`."""
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(sorted(PROFILES))
        raise UsageError(
            vi=f"Không có kiểu máy quét “{name}”; hãy chọn một trong: {known}.",
            en=f"There is no device profile “{name}”; please choose one of: {known}.",
        ) from None


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return _compiled(patterns).match(name.casefold()) is not None


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)))
