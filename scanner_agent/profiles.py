"""Habits of the devices that write into folders, as data: what is not yet a file, what never is one, what names say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import translate
from functools import cache

from config.errors import UsageError
from scanner_agent.batches import JobNames, job_names


@dataclass(frozen=True, slots=True)
class Profile:
    """Patterns of names as `fnmatch` knows them, in lower case."""

    unfinished: tuple[str, ...]
    """Files on their way: they will get another name."""
    ignored: tuple[str, ...]
    """Files that are no scans: left where they are."""
    locks: tuple[str, ...]
    """Folders that hold back every file beside them for as long as they are there."""
    grows: bool = False
    """Whether its PDFs and TIFFs get page after page and are closed in between: a proper end then says nothing."""
    jobs: JobNames = ()
    """How it names what belongs to one job, where that is known; see `batches.Counted.of`."""

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

_SPREADSHEETS = ("*.csv", "*.txt")

PROFILES = {
    "generic": GENERIC,
    # CaptureOnTouch and the devices themselves. A GX7050 closes the file after every page and opens it again 0.2 to 4
    # seconds later (paperless-ng, issue 1572). Names are what the user sets: they tell nothing of jobs.
    "canon": replace(GENERIC, grows=True),
    # Digital sending can write its metadata beside the scan, as XML. It holds the file open until it is whole
    # (paperless-ngx, issues 432 and 9698), so nothing has to be said about growing.
    "hp": replace(GENERIC, ignored=(*GENERIC.ignored, "*.xml")),
    # bizhub: letters, device, yyMMddHHmm and a digit, then the page where a page is a file:
    # SKMBT_C30004102315230_0001.JPG (the device's manual).
    "konica-minolta": replace(GENERIC, jobs=job_names(r"(?P<job>s[a-z]+_[a-z]?[0-9]{11,})(?:_(?P<page>[0-9]{4}))?")),
    # Scanner File Utility (KM-4850w, TA DC2020, Océ OP30C): seven letters, four digits of the job, three of the page.
    # The job starts anew after 9999, and whatever bears the name then is written over (their manuals).
    "kyocera": replace(GENERIC, jobs=job_names(r"(?P<job>.{1,7}[0-9]{4})_(?P<page>[0-9]{3})")),
    # NAPS2 writes a file in one go; where it breaks down in the middle an empty PDF is left (its issues 750 and 827).
    # $(nnnn) in a name counts files, one a page or one a job as the user sets it: it tells nothing of jobs.
    "naps2": GENERIC,
    # Ricoh (Fujitsu). An iX1600 opens and closes the file several times, the longest write comes last (paperless-ngx,
    # issue 4626). PaperStream Capture can write an index of the batch beside the scans, in one of these formats.
    "paperstream": replace(GENERIC, ignored=(*GENERIC.ignored, "*.xml", *_SPREADSHEETS), grows=True),
    # Document Centre and WorkCentre keep their own bookkeeping beside the pages: NETSCAN.DAT, NEXTNAME.DAT,
    # NETSCAN.XST, XSMDESC.DAT (their manuals). They lock with a folder, make an empty file, and take minutes to fill it
    # (docspell/dsc, issue 31).
    "xerox": replace(
        GENERIC,
        ignored=(*GENERIC.ignored, "*.dat", "*.xst"),
        locks=(*GENERIC.locks, "*-lock", "*.lck*", "xrxlock*"),
        grows=True,
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
