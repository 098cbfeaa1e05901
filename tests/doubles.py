"""Stand-ins for what is slow or cannot be provoked: a runner whose results a test decides."""

from __future__ import annotations

import os
import re
import signal
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from archive.bundle import Verdict
from archive.difference import Difference
from archive.linking.evidence import NO_EVIDENCE, Evidence, PageEvidence
from archive.models import LinkRank
from archive.readings import pack, unread
from archive.store import ObjectStore
from archive.work.orders import (
    BundleOrder,
    BundleResult,
    Failure,
    FoundPage,
    Order,
    ReadAgainOrder,
    ReadOrder,
    ReadResult,
    Result,
    SplitOrder,
    SplitResult,
)
from archive.work.runner import Runner
from config.errors import OutOfMemory, SohoaError, StorageFull
from config.settings import LimitSettings, Settings
from ocr.decode import Budget, split
from ocr.page import ImageInfo, PageState

INFO = ImageInfo("jpeg", 1654, 2339, "RGB", 200, 200)


class PlainWork:
    """Does as little as an order allows: one page a file, nothing on it, a PDF that is no PDF."""

    def __init__(self, objects: ObjectStore, dossiers: ObjectStore) -> None:
        self._objects = objects
        self._dossiers = dossiers

    def __call__(self, order: Order) -> Result:
        match order:
            case SplitOrder():
                return SplitResult((FoundPage(order.file_sha256, INFO, ()),))
            case ReadOrder():
                turn = order.info.turn if order.turn is None else order.turn
                reading = self._objects.put(pack(unread(replace(order.info, turn=turn), PageState.NO_TEXT)))
                codes = _separator_code(self._objects.read(order.image_sha256))
                return ReadResult(
                    reading, PageState.NO_TEXT, turn, None, False, False, None, (), "double", "1", evidence=codes
                )
            case ReadAgainOrder():
                result = self(order.read)
                assert isinstance(result, ReadResult)
                return replace(result, difference=Difference(0.0, order.before == result.reading_sha256))
            case BundleOrder():
                pages = [page.image_sha256 for component in order.components for page in component.pages]
                pdf = self._dossiers.put("\n".join([order.dossier, *pages]).encode())
                return BundleResult(pdf, Verdict("2b", True, "double", ()))


class DecodingWork(PlainWork):
    """Finds the pages that are in a file, and refuses a broken one with its reason; reads nothing."""

    def __call__(self, order: Order) -> Result:
        self._objects.need()
        if not isinstance(order, SplitOrder):
            return super().__call__(order)
        try:
            pages = split(self._objects.path(order.file_sha256), Budget.from_settings(LimitSettings()))
            return SplitResult(tuple(FoundPage(self._objects.put(page.data), page.info, page.flags) for page in pages))
        except StorageFull:
            raise
        except SohoaError as error:
            return Failure.of(error)


def _separator_code(content: bytes) -> PageEvidence:
    """A file that says so is a separator."""
    found = re.search(rb"separator ([A-Z0-9.-]+)", content)
    if not found:
        return NO_EVIDENCE
    evidence = Evidence(LinkRank.SEPARATOR, "separator_qr", found[1].decode())
    return PageEvidence("separator", (evidence,))


class ScriptedRunner:
    """Carries orders out by calling ``work``, newest first: nothing may depend on the order of results."""

    def __init__(self, work: Callable[[Order], Result], window: int = 3) -> None:
        self.window = window
        self.work = work
        self._orders: deque[tuple[int, Order, bool]] = deque()
        self.most_at_once = 0
        self.carried_out: list[tuple[Order, bool]] = []

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        self._orders.append((task, order, alone))
        self.most_at_once = max(self.most_at_once, len(self._orders))

    def results(self) -> Iterable[tuple[int, Result]]:
        task, order, alone = self._orders.pop()
        self.carried_out.append((order, alone))
        return [(task, self.work(order))]

    def close(self) -> None:
        self._orders.clear()


class OneRunner:
    """Gives the same runner however much there is to do."""

    started = True

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def suited(self, waiting: int) -> Runner:
        return self._runner


def crash_on_poison(home: Path, settings: Settings, order: Order) -> Result:
    """What a worker process does where one file, whose bytes are ``poison``, kills it."""
    stores = [ObjectStore(root, home / "scratch" / "double") for root in (home / "objects", home / "dossiers")]
    if isinstance(order, ReadOrder) and stores[0].read(order.image_sha256) == b"poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return PlainWork(*stores)(order)


def crash_hang_or_swell(home: Path, settings: Settings, order: Order) -> Result:
    """What a worker process does with files that say what is to happen to it."""
    stores = [ObjectStore(root, home / "scratch" / "double") for root in (home / "objects", home / "dossiers")]
    if isinstance(order, ReadOrder):
        content = stores[0].read(order.image_sha256)
        if content == b"hang":
            while True:
                signal.pause()
        if content == b"swell":
            try:
                bytearray(4_000_000_000)
            except MemoryError:
                return Failure.of(OutOfMemory(work="ReadOrder", megabytes=settings.work.memory))
    return crash_on_poison(home, settings, order)
