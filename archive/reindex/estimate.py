"""How long a re-index would take: measured on a sample, with nothing left behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import tantivy
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.models import Page, Task, TaskKind
from archive.readings import PlacedText
from archive.reindex import windows
from archive.reindex.choice import Choice, count, pages_in, pages_to_read
from archive.reindex.job import Request
from archive.search.pages import ShownPage, count_shown, shown_pages_after, with_texts
from archive.search.schema import build_schema, document_of, register_tokenizers
from archive.search.texts import FILE, TextCache
from archive.store import ObjectStore
from archive.work.child import ChildProcess
from archive.work.limits import seconds_for
from archive.work.orders import Order, ReadAgainOrder, ReadOrder, Result, SplitResult
from archive.work.plan import order_for
from archive.work.workshop import page_image
from config.home import Home
from config.settings import ReadingSettings, Settings, available_cores
from ocr.engine import Engine, open_engine
from ocr.read import ReadingOptions, read_page

STRETCHES, STRETCH = 4, 100
"""So many stretches of so many pages are put into an index in memory."""
READ = 3
"""So many pages are read, besides one that only warms the engine up."""
MEMORY = 50_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What would be done."""

    pages: int
    seconds: float
    sample: int
    """Pages that were measured."""

    def to_json(self) -> dict[str, object]:
        """As the command prints it."""
        rate = self.pages / self.seconds if self.seconds else 0.0
        return {
            "dry_run": True,
            "pages": self.pages,
            "seconds": round(self.seconds, 3),
            "pages_per_second": round(rate, 3),
            "sample": self.sample,
        }


def estimate(archive: Archive, request: Request) -> Estimate:
    """How many pages are meant, and how long they will take if the machine does nothing else. Changes nothing."""
    if request.ocr:
        return _reading(archive, request)
    with archive.ledger.read() as session:
        everything = request.choice.everything
        pages = count_shown(session) if everything else count(session, pages_in(session, request.choice))
        stretches = _stretches(session)
    measured = sum(map(len, stretches))
    seconds = _seconds_to_index(archive, stretches) if measured else 0.0
    return Estimate(pages, pages * seconds / max(measured, 1), measured)


# --- indexing ------------------------------------------------------------------------------------------------------


def _stretches(session: Session) -> list[list[ShownPage]]:
    """Runs of pages from all over the archive: a few years ago another scanner may have stood there."""
    last = max(session.scalars(select(Page.id).order_by(Page.id.desc()).limit(1)), default=0)
    starts = sorted({last * number // STRETCHES for number in range(STRETCHES)})
    ends = [*starts[1:], last]
    return [
        [page for page in shown_pages_after(session, start, STRETCH) if page.page <= end]
        for start, end in zip(starts, ends, strict=True)
    ]


class _ForgetfulCache(TextCache):
    def keep(self, texts: Iterable[tuple[int, str, PlacedText]]) -> None:
        """Keep nothing: this is only a measurement."""


def _seconds_to_index(archive: Archive, stretches: list[list[ShownPage]]) -> float:
    index = tantivy.Index(build_schema())
    register_tokenizers(index)
    with tempfile.TemporaryDirectory(dir=archive.home.scratch) as empty:
        texts = _ForgetfulCache(archive.home.index if (archive.home.index / FILE).exists() else Path(empty))
        began = time.monotonic()
        writer = index.writer(MEMORY, 1)
        for stretch in stretches:
            for page in with_texts(stretch, texts, archive.objects):
                writer.add_document(document_of(page))
        writer.commit()
        writer.wait_merging_threads()
        seconds = time.monotonic() - began
        texts.close()
    return seconds


# --- reading -------------------------------------------------------------------------------------------------------


def _reading(archive: Archive, request: Request) -> Estimate:
    with archive.ledger.read() as session:
        run = windows.unfinished(session, request.choice) if request.resume else None
        choice = Choice.of_run(run) if run else request.choice
        pages = run.total - run.read if run else count(session, pages_to_read(session, choice))
        orders = _orders(session, choice)
    workers = archive.settings.work.workers or available_cores()
    seconds = _seconds_to_read(archive, orders)
    return Estimate(pages, pages * seconds / workers, len(orders))


def _orders(session: Session, choice: Choice) -> list[ReadOrder]:
    """What would be read: some pages from all over the archive."""
    ids = sorted(session.scalars(pages_to_read(session, choice)))
    chosen = {ids[len(ids) * number // READ] for number in range(READ)} if ids else set()
    query = select(Task).where(Task.kind == TaskKind.READ, Task.subject.in_(map(str, chosen)))
    orders = [order_for(session, task) for task in session.scalars(query.order_by(Task.id))]
    plain = [order.read if isinstance(order, ReadAgainOrder) else order for order in orders]
    return [order for order in plain if isinstance(order, ReadOrder)]


def _seconds_to_read(archive: Archive, orders: list[ReadOrder]) -> float:
    """Mean seconds of one page, in a process that is thrown away. One that cannot be read counts with its time."""
    if not orders:
        return 0.0
    child = ChildProcess(archive.home.path, archive.settings, read_and_forget)
    try:
        _perform(child, orders[0], archive.settings)
        began = time.monotonic()
        for order in orders:
            if not child.is_alive:
                break
            _perform(child, order, archive.settings)
        return (time.monotonic() - began) / len(orders)
    finally:
        child.kill()


def _perform(child: ChildProcess, order: ReadOrder, settings: Settings) -> None:
    child.begin(order, seconds_for(order, settings))
    while child.result(patience=1.0) is None:
        pass


def read_and_forget(home: Path, settings: Settings, order: Order) -> Result:
    """What the process does with an order: it reads, and keeps nothing."""
    assert isinstance(order, ReadOrder)
    objects = ObjectStore(Home(home).objects, Home(home).scratch)
    options = replace(ReadingOptions.of(settings.reading), turn=order.turn)
    read_page(page_image(order, objects), _engine(settings.reading), options)
    return SplitResult(())  # an answer must come; this one says nothing


@cache
def _engine(settings: ReadingSettings) -> Engine:
    return open_engine(settings)
