"""`python -m tests.reindex_double HOME [--resume …]`: `sohoa reindex` in small steps, reading without recognition."""

from __future__ import annotations

import sys
from typing import Any

from archive.search import rebuild
from archive.store import ObjectStore
from archive.work import drive
from config.home import Home
from config.settings import Settings
from scanner_agent.cli import run
from tests.reading_double import Pipeline, ReadingRunners


def runners(home: Home, settings: Settings) -> ReadingRunners:
    """In the place of `archive.work.runners.HomeRunners`."""
    scratch = home.scratch / "double"
    stores = ObjectStore(home.objects, scratch), ObjectStore(home.dossiers, scratch, suffix=".pdf")
    return ReadingRunners(Pipeline(*stores))


if __name__ == "__main__":
    put: Any = rebuild
    put.PAGES_AT_ONCE = 50
    put = drive
    put.HomeRunners = runners
    sys.exit(run(["--home", sys.argv[1], "reindex", *sys.argv[2:]]))
