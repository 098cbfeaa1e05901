"""From the codes that a clerk types to a file of separator sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from archive.archive import Archive
from archive.cases import checked_code
from archive.separators.sheet import separator_sheets
from config.codes import MOST_SHEETS, Separator, parse_case_code
from config.errors import UsageError


@dataclass(frozen=True, slots=True)
class SeparatorFile:
    """What was written."""

    path: Path
    """Absolute."""
    sha256: str
    separators: tuple[Separator, ...]
    """One a page, in order."""

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        pages = [
            {"page": page, "code": each.code.text, "sheets": each.sheets}
            for page, each in enumerate(self.separators, 1)
        ]
        return {"pdf": str(self.path), "sha256": self.sha256, "pages": len(pages), "separators": pages}


def print_separators(archive: Archive, codes: Sequence[str], path: Path) -> SeparatorFile:
    """Write a PDF with one sheet for each code, in order, to ``path``; nothing is written where one is wrong.

    A code may name how many sheets of paper its dossier has: ``H26.12-251002-0007=12``. Raises `UsageError` that
    names the wrong one, or says why the file cannot be written, and `MissingFont`.
    """
    checked = _checked(archive, codes)
    data = separator_sheets(checked, archive.settings.pdf.font)
    try:
        path.write_bytes(data)
    except OSError as error:
        problem = error.strerror or str(error)
        raise UsageError(
            vi=f"Không ghi được {path} ({problem}); hãy chọn nơi khác với -o.",
            en=f"{path} cannot be written ({problem}); please choose another place with -o.",
        ) from error
    return SeparatorFile(path.absolute(), hashlib.sha256(data).hexdigest(), tuple(checked))


def separators_pdf(archive: Archive, codes: Sequence[str]) -> bytes:
    """The same PDF, for whoever does not want a file. Raises `UsageError` and `MissingFont`."""
    return separator_sheets(_checked(archive, codes), archive.settings.pdf.font)


def _checked(archive: Archive, codes: Sequence[str]) -> list[Separator]:
    with archive.ledger.read() as session:
        return [_parsed(session, code) for code in codes]


def _parsed(session: Session, text: str) -> Separator:
    code, named, sheets = text.partition("=")
    parsed = parse_case_code(checked_code(session, code))
    assert parsed is not None, "a case record has a code of the grammar"
    return Separator(parsed, checked_sheets(sheets) if named else None)


def checked_sheets(text: str) -> int:
    """The number of sheets that a clerk typed. Raises `UsageError` where it is none."""
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_SHEETS:
        raise UsageError(
            vi=f"“{text}” không phải số tờ; hãy ghi một số từ 1 đến {MOST_SHEETS}, như H26.12-260804-0583=12.",
            en=f"“{text}” is not a number of sheets; write one from 1 to {MOST_SHEETS}, as H26.12-260804-0583=12.",
        )
    return int(text)
