"""The receipt of a batch: what was seen, what became of each file and each page, and what proves it later.

Files seen = stored + duplicate + quarantined; pages = in dossiers + separators + waiting. The receipt names every file
and page image by its SHA-256, and the head of the chain of events, so that years later it can be held against the bytes
that are there then.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.events import broken_links
from archive.models import Batch, Component, Delivery, DeliveryState, Dossier, EventLink, Page, PageKind
from archive.store import ObjectStore
from config.errors import BatchNotFound, MissingObject, UsageError

VERSION = 1
SEAL = "sha256"
"""The field of a receipt that is the digest of all others."""


def receipt(session: Session, batch_id: int | None) -> dict[str, Any]:
    """What came as this batch (None: as the newest), as it stands at this moment. Raises `BatchNotFound`."""
    newest = select(Batch).order_by(Batch.id.desc()).limit(1)
    batch = session.scalar(newest) if batch_id is None else session.get(Batch, batch_id)
    if batch is None:
        raise BatchNotFound(batch="-" if batch_id is None else batch_id)
    head = session.scalars(select(EventLink).order_by(EventLink.id.desc()).limit(1)).one()
    states = Counter(delivery.state for delivery in batch.deliveries)
    pages = [page for delivery in batch.deliveries for page in delivery.pages]
    document = {
        "receipt": VERSION,
        "batch": batch.id,
        "desk": batch.desk,
        "source": batch.source,
        "state": batch.state.value,
        "received_at": batch.received_at.isoformat(),
        "seen": len(batch.deliveries),
        **{state.value: states[state] for state in DeliveryState},
        "pages": len(pages),
        **_places(pages),
        "files": [_file(delivery) for delivery in batch.deliveries],
        "dossiers": [_dossier(dossier) for dossier in dossiers_of(session, pages)],
        "chain": {"link": head.id, "digest": head.digest},
    }
    return document | {SEAL: seal_of(document)}


def seal_of(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a receipt without its seal."""
    rest = {name: value for name, value in document.items() if name != SEAL}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def adds_up(document: dict[str, Any]) -> bool:
    """Whether every file and every page of a receipt is in exactly one place."""
    files = {document["seen"], sum(document[state.value] for state in DeliveryState), len(document["files"])}
    placed = document["in_dossiers"] + document["separators"] + document["waiting"]
    pages = {document["pages"], placed, sum(len(file["images"]) for file in document["files"])}
    return len(files) == len(pages) == 1


@dataclass(slots=True)
class ReceiptReport:
    """What a receipt looks like against what is there."""

    batch: int
    checked: int = 0
    """Objects of which the bytes were hashed."""
    damaged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Objects that are gone, and ``file:…``, ``page:…`` for what the batch no longer has."""
    chain_broken: bool = False
    """The chain of events does not lead through the link that the receipt names."""

    @property
    def ok(self) -> bool:
        """Whether everything that the receipt promised is there, unchanged."""
        return not (self.damaged or self.missing or self.chain_broken)

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "ok": self.ok,
            "batch": self.batch,
            "checked": self.checked,
            "damaged": self.damaged,
            "missing": self.missing,
            "chain_broken": self.chain_broken,
        }


def verify_receipt(archive: Archive, document: Any) -> ReceiptReport:
    """Hold a receipt against the bytes and the ledger of today. What came out of quarantine since does no harm.

    Raises `UsageError` for what is no receipt, or one that was altered.
    """
    if not isinstance(document, dict) or document.get("receipt") != VERSION or document.get(SEAL) != seal_of(document):
        raise UsageError(
            vi="Đây không phải biên nhận của sohoa, hoặc đã bị sửa; hãy dùng đúng tệp mà “sohoa receipt -o” đã ghi.",
            en="This is no receipt of sohoa, or it was altered; please give what “sohoa receipt -o” wrote.",
        )
    report = ReceiptReport(document["batch"])
    with archive.ledger.read() as session:
        link = session.get(EventLink, document["chain"]["link"])
        broken = [number for number in broken_links(session) if number <= document["chain"]["link"]]
        report.chain_broken = link is None or link.digest != document["chain"]["digest"] or bool(broken)
        now = receipt(session, document["batch"])
    report.missing += _gone("file", document, now, lambda file: [file["sha256"]] if file["sha256"] else [])
    report.missing += _gone("page", document, now, lambda file: file["images"])
    for name in sorted({name for file in document["files"] for name in (file["sha256"], *file["images"]) if name}):
        _check(archive.objects, name, report)
    return report


def _gone(what: str, before: dict[str, Any], now: dict[str, Any], of: Any) -> list[str]:
    """What the receipt has oftener than the batch has it now."""
    counts = [Counter(name for file in each["files"] for name in of(file)) for each in (before, now)]
    return [f"{what}:{name}" for name in sorted((counts[0] - counts[1]).elements())]


def _check(objects: ObjectStore, name: str, report: ReceiptReport) -> None:
    report.checked += 1
    try:
        if not objects.intact(name):
            report.damaged.append(name)
    except MissingObject:
        report.missing.append(name)


def _places(pages: list[Page]) -> dict[str, int]:
    """How many pages stand where."""
    separators = sum(page.kind is PageKind.SEPARATOR for page in pages)
    placed = sum(page.kind is PageKind.CONTENT and page.component_id is not None for page in pages)
    return {"in_dossiers": placed, "separators": separators, "waiting": len(pages) - separators - placed}


def _file(delivery: Delivery) -> dict[str, Any]:
    return {
        "name": delivery.name,
        "sha256": delivery.sha256,
        "bytes": delivery.size,
        "state": delivery.state.value,
        "reason": delivery.reason,
        "reason_details": delivery.reason_details,
        "images": [page.image_sha256 for page in delivery.pages],
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    return {"id": dossier.id, "case": dossier.case_code, "state": dossier.state.value, "pages": len(dossier.pages)}


def dossiers_of(session: Session, pages: list[Page]) -> list[Dossier]:
    """Where the pages are, which need not be dossiers of this batch: a clerk may have moved them."""
    components = {page.component_id for page in pages if page.component_id is not None}
    theirs = select(Component.dossier_id).where(Component.id.in_(components))
    query = select(Dossier).where(Dossier.id.in_(theirs)).order_by(Dossier.batch_id, Dossier.ordinal)
    return list(session.scalars(query))
