"""Fixity: every object against its name, every row against its object, every link of the event chain."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.events import broken_links
from archive.models import Delivery, DossierFile, Page, ReadingVersion
from archive.store import ObjectStore


@dataclass(slots=True)
class FixityReport:
    """What was found. An orphan is an object that no row names: harmless, left by an ingest that was cut off."""

    checked: int = 0
    damaged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything that the ledger promises is there, unchanged."""
        return not self.damaged and not self.missing

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "ok": self.ok,
            "checked": self.checked,
            "damaged": self.damaged,
            "missing": self.missing,
            "orphans": self.orphans,
        }


def verify(archive: Archive, sample: float = 100.0) -> Iterator[FixityReport]:
    """Check the archive; yields the growing report after each object, for progress, and it is whole at the end.

    ``sample`` is the share of objects, in per cent, whose bytes are hashed; the chain and the presence of every
    object are always checked in full.
    """
    report = FixityReport()
    with archive.ledger.read() as session:
        report.damaged += [f"event_link:{number}" for number in broken_links(session)]
        named = ((archive.objects, named_objects(session)), (archive.dossiers, named_files(session)))
    chosen = random.Random()
    for store, names in named:
        present = set(store.names())
        report.missing += sorted(names - present)
        report.orphans += sorted(present - names)
        for name in sorted(names & present):
            if chosen.uniform(0, 100) < sample:
                _check(store, name, report)
                yield report
    yield report


def _check(store: ObjectStore, name: str, report: FixityReport) -> None:
    report.checked += 1
    if not store.intact(name):
        report.damaged.append(name)


def named_objects(session: Session) -> set[str]:
    """Hashes of everything in `objects/` that a ledger counts on."""
    columns = (
        Delivery.sha256,
        Page.image_sha256,
        Page.layer_sha256,
        Page.reading_sha256,
        ReadingVersion.reading_sha256,
    )
    return {name for column in columns for name in session.scalars(select(column).distinct()) if name}


def named_files(session: Session) -> set[str]:
    """Hashes of everything in `dossiers/` that a ledger counts on, older versions included."""
    return set(session.scalars(select(DossierFile.pdf_sha256)))
