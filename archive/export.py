"""What leaves the archive: the PDF/A files, the delivered files if asked, metadata and checksums, in one folder.

Names and fields follow what Vietnamese archives exchange: ``{mã hồ sơ}.pdf`` for the dossier, a second dossier of the
case ``{mã hồ sơ}_2.pdf``, ``{mã hồ sơ}.{STT}.pdf`` for each paper (Thông tư 02/2019/TT-BNV); the fields of a dossier
and of its documents as in Thông tư 05/2025/TT-BNV and 02/2019/TT-BNV. What is not known stays empty.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.dossiers.describe import find, listing
from archive.metadata import document_metadata, dossier_metadata, image_metadata, open_pages
from archive.models import Delivery, Dossier
from archive.store import hash_file, sync_and_hash, sync_folder
from archive.work.plan import bundle_order
from archive.work.workshop import Workshop
from config.errors import NotArchivable, UsageError
from config.names import printable
from config.settings import ImageProfile

CHECKSUMS = "SHA256SUMS"
_NAME_BYTES, _SUFFIX_BYTES = 200, 20


@dataclass(frozen=True, slots=True)
class Exported:
    """One exported dossier: the names of its files, relative to the folder."""

    dossier: str
    files: list[str]
    withheld: int
    """Pages that stayed behind because they bear a secrecy mark, and with them the delivered files they came in."""


def export(archive: Archive, dossiers: list[str], folder: Path, originals: bool) -> list[Exported]:
    """Write the dossiers of these ids into ``folder``; the same call again writes the same files.

    Raises `DossierNotFound`, `NotArchivable` for a dossier without a file, `UsageError` where ``folder`` cannot be
    written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(vi=f"Không tạo được {folder}: {error}.", en=f"{folder} cannot be made: {error}.") from error
    target = _Target(folder)
    with archive.ledger.read() as session:
        named = [find(session, id_) for id_ in dossiers]
        chosen = [_checked(dossier) for dossier in named if not _all_withheld(dossier)]
        done = [_export_one(archive, session, dossier, target, originals) for dossier in chosen]
        done += [Exported(dossier.id, [], _withheld(dossier)) for dossier in named if _all_withheld(dossier)]
        metadata = {
            "dossiers": [dossier_metadata(session, dossier) for dossier in chosen],
            "documents": [document_metadata(c) for dossier in chosen for c in dossier.components if open_pages(c)],
            "images": [image for dossier in chosen for image in image_metadata(dossier)],
        }
    target.put("metadata.json", json.dumps(metadata, ensure_ascii=False, indent=2).encode())
    target.put("dossiers.csv", _csv(metadata["dossiers"]))
    target.put("documents.csv", _csv(metadata["documents"]))
    target.put_checksums()
    return done


def file_stem(session: Session, dossier: Dossier) -> str:
    """The name of a dossier's files: its case's code, counted from the second one on, or its own id."""
    if not dossier.case_code:
        return dossier.id
    place = [each.id for each in listing(session, case=dossier.case_code)].index(dossier.id) + 1
    return dossier.case_code if place == 1 else f"{dossier.case_code}_{place}"


def _all_withheld(dossier: Dossier) -> bool:
    """Whether the dossier has no file because nothing of it may be seen."""
    return _withheld(dossier) > 0 and not any(page.shown for page in dossier.pages)


def _withheld(dossier: Dossier) -> int:
    return sum(page.withheld for page in dossier.pages)


def _checked(dossier: Dossier) -> Dossier:
    if dossier.file is None:
        raise NotArchivable(problem=f"{dossier.id}: no file yet")
    return dossier


def _export_one(archive: Archive, session: Session, dossier: Dossier, target: _Target, originals: bool) -> Exported:
    assert dossier.file is not None
    stem = file_stem(session, dossier)
    files = [target.put(f"{stem}.pdf", archive.dossiers.read(dossier.file.pdf_sha256))]
    workshop = Workshop(archive.home, archive.settings)
    for component in dossier.components:
        if any(page.shown for page in component.pages):
            order = bundle_order(dossier, dossier.version, only_component=component.ordinal)
            with target.incoming(f"{stem}.{component.ordinal:03}.pdf") as path:
                # Of the profile of the dossier's own file, whatever is set by now: the same export, the same bytes.
                workshop.write_bundle(order, path, cast(ImageProfile, dossier.file.image_profile))
            files.append(f"{stem}.{component.ordinal:03}.pdf")
    for delivery in _deliveries(dossier) if originals else ():
        assert delivery.sha256 is not None
        name = f"{stem}.originals/{delivery.ordinal:04}_{safe_name(delivery.name)}"
        files.append(target.put(name, archive.objects.read(delivery.sha256)))
    return Exported(dossier.id, files, _withheld(dossier))


def _deliveries(dossier: Dossier) -> list[Delivery]:
    """The files of its pages; not those of which any page, whatever its dossier, is withheld: they bear its image."""
    files = dict.fromkeys(page.delivery for page in dossier.pages)
    return [file for file in files if not any(page.withheld for page in file.pages)]


def safe_name(name: str) -> str:
    """A delivered file's name as it may stand in any folder: no separators, no leading dot, no controls, short enough.

    A folder's names have 255 bytes, of which 55 are left for what is put before and after this one.
    """
    stem, dot, suffix = re.sub(r'[\\/:*?"<>|\x00-\x1f�]', "_", printable(name)).lstrip(".").rpartition(".")
    if not stem:
        return _cut(suffix, _NAME_BYTES) or "file"
    return _cut(stem, _NAME_BYTES - _SUFFIX_BYTES) + dot + _cut(suffix, _SUFFIX_BYTES - 1)


def _cut(text: str, most: int) -> str:
    """The beginning of ``text`` that takes at most so many bytes of UTF-8."""
    return text.encode()[:most].decode("utf-8", "ignore")


class _Target:
    """The folder that is written. Every file appears whole or not at all, and ends in the list of checksums."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[str] = []

    @contextmanager
    def incoming(self, name: str) -> Iterator[Path]:
        """A temporary path that gets its ``name`` when the block ends without an error."""
        final = self._folder / name
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.with_name(f".{final.name}.part")
        try:
            yield temporary
            sync_and_hash(temporary)
            temporary.replace(final)
            sync_folder(final.parent)
        finally:
            temporary.unlink(missing_ok=True)
        self._written.append(name)

    def put(self, name: str, data: bytes) -> str:
        """Write one file; returns its name."""
        with self.incoming(name) as path:
            path.write_bytes(data)
        return name

    def put_checksums(self) -> None:
        """Write SHA-256 of every file, as `sha256sum -c` reads it."""
        lines = [f"{hash_file(self._folder / name)}  {name}\n" for name in sorted(self._written)]
        self.put(CHECKSUMS, "".join(lines).encode())


def _csv(rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # the mark makes spreadsheet programs read Vietnamese rightly
