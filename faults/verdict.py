"""Was anything lost, doubled or changed? Pure: what was delivered against what is there afterwards."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


class Fate(enum.Enum):
    """What must become of something that was delivered."""

    STORED = "stored, once, every page in its place"
    ASIDE = "in quarantine, whole, with a reason"
    CUT = "a part of it in quarantine, with a reason"
    ATTEMPT = "what the device itself does not know: any part of it, or all, at most once, or nothing"


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery, as the device meant it."""

    name: str
    """Without folders."""
    content: bytes
    pages: tuple[int, ...] = ()
    """The numbers on its pages, in order."""
    fate: Fate = Fate.STORED


@dataclass(frozen=True, slots=True)
class Found:
    """One delivery, as the archive has it."""

    name: str
    sha256: str
    """Of the bytes that lie in the store, hashed anew; empty where there are none."""
    size: int
    state: str
    """``stored``, ``duplicate`` or ``quarantined``."""
    reason: str | None = None
    pages: tuple[int | None, ...] = ()
    """The numbers read from the images of its pages, in order."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the archive has, and what else is not as it should be."""

    files: tuple[Found, ...]
    complaints: tuple[str, ...] = ()
    """Of `verify`, of receipts, of dossiers, of the agent, of what was left in the drop."""


def judge(sent: Sequence[Sent], account: Account) -> tuple[str, ...]:
    """Every difference in words; none: each delivery met its fate, each page is there once, its bytes unchanged."""
    left = list(account.files)
    differences = []
    for each in sorted(sent, key=lambda one: list(Fate).index(one.fate)):
        match = next((found for found in left if _is(found, each)), None)
        if match is not None:
            left.remove(match)
            differences += _fates_differ(each, match)
        elif each.fate is not Fate.ATTEMPT:
            differences.append(f"lost: {each.name} ({_pages(each.pages)})")
    differences += [f"not delivered, doubled or changed: {found.name}, {found.size} bytes" for found in left]
    return (*differences, *_pages_differ(sent, account), *account.complaints)


def _is(found: Found, sent: Sent) -> bool:
    """Whether the bytes that were found are those that were sent, or a beginning of them where no more can be asked."""
    part = sent.fate in (Fate.CUT, Fate.ATTEMPT)
    if found.name != sent.name or (found.size > len(sent.content) if part else found.size != len(sent.content)):
        return False
    return hashlib.sha256(sent.content[: found.size]).hexdigest() == found.sha256


def _fates_differ(sent: Sent, found: Found) -> list[str]:
    if sent.fate is Fate.ATTEMPT:
        return []
    stored = sent.fate is Fate.STORED
    if found.state != ("stored" if stored else "quarantined"):
        return [f"{sent.name} is {found.state} ({found.reason}), not {sent.fate.value}"]
    if stored and found.pages != sent.pages:
        return [f"{sent.name} has {_pages(found.pages)}, not {_pages(sent.pages)}"]
    if not stored and not found.reason:
        return [f"{sent.name} is in quarantine without a reason"]
    if sent.fate is Fate.CUT and found.size == len(sent.content):
        return [f"{sent.name} was not cut"]
    return []


def _pages_differ(sent: Sequence[Sent], account: Account) -> list[str]:
    """Page by page, over all files: what nobody finds in a file may have gone into another one."""
    wanted: Counter[int | None] = Counter(page for each in sent if each.fate is Fate.STORED for page in each.pages)
    there = Counter(page for found in account.files if found.state != "duplicate" for page in found.pages)
    may_be: Counter[int | None] = Counter(page for each in sent if each.fate is Fate.ATTEMPT for page in each.pages)
    lost = [f"page {page} is lost" for page in (wanted - there).elements()]
    return lost + [f"page {page} is there too often" for page in (there - wanted - may_be).elements()]


def _pages(pages: Sequence[int | None]) -> str:
    return "pages " + " ".join(map(str, pages)) if pages else "no pages"
