"""What the archive has when all is over, read back from the bytes themselves, and every complaint about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.archive import Archive, open_archive
from archive.models import Batch, Delivery, Dossier
from archive.receipt import adds_up, receipt, verify_receipt
from archive.verify import verify
from config.home import Home
from faults.papers import number_on
from faults.verdict import Account, Found

MOST_HELD = 20
"""Receipts about which it is asked whether they hold: each walks the whole chain of events."""


def account_of(homes: Sequence[Home], drops: Sequence[Path], stays: Iterable[str] = ()) -> Account:
    """Of all ``homes`` together; ``stays``: names that must still lie in the ``drops``, and no others may."""
    files: list[Found] = []
    complaints: list[str] = []
    for home in homes:
        with open_archive(home) as archive:
            with archive.ledger.read() as session:
                files += [_found(archive, row) for row in session.scalars(select(Delivery).order_by(Delivery.id))]
                complaints += _receipts(archive, session)
                complaints += _dossiers(archive, session)
            complaints += _fixity(archive)
    return Account(tuple(files), (*complaints, *_left(drops, sorted(stays))))


def _found(archive: Archive, delivery: Delivery) -> Found:
    content = _bytes(archive, delivery.sha256)
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    pages = sorted(delivery.pages, key=lambda page: page.ordinal)
    numbers = tuple(_number(archive, page.image_sha256) for page in pages)
    return Found(delivery.name, digest, len(content or b""), delivery.state.value, delivery.reason, numbers)


def _bytes(archive: Archive, name: str | None) -> bytes | None:
    """As they lie there, damaged or not: whoever judges them hashes them."""
    path = archive.objects.path(name) if name else None
    return path.read_bytes() if path and path.is_file() else None


def _number(archive: Archive, image: str) -> int | None:
    content = _bytes(archive, image)
    try:
        return None if content is None else number_on(content)
    except OSError:
        return None


def _receipts(archive: Archive, session: Session) -> list[str]:
    """Does that of every batch add up, and does what it names hold against the bytes?"""
    complaints = []
    batches = list(session.scalars(select(Batch).order_by(Batch.id)))
    held = {batch.id for batch in batches[:: max(1, len(batches) // MOST_HELD)]}
    for batch in batches:
        document = receipt(session, batch.id)
        if not adds_up(document):
            complaints.append(f"the receipt of batch {batch.id} does not add up")
        if document["waiting"] and not document["duplicate"]:
            complaints.append(f"batch {batch.id}: {document['waiting']} pages are in no dossier")
        if batch.id in held and not (report := verify_receipt(archive, document)).ok:
            complaints.append(f"the receipt of batch {batch.id} does not hold: {report.to_json()}")
    return complaints


def _dossiers(archive: Archive, session: Session) -> list[str]:
    """Is each dossier made of its pages, once each? The workers of the matrix write their hashes into its file."""
    complaints = []
    for dossier in session.scalars(select(Dossier).order_by(Dossier.id)):
        if not dossier.file:
            complaints.append(f"dossier {dossier.id} has no file")
            continue
        made_of = archive.dossiers.read(dossier.file.pdf_sha256).decode("ascii", "replace").split()[1:]
        if made_of != [page.image_sha256 for page in dossier.pages]:
            complaints.append(f"the file of dossier {dossier.id} has other pages than the dossier")
    return complaints


def _fixity(archive: Archive) -> list[str]:
    *_, report = verify(archive)
    return [] if report.ok else [f"verify: damaged {report.damaged}, missing {report.missing}"]


def _left(drops: Sequence[Path], stays: Sequence[str]) -> list[str]:
    left = sorted(path.name for drop in drops for path in drop.rglob("*") if path.is_symlink() or not path.is_dir())
    return [] if left == list(stays) else [f"left in the drop: {left}, expected: {list(stays)}"]
