"""How long one waits after failed logins: nothing for slips of the finger, then longer each time.

Counted for each account and each address by themselves, whether or not there is such an account.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete

from archive.ledger import Recording
from archive.models import LoginFailures
from config.errors import TooManyLogins

FREE_OF_ACCOUNT = 3
"""Failed tries for one account that cost no waiting."""
FREE_OF_ADDRESS = 20
"""The same from one address, behind which a whole office may sit."""
LONGEST_PAUSE = 900
"""Seconds: an account can be kept from its owner no longer than that at a time."""
FORGOTTEN = timedelta(days=1)
"""After which failures do not count any more."""


def pause_after(failures: int, free: int) -> int:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … after those that are free."""
    return 0 if failures < free else min(LONGEST_PAUSE, 2 ** min(failures - free, 16))


def need_no_pause(work: Recording, name: str, address: str, now: datetime) -> None:
    """Raise `TooManyLogins` while the pause of the account or the address lasts."""
    for key, free in _keys(name, address):
        known = work.get(LoginFailures, key)
        if known is None:
            continue
        until = known.last_at + timedelta(seconds=pause_after(known.count, free))
        if now < until:
            raise TooManyLogins(seconds=max(1, round((until - now).total_seconds())))


def note_failure(work: Recording, name: str, address: str, now: datetime) -> None:
    """Count one failed try, and forget those of long ago."""
    work.execute(delete(LoginFailures).where(LoginFailures.last_at < now - FORGOTTEN))
    for key, _free in _keys(name, address):
        known = work.get(LoginFailures, key)
        if known is None:
            work.add(LoginFailures(key_sha256=key, count=1, last_at=now))
        else:
            known.count, known.last_at = known.count + 1, now


def note_success(work: Recording, name: str) -> None:
    """The account's owner is back. The address keeps its count: who owns one account may be guessing at others."""
    work.execute(delete(LoginFailures).where(LoginFailures.key_sha256 == _keys(name, "")[0][0]))


def take_back(work: Recording, address: str) -> None:
    """One try from this address, counted before its password was looked at, was none of the failed."""
    known = work.get(LoginFailures, _keys("", address)[1][0])
    if known is not None:
        known.count -= 1


def _keys(name: str, address: str) -> list[tuple[str, int]]:
    return [(_key("account", name), FREE_OF_ACCOUNT), (_key("address", address), FREE_OF_ADDRESS)]


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
