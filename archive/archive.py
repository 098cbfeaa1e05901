"""One archive: a home with its ledger, its stores and its settings, opened together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from archive.database import database_of
from archive.ledger import Ledger
from archive.scratch import drop_own_scratch, own_scratch, sweep
from archive.store import ObjectStore
from config.home import Home
from config.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Archive:
    """What every command works on."""

    home: Home
    settings: Settings
    ledger: Ledger
    objects: ObjectStore
    """Delivered files, page images, readings: what cannot be made again, and what was read."""
    dossiers: ObjectStore
    """The PDF/A files: derived, and open to people's programs."""


@contextmanager
def open_archive(home: Home, settings: Settings | None = None) -> Iterator[Archive]:
    """The archive of ``home``, made where there is none yet. Raises `HomeError` and `UsageError` (bad settings).

    Whoever opens it clears away what dead processes left: after a power cut there may be no work left that would.
    """
    chosen = settings or load_settings(home.path)
    home = replace(home, store=chosen.store.path)
    home.open()
    sweep(home)
    scratch = own_scratch(home)
    ledger = Ledger.open(home, database=database_of(home, chosen.database))
    try:
        yield Archive(
            home=home,
            settings=chosen,
            ledger=ledger,
            objects=ObjectStore(home.objects, scratch),
            dossiers=ObjectStore(home.dossiers, scratch, suffix=".pdf"),
        )
    finally:
        ledger.close()
        drop_own_scratch(home)
        sweep(home)
