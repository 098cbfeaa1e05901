"""What a delivered file carries besides its pages, for people to know of: nothing of it is ever carried out."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from config.errors import RejectedFile
from ocr.decode import files, office, sniff, zipped
from ocr.decode.budget import Budget

_MACRO_PARTS = ("word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin")
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_OLD_OFFICE_HEAD = 1 << 24


def notices(path: Path, budget: Budget) -> tuple[str, ...]:
    """The flags of the file at ``path``, of all files within it if it is a ZIP; sorted. Raises nothing for content."""
    try:
        with files.opened(path) as (file, size):
            budget.check_bytes(size)
            return tuple(sorted(_notices(file, size, budget)))
    except RejectedFile:  # `split` says so
        return ()


def _notices(file: IO[bytes], size: int, budget: Budget, within_zip: bool = False) -> frozenset[str]:
    from ocr.decode.pdf_notices import ACTIVE_CONTENT
    from ocr.decode.pdf_notices import notices as pdf_notices

    file.seek(0)
    kind = sniff.kind_of(file.read(sniff.HEAD))
    if kind == "pdf":
        return pdf_notices(file, size)
    if kind == "ole":
        file.seek(0)
        return frozenset({ACTIVE_CONTENT} if _OLD_MACROS in file.read(_OLD_OFFICE_HEAD) else ())
    if kind != "zip":
        return frozenset()
    with zipped.opened(file, size, budget) as archive:
        if office.packed_kind(archive.names) is not None:
            return frozenset({ACTIVE_CONTENT} if archive.names.intersection(_MACRO_PARTS) else ())
        return frozenset() if within_zip else _of_entries(archive, budget)


def _of_entries(archive: zipped.Archive, budget: Budget) -> frozenset[str]:
    found = frozenset[str]()
    for entry in archive.entries():
        try:
            with archive.unpacked(entry) as file:
                found |= _notices(file, entry.info.file_size, budget, within_zip=True)
        except RejectedFile:
            continue
    return found
