"""What a worker does with an order. It knows the stores and the settings, never the ledger."""

from __future__ import annotations

import errno
import logging
import tempfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import cv2

from archive.difference import difference
from archive.linking import evidence_of
from archive.readings import pack, pack_layer, unpack, unpack_layer
from archive.scratch import own_scratch
from archive.store import ObjectStore
from archive.verdict import Verdict
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
from config.errors import (
    IntegrityError,
    MissingPart,
    OutOfMemory,
    RejectedFile,
    SohoaError,
    StorageFull,
    UnexpectedFault,
)
from config.home import Home
from config.settings import ImageProfile, Settings
from ocr.decode import Budget, notices, split
from ocr.engine import Engine, open_engine
from ocr.fields import page_head
from ocr.page import PageImage, PageReading
from ocr.read import ReadingOptions, read_page
from ocr.text.secrecy import SECRET, secrecy_marks

log = logging.getLogger(__name__)


def page_image(order: ReadOrder, objects: ObjectStore) -> PageImage:
    """What is to be read: the image, and the text layer that came with it. Raises `IntegrityError`."""
    layer = unpack_layer(objects.read(order.layer_sha256)) if order.layer_sha256 else None
    return PageImage(order.info, objects.read(order.image_sha256), layer=layer)


class Workshop:
    """Carries out orders for one home. One a process: it keeps the recognition engine warm."""

    def __init__(self, home: Home, settings: Settings) -> None:
        cv2.setNumThreads(1)  # there is a process for each core
        self._settings = settings
        home = replace(home, store=settings.store.path)
        scratch = own_scratch(home)
        self.objects = ObjectStore(home.objects, scratch)
        self.dossiers = ObjectStore(home.dossiers, scratch, suffix=".pdf")

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self._settings.reading)

    def perform(self, order: Order) -> Result:
        """Carry out ``order``. What is wrong with its file or page comes back as `Failure`.

        Raises `StorageFull`, and `MissingPart` where something is not installed: these concern all orders alike.
        """
        try:
            self.objects.need()  # a file that went away with the disk is not a broken one
            match order:
                case SplitOrder():
                    return self._split(order)
                case ReadOrder():
                    return self._read(order)
                case ReadAgainOrder():
                    return self._read_again(order)
                case BundleOrder():
                    return self._bundle(order)
        except (StorageFull, MissingPart):
            raise
        except SohoaError as error:
            return Failure.of(error)
        except MemoryError:
            return Failure.of(OutOfMemory(work=type(order).__name__, megabytes=self._settings.work.memory))
        except Exception as error:  # the edge of a task: whatever one page provokes must not reach its neighbours
            log.exception("unexpected error in %s", type(order).__name__)
            return Failure.of(UnexpectedFault(work=type(order).__name__, problem=f"{type(error).__name__}: {error}"))

    def _split(self, order: SplitOrder) -> SplitResult | Failure:
        budget, path = Budget.from_settings(self._settings.limits), self.objects.path(order.file_sha256)
        flags = notices(path, budget)
        try:
            return SplitResult(tuple(map(self._keep, split(path, budget))), flags)
        except RejectedFile as error:
            return replace(Failure.of(error), flags=flags)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):  # where temporary files lie
                raise StorageFull(home=tempfile.gettempdir()) from error
            raise

    def _keep(self, page: PageImage) -> FoundPage:
        layer = self.objects.put(pack_layer(page.layer)) if page.layer else None
        return FoundPage(self.objects.put(page.data), page.info, page.flags, layer)

    def _read(self, order: ReadOrder) -> ReadResult:
        image = page_image(order, self.objects)
        options = replace(ReadingOptions.of(self._settings.reading), turn=order.turn)
        reading = read_page(image, self._engine, options)
        return ReadResult(
            reading_sha256=self.objects.put(pack(reading)),
            state=reading.state,
            rotation=reading.rotation,
            skew_degrees=reading.skew_degrees,
            skew_applied=reading.skew_applied,
            seal=bool(reading.seals),
            confidence=reading.confidence,
            flags=(*reading.flags, SECRET) if secrecy_marks(reading.lines) else reading.flags,
            engine=" ".join(filter(None, (reading.engine.name, reading.engine.version, reading.engine.model))),
            pipeline=reading.pipeline,
            evidence=evidence_of(reading, order.received),
            head=page_head(reading).to_dict() if reading.lines else None,
            measures=reading.measures.to_dict() if reading.measures else None,
            turn_sure=reading.turn_sure,
        )

    def _read_again(self, order: ReadAgainOrder) -> ReadResult:
        result = self._read(order.read)
        after = unpack(self.objects.read(result.reading_sha256))
        return replace(result, difference=difference(self._reading(order.before), after))

    def _reading(self, sha256: str | None) -> PageReading | None:
        try:
            return unpack(self.objects.read(sha256)) if sha256 else None
        except IntegrityError as error:  # to read the page again is the remedy
            log.warning("%s", error.sentence("en"))
            return None

    def _bundle(self, order: BundleOrder) -> BundleResult:
        profile = self._settings.pdf.profile
        with self.dossiers.incoming() as path:
            verdict = self.write_bundle(order, path, profile)
            return BundleResult(self.dossiers.adopt(path), verdict, profile)

    def write_bundle(self, order: BundleOrder, path: Path, profile: ImageProfile) -> Verdict:
        """Write the file of a dossier, or of a part of it, to ``path``; returns the verdict on its bytes."""
        # Half a second to import, which a worker that only reads pages need not spend.
        from archive.work.bundling import dossier_source, write_dossier

        source = dossier_source(order, profile, self._settings.pdf.converter, self.objects)
        return write_dossier(source, path, self._settings.pdf.font)
