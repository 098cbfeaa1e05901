"""From the codes that a clerk types to a file of separator sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.archive import Archive
from archive.cases import checked_code
from archive.separators.sheet import separator_sheets
from config.codes import CaseCode, parse_case_code
from config.errors import UsageError


@dataclass(frozen=True, slots=True)
class SeparatorFile:
    """What was written."""

    path: Path
    """Absolute."""
    sha256: str
    codes: tuple[str, ...]
    """One a page, in order."""

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        pages = [{"page": page, "code": code} for page, code in enumerate(self.codes, 1)]
        return {"pdf": str(self.path), "sha256": self.sha256, "pages": len(self.codes), "separators": pages}


def print_separators(archive: Archive, codes: Sequence[str], path: Path) -> SeparatorFile:
    """Write a PDF with one sheet for each code, in order, to ``path``; nothing is written where one code is wrong.

    Raises `UsageError` that names the wrong code, or says why the file cannot be written, and `MissingFont`.
    """
    with archive.ledger.read() as session:
        checked = [_parsed(checked_code(session, code)) for code in codes]
    data = separator_sheets(checked, archive.settings.pdf.font)
    try:
        path.write_bytes(data)
    except OSError as error:
        problem = error.strerror or str(error)
        raise UsageError(
            vi=f"Không ghi được {path} ({problem}); hãy chọn nơi khác với -o.",
            en=f"{path} cannot be written ({problem}); please choose another place with -o.",
        ) from error
    return SeparatorFile(path.absolute(), hashlib.sha256(data).hexdigest(), tuple(code.text for code in checked))


def _parsed(code: str) -> CaseCode:
    parsed = parse_case_code(code)
    assert parsed is not None, "a case record has a code of the grammar"
    return parsed
