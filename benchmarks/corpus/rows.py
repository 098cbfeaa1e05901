"""From kept dossiers to the rows of a ledger, as the product would have written them, one transaction after another."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from archive.dossiers.assemble import dossier_id, dossier_title
from archive.events import GENESIS, Happening, digest
from archive.intake import batch_key
from archive.linking import LinkRank
from archive.models import (
    Base,
    Batch,
    BatchState,
    CaseRecord,
    Component,
    Delivery,
    DeliveryState,
    Dossier,
    DossierState,
    Event,
    EventLink,
    Link,
    Page,
    PageKind,
    Task,
    TaskKind,
    TaskState,
)
from benchmarks.corpus.objects import KeptDossier, KeptPage, sheet
from benchmarks.corpus.readings import ENGINE
from config.clock import VIETNAM
from ocr.page import PageState
from ocr.read import PIPELINE

AWAITED = 14
"""Of so many dossiers one waits for its case record."""
RULE = "ingest --case"
TABLES: tuple[type[Base], ...] = (
    *(CaseRecord, Batch, Delivery, Dossier, Component, Page),
    *(Link, Task, EventLink, Event),
)
"""In an order in which every row finds those that it names."""
_SHEET = hashlib.sha256(sheet().data).hexdigest()
_ENGINE = " ".join((ENGINE.name, ENGINE.version, ENGINE.model))


@dataclass(slots=True)
class Rows:
    """Rows not yet inserted, and how far the numbers and the chain of events have come."""

    waiting: defaultdict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    last: defaultdict[type[Base], int] = field(default_factory=lambda: defaultdict(int))
    """The last id of each table that is counted here."""
    head: str = GENESIS
    """Digest of the last link of the chain."""

    def take(self) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
        """The waiting rows, a table at a time, in an order in which they may be inserted."""
        for table in TABLES:
            if rows := self.waiting.pop(table, None):
                yield table, rows

    def add(self, kept: KeptDossier) -> None:
        """Write one dossier down: its case record, its batch of one file, its pages, what happened to them."""
        number, page = kept.first.dossier, kept.first
        began = datetime.combine(page.day, time(8), VIETNAM).astimezone(UTC) + timedelta(minutes=number % 500)
        ended = began + timedelta(seconds=len(kept.pages))
        known = page.case is not None and number % AWAITED != 0
        if known:
            self._case(kept, began)
        key = batch_key([kept.delivery], page.desk, page.case)
        self._batch(kept, key, began, ended)
        name = dossier_id(key, 1)
        self._dossier(kept, name, known, ended)
        for each in self._components(kept, name):
            self._page(each, number, began)
        self._events(kept, key, name, known, began)

    def _put(self, table: type[Base], **values: Any) -> int:
        """One row whose id is the next of its table; returns it."""
        self.last[table] += 1
        self.waiting[table].append({"id": self.last[table], **values})
        return self.last[table]

    def _case(self, kept: KeptDossier, at: datetime) -> None:
        page = kept.first
        self.waiting[CaseRecord].append(
            {
                "code": page.case,
                "procedure": page.procedure,
                "applicant": page.applicant,
                "received_at": at,
                "due_at": at + timedelta(days=20),
                "status": "Đã trả kết quả",
                "handling_unit": "Phòng Quản lý thương mại",
                "updated_at": at,
            }
        )
        self._happened(at, ("case.imported", f"case:{page.case}", {}))

    def _batch(self, kept: KeptDossier, key: str, began: datetime, ended: datetime) -> None:
        page = kept.first
        batch = self._put(
            Batch,
            key=key,
            desk=page.desk,
            case_code=page.case,
            state=BatchState.DONE,
            received_at=began,
            finished_at=ended,
        )
        delivery = self._put(
            Delivery,
            batch_id=batch,
            ordinal=1,
            name=f"scan_{page.dossier:06}.tif",
            sha256=kept.delivery,
            size=kept.size,
            state=DeliveryState.STORED,
            received_at=began,
        )
        self._done(TaskKind.SPLIT, delivery, batch, began)

    def _dossier(self, kept: KeptDossier, name: str, known: bool, at: datetime) -> None:
        case = kept.first.case
        state = DossierState.LINKED if known else DossierState.AWAITING_CASE if case else DossierState.UNLINKED
        self.waiting[Dossier].append(
            {
                "id": name,
                "batch_id": kept.first.dossier,
                "ordinal": 1,
                "title": dossier_title(case),
                "state": state,
                "reason": None if case else "no_case",
                "case_code": case,
                "created_at": at,
            }
        )
        if case:
            self._put(Link, dossier_id=name, case_code=case, rank=LinkRank.CLERK, rule=RULE, made_at=at)

    def _components(self, kept: KeptDossier, name: str) -> Iterator[tuple[KeptPage, int, int]]:
        """Every page with the id of its component, which is written down, and its place there."""
        paper = component = position = 0
        for page in kept.pages:
            if page.paper != paper:
                paper, position = page.paper, 0
                component = self._put(
                    Component, dossier_id=name, ordinal=paper, type=page.type, title=page.title.capitalize()
                )
            position += 1
            yield page, component, position

    def _page(self, placed: tuple[KeptPage, int, int], delivery: int, at: datetime) -> None:
        page, component, position = placed
        info = sheet().info
        self.waiting[Page].append(
            {
                "id": page.number,
                "delivery_id": delivery,
                "ordinal": page.position,
                "kind": PageKind.CONTENT,
                "component_id": component,
                "position": position,
                "image_sha256": _SHEET,
                "image_format": info.format,
                "width": info.width,
                "height": info.height,
                "mode": info.mode,
                "dpi_x": info.dpi_x,
                "dpi_y": info.dpi_y,
                "dpi_stated": info.dpi_stated,
                "turn": info.turn,
                "state": PageState.OK,
                "reading_sha256": page.reading,
                "skew_degrees": 0.0,
                "confidence": page.confidence,
                "engine": _ENGINE,
                "pipeline": PIPELINE,
            }
        )
        self._done(TaskKind.READ, page.number, delivery, at)

    def _done(self, kind: TaskKind, subject: int, batch: int, at: datetime) -> None:
        self._put(
            Task, kind=kind, subject=str(subject), batch_id=batch, state=TaskState.DONE, queued_at=at, ended_at=at
        )

    def _events(self, kept: KeptDossier, key: str, name: str, known: bool, began: datetime) -> None:
        page, second = kept.first, timedelta(seconds=1)
        batch, delivery, dossier = f"batch:{page.dossier}", f"delivery:{page.dossier}", f"dossier:{name}"
        images = [_SHEET] * len(kept.pages)
        received = {"key": key, "desk": page.desk, "case": page.case, "files": [kept.delivery]}
        self._happened(began, ("batch.received", batch, received))
        self._happened(began, ("delivery.split", delivery, {"sha256": kept.delivery, "images": images}))
        for number, each in enumerate(kept.pages[:-1], 1):
            self._happened(began + number * second, _read(each))
        last = [_read(kept.pages[-1]), ("dossier.made", dossier, {"pages": [each.number for each in kept.pages]})]
        if page.case:
            link = {"case": page.case, "rank": LinkRank.CLERK.value, "rule": RULE, "known": known}
            last.append(("dossier.linked", dossier, link))
        self._happened(began + len(kept.pages) * second, *last, ("batch.done", batch, {}))

    def _happened(self, at: datetime, *events: tuple[str, str, dict[str, Any]]) -> None:
        """One link of the chain."""
        happenings = [Happening(at, kind, subject, data) for kind, subject, data in events]
        previous, self.head = self.head, digest(self.head, happenings)
        link = self._put(EventLink, previous=previous, digest=self.head)
        for ordinal, h in enumerate(happenings, 1):
            self._put(Event, link_id=link, ordinal=ordinal, at=h.at, kind=h.kind, subject=h.subject, data=h.data)


def _read(page: KeptPage) -> tuple[str, str, dict[str, Any]]:
    return "page.read", f"page:{page.number}", {"state": PageState.OK.value, "reading": page.reading}
