"""What one backup consists of: the ledger at one moment, the objects that it names, and what was promised of them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from archive.backup.depot import LEDGER, MANIFEST, POOLS, SUMS, object_name
from archive.migrations import HEAD
from archive.store import hash_file
from archive.verify import named_files, named_objects
from config.errors import DamagedBackup, LedgerTooNew

FORMAT = 1
"""Counts up when a snapshot is laid out in another way."""
_OBJECT = re.compile(r"([0-9a-f]{64})  (objects|dossiers)/[0-9a-f]{2}/\1(?:\.pdf)?")

Named = dict[str, set[str]]
"""Hashes of the objects that a ledger names, by pool."""


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """What is written in a copy of a ledger about itself."""

    revision: str
    """Of its tables."""
    links: int
    """Length of its chain of events."""
    first: str | None
    """Digest of the first link: tells one ledger from another for ever."""
    last: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot promises."""

    snapshot: str
    made_at: str
    """UTC, ISO 8601."""
    sohoa: str
    """Version of the program."""
    ledger: LedgerFacts
    ledger_sha256: str
    sums_sha256: str
    objects: int
    """How many are listed in its `SHA256SUMS`."""
    lacking: list[str] = field(default_factory=list)
    """Objects that the ledger names, which were damaged or missing when the backup was made."""
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The file."""
        return (json.dumps(asdict(self), indent=2) + "\n").encode()

    @classmethod
    def read(cls, snapshot: Path) -> Manifest:
        """The manifest of a snapshot, whose ledger and list of objects are what it says.

        Raises `DamagedBackup`, and `LedgerTooNew` for one that a later version made.
        """
        try:
            written: dict[str, Any] = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
            if written["format"] > FORMAT or written["ledger"]["revision"] > HEAD:
                raise LedgerTooNew(revision=written["ledger"]["revision"])
            found = cls(**written | {"ledger": LedgerFacts(**written["ledger"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DamagedBackup(snapshot=snapshot, names=MANIFEST) from error
        promised = {LEDGER: found.ledger_sha256, SUMS: found.sums_sha256}
        wrong = [name for name, sha256 in promised.items() if _hash_or_none(snapshot / name) != sha256]
        if wrong:
            raise DamagedBackup(snapshot=snapshot, names=", ".join(wrong))
        return found


def copy_ledger(source: Path, target: Path) -> LedgerFacts:
    """Copy a ledger, which others may be writing to, as it is at one moment.

    In the copy nobody has work in hand: a lease names a process of this machine, which on another one would for ever
    seem to be alive. Source: https://www.sqlite.org/backup.html
    """
    with closing(sqlite3.connect(source, timeout=60)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)  # all pages in one step: writers go on in the log, and the copy sees none of it
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        copy.execute("PRAGMA synchronous=FULL")
        with copy:
            copy.execute("UPDATE task SET owner = NULL WHERE owner IS NOT NULL")
        (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        (links,) = copy.execute("SELECT count(*) FROM event_link").fetchone()
        digests = "SELECT digest FROM event_link WHERE id = (SELECT {}(id) FROM event_link)"
        first, last = (copy.execute(digests.format(which)).fetchone() for which in ("min", "max"))
    return LedgerFacts(revision, links, first and first[0], last and last[0])


def named_by(ledger: Path) -> Named:
    """What the copy of a ledger at ``ledger`` names."""
    address = f"{ledger.absolute().as_uri()}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with Session(engine) as session:
            return {"objects": named_objects(session), "dossiers": named_files(session)}
    finally:
        engine.dispose()


def sums_of(named: Named, lacking: Iterable[str]) -> bytes:
    """The list of objects, as ``sha256sum -c`` reads it in the folder of the backups."""
    left_out = set(lacking)
    lines = [
        f"{name}  {object_name(pool, name)}\n" for pool in POOLS for name in sorted(named[pool]) if name not in left_out
    ]
    return "".join(lines).encode()


def listed_in(sums: Path) -> Iterator[tuple[str, str]]:
    """Pool and hash of every object of a list. Raises `DamagedBackup` for a line that is none."""
    with sums.open(encoding="ascii") as lines:
        for line in lines:
            found = _OBJECT.fullmatch(line.rstrip("\n"))
            if not found:
                raise DamagedBackup(snapshot=sums.parent, names=SUMS)
            yield found[2], found[1]


def _hash_or_none(path: Path) -> str | None:
    return hash_file(path) if path.is_file() else None
