"""An archive whose pages bear what their files say, read by the real engine, and its index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Delivery, Page
from archive.search.generations import Generations
from archive.search.indexer import Indexer
from archive.search.reader import IndexReader
from archive.search.rebuild import Rebuild
from archive.work import drive
from archive.work.engine import Engine
from tests.reading_double import Pipeline, ReadingRunners
from tests.unit.archive.search.looking import Found, Scan, found_in


@pytest.fixture
def pipeline(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """Reads the content of each file as its text."""
    pipeline = Pipeline(archive.objects, archive.dossiers)
    monkeypatch.setattr(drive, "HomeRunners", lambda home, settings: ReadingRunners(pipeline))
    return pipeline


@pytest.fixture
def scan(archive: Archive, pipeline: Pipeline, tmp_path: Path) -> Scan:
    """Takes texts in as the pages of one batch and reads them, without the index; gives their ids."""

    def scanned(*texts: str, case: str | None = None) -> list[int]:
        paths = [tmp_path / f"{number} {text}" for number, text in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        batch = take_in(archive.ledger, archive.objects, paths, "desk", case).batch_id
        list(Engine(archive.ledger, ReadingRunners(pipeline)).run())
        with archive.ledger.read() as session:
            pages = session.query(Page.id).join(Delivery).where(Delivery.batch_id == batch)
            return [id_ for (id_,) in pages.order_by(Delivery.ordinal)]

    return scanned


@pytest.fixture
def generations(archive: Archive) -> Generations:
    return Generations.of(archive.home)


@pytest.fixture
def indexer(archive: Archive, generations: Generations) -> Iterator[Indexer]:
    """Follows the generation that answers, from an empty ledger on."""
    with Rebuild.begin(archive, resume=False) as rebuild:
        while not rebuild.finished:
            rebuild.step()
        rebuild.publish()
    generations.adopt(rebuild.generation)
    following = Indexer(archive, generations.folder(rebuild.generation))
    yield following
    following.abandon()


@pytest.fixture
def found(archive: Archive) -> Found:
    """The pages on which a word stands, each as often as the index has it."""
    reader = IndexReader(archive.home)
    return lambda word: found_in(reader, word)
