"""Dossiers whose pages have titles, made by the real engine with a double for the reading."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier
from archive.work import drive
from archive.work.engine import Engine
from archive.work.orders import Order, ReadOrder, ReadResult, Result
from ocr.page import PageState
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.unit.archive.papers.heads import titled

Scan = Callable[..., str]
"""Scans one page for each title (lines divided by ``|``; empty: a page that says nothing); gives its dossier's id."""


class TitledWork(PlainWork):
    """Reads of a page the title that its file consists of."""

    def __call__(self, order: Order) -> Result:
        result = super().__call__(order)
        if isinstance(order, ReadOrder) and isinstance(result, ReadResult):
            title = self._objects.read(order.image_sha256).decode().partition("#")[0]
            head = titled(*title.split("|")).to_dict() if title else None
            return replace(result, state=PageState.OK, head=head)
        return result


class _Runners(OneRunner):
    """In place of `HomeRunners`."""

    def __enter__(self) -> _Runners:
        return self

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture
def scan(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scan:
    """Scans papers of a case."""
    runner = ScriptedRunner(TitledWork(archive.objects, archive.dossiers))
    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: _Runners(runner))
    stacks = 0

    def scanned(titles: Sequence[str], case: str | None = None) -> str:
        nonlocal stacks
        stacks += 1
        paths = [tmp_path / f"{stacks}-{number}" for number in range(1, len(titles) + 1)]
        for path, title in zip(paths, titles, strict=True):
            path.write_text(f"{title}#{path.name}", encoding="utf-8")
        batch = take_in(archive.ledger, archive.objects, paths, "desk", case).batch_id
        deque(Engine(archive.ledger, OneRunner(runner)).run())
        with archive.ledger.read() as session:
            return session.query(Dossier).where(Dossier.batch_id == batch).one().id

    return scanned
