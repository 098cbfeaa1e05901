"""Keys and clicks that a dossier costs, as the documents say."""

from __future__ import annotations

import re

from tests.serving import ROOT


def documented(row: str) -> int:
    """The number that docs/desk.md gives for it."""
    text = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
    (number,) = re.findall(rf"^\| {re.escape(row)} \| (\d+) \|", text, re.MULTILINE)
    return int(number)
