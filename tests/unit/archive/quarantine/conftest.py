"""An archive whose work is done by a double that refuses files and finds secrecy marks as a test says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier
from archive.work import drive
from archive.work.engine import Engine
from archive.work.orders import Failure, Order, ReadOrder, ReadResult, Result, SplitOrder
from config.errors import CorruptFile
from ocr.text.secrecy import SECRET
from tests.doubles import OneRunner, PlainWork, ScriptedRunner


class _Runners(OneRunner):
    """In place of `HomeRunners`."""

    def __enter__(self) -> _Runners:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass


@dataclass
class Desk:
    """Scans files whose bytes are their names."""

    archive: Archive
    folder: Path
    broken: set[str] = field(default_factory=set)
    secret: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.runner = ScriptedRunner(self.work)
        self._plain = PlainWork(self.archive.objects, self.archive.dossiers)

    def scan(self, *names: str, case: str | None = None) -> int:
        """Takes the files in as one batch and works it off; gives the batch's number."""
        paths = [self.folder / name for name in names]
        for path in paths:
            path.write_bytes(path.name.encode())
        batch = take_in(self.archive.ledger, self.archive.objects, paths, "desk", case).batch_id
        list(Engine(self.archive.ledger, OneRunner(self.runner)).run())
        return batch

    def work(self, order: Order) -> Result:
        """What `PlainWork` does, but for broken files and secret pages."""
        result = self._plain(order)
        if isinstance(order, SplitOrder) and self._name(order.file_sha256) in self.broken:
            return Failure.of(CorruptFile(problem="half a marker"))
        if isinstance(order, ReadOrder) and self._name(order.image_sha256) in self.secret:
            assert isinstance(result, ReadResult)
            return replace(result, flags=(SECRET,))
        return result

    def dossiers(self) -> list[tuple[str | None, list[str], list[str]]]:
        """Of each dossier its case, the names of its pages, and the names in its file."""
        with self.archive.ledger.read() as session:
            return [
                (
                    dossier.case_code,
                    [page.delivery.name for page in dossier.pages],
                    self.archive.dossiers.read(dossier.file.pdf_sha256).decode().split() if dossier.file else [],
                )
                for dossier in session.query(Dossier).order_by(Dossier.batch_id, Dossier.ordinal)
            ]

    def _name(self, sha256: str) -> str:
        return self.archive.objects.read(sha256).decode()


@pytest.fixture
def desk(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(archive, tmp_path)
    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: _Runners(desk.runner))
    return desk
