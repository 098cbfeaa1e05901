"""Whole homes of any size: what ledger and store hold after years of scanning, in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import exists, insert, select

from archive.archive import open_archive
from archive.ledger import Ledger
from archive.models import Batch
from archive.store import ObjectStore
from benchmarks.corpus.objects import KeptDossier, keep, keep_dossiers, sheet
from benchmarks.corpus.pages import Outline, outlines
from benchmarks.corpus.rows import Rows
from config.errors import UsageError
from config.home import Home

CHUNK = 40
"""Dossiers that a process makes at a time, and that are written down together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which home is to be made."""

    pages: int
    seed: int = 1
    noise: float = 0.02
    """Share of words that are misread."""
    workers: int = 2


def make_home(home: Home, wanted: Wanted) -> Iterator[int]:
    """Fill an empty home; yields how many pages it holds, again and again. Its index is not made.

    Raises `UsageError` where something lies in it already.
    """
    with open_archive(home) as archive:
        with archive.ledger.read() as session:
            if session.scalar(select(exists(select(Batch.id)))):
                raise UsageError(vi=f"{home.path} không trống.", en=f"{home.path} is not empty.")
        keep(archive.objects, sheet().data)
        rows, pages = Rows(), 0
        for kept in _kept(home.objects, wanted):
            for dossier in kept:
                rows.add(dossier)
                pages += len(dossier.pages)
            _insert(archive.ledger, rows)
            yield pages


def _kept(objects: Path, wanted: Wanted) -> Iterator[list[KeptDossier]]:
    """The dossiers in order, made by several processes."""
    every = list(outlines(wanted.seed, wanted.pages))
    chunks = [every[start : start + CHUNK] for start in range(0, len(every), CHUNK)]
    with ProcessPoolExecutor(
        wanted.workers, get_context("spawn"), initializer=_begin, initargs=(objects, wanted)
    ) as pool:
        yield from pool.map(_keep, chunks)


_store: ObjectStore
_wanted: Wanted


def _begin(objects: Path, wanted: Wanted) -> None:
    global _store, _wanted
    _store, _wanted = ObjectStore(objects, objects), wanted


def _keep(chunk: Sequence[Outline]) -> list[KeptDossier]:
    return keep_dossiers(_store, _wanted.seed, chunk, _wanted.noise)


def _insert(ledger: Ledger, rows: Rows) -> None:
    with ledger.write() as work:
        for table, values in rows.take():
            work.execute(insert(table), values)
