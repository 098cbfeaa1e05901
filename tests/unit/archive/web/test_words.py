"""What people read for values of the ledger."""

from __future__ import annotations

import re
from pathlib import Path

import archive
from archive.web import words

RECORDED = re.compile(r'record\(\s*"(dossier\.\w+)"')


def test_every_event_of_a_dossier_has_words_of_its_own() -> None:
    sources = Path(archive.__file__).parent.rglob("*.py")
    kinds = {kind for source in sources for kind in RECORDED.findall(source.read_text(encoding="utf-8"))}
    assert {"dossier.made", "dossier.linked", "dossier.recognised"} <= kinds
    assert [kind for kind in kinds if words.happened(kind) == kind] == []
