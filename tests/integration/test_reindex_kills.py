"""`sohoa reindex` killed again and again while pages arrive and searches go on: nobody notices, nothing is missing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tantivy import Query

from archive.archive import Archive, open_archive
from archive.intake import take_in
from archive.search.generations import Generations
from archive.search.pages import count_shown
from archive.search.question import FARTHEST, Question
from archive.search.reader import IndexReader
from archive.search.schema import FOLDED, PAGE
from archive.search.search import search
from archive.work import service
from archive.work.drive import make_findable
from archive.work.service import EngineService
from benchmarks.corpus.ledger import Wanted, make_home
from config.home import Home
from ocr.text.fold import fold
from tests.reading_double import Pipeline, ReadingRunners

QUESTIONS = ("đề nghị", "ho so", "giấy phép", "công ty NOT xăng", "ngày OR tháng", "nguyễn văn", "kinh doanh")
PAGES = 1500
KILLS = 20


def found(reader: IndexReader, word: str) -> set[int]:
    """Every page that bears a word."""
    searcher = reader.searcher()
    query = Query.term_query(reader.schema, FOLDED, fold(word))
    hits = searcher.search(query, limit=FARTHEST, count=False).hits
    return {int(page) for page in searcher.fast_field_values(PAGE, [address for _, address in hits]) if page}


class Archivist(threading.Thread):
    """Asks without a pause, and remembers what failed and what was found once and then not."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(daemon=True)
        self._archive = archive
        self._over = threading.Event()
        self.asked = 0
        self.complaints: list[str] = []

    def run(self) -> None:
        reader, known = IndexReader(self._archive.home), dict[str, set[int]]()
        while not self._over.is_set():
            for text in QUESTIONS:
                try:
                    assert search(self._archive, reader, Question(text)).hits
                    now = found(reader, text.split()[0])
                except Exception as error:
                    self.complaints.append(f"{text}: {error!r}")
                    continue
                if lost := known.get(text, set()) - now:
                    self.complaints.append(f"{text}: {len(lost)} pages disappeared")
                known[text] = now
                self.asked += 1

    def stop(self) -> None:
        self._over.set()
        self.join()


@contextmanager
def agent(archive: Archive, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An engine in this process, as an agent has one."""
    monkeypatch.setattr(service, "HomeRunners", lambda home, settings: ReadingRunners(pipeline))
    engine = EngineService(archive, lambda step: None)
    engine.start()
    try:
        yield
    finally:
        engine.stop()


def start(home: Home, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.reindex_double", str(home.path), *options, "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def finish(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err.decode()
    document: dict[str, Any] = json.loads(out)
    return document


def arrive(archive: Archive, folder: Path, number: int) -> None:
    """One page more."""
    path = folder / f"đơn đề nghị cấp giấy phép kinh doanh số {number}"
    path.write_bytes(path.name.encode())
    take_in(archive.ledger, archive.objects, [path], "desk", None)


def kill_often(archive: Archive, folder: Path, kills: range, longest: float, chance: random.Random) -> int:
    """Kill and resume; returns how many of the killed had built something that the next went on with."""
    resumed = 0
    for number in kills:
        killed = False
        while not killed:
            process = start(archive.home, "--resume")
            arrive(archive, folder, 100 * number + resumed)
            try:
                process.wait(timeout=chance.uniform(0.5 * longest, longest))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                killed = True
            process.communicate()
        resumed += bool(Generations.of(archive.home).pending())
    return resumed


def answers(archive: Archive) -> dict[str, Any]:
    reader = IndexReader(archive.home)
    whole = {text: search(archive, reader, Question(text)).total for text in QUESTIONS}
    pages = {word: found(reader, word) for text in QUESTIONS for word in text.split() if word.isalpha()}
    return {"pages": reader.searcher().num_docs - 1, **whole, **pages}


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_twenty_kills_while_pages_arrive_and_searches_go_on(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _pages in make_home(home, Wanted(PAGES)):
        pass
    folder = tmp_path / "arriving"
    folder.mkdir()
    with open_archive(home) as archive:
        make_findable(archive)
        began = time.monotonic()
        finish(start(home))
        longest = time.monotonic() - began
        archivist = Archivist(archive)
        archivist.start()
        chance = random.Random(583)
        with agent(archive, Pipeline(archive.objects, archive.dossiers), monkeypatch):
            resumed = kill_often(archive, folder, range(KILLS // 2), longest, chance)
        resumed += kill_often(archive, folder, range(KILLS // 2, KILLS), longest, chance)
        report = finish(start(home, "--resume"))
        archivist.stop()
        make_findable(archive)
        disturbed = answers(archive)
        finish(start(home))
        assert disturbed == answers(archive)
        with archive.ledger.read() as session:
            assert report["indexed"] <= count_shown(session) == disturbed["pages"]
    assert archivist.complaints == [] and archivist.asked > 100
    assert resumed >= KILLS // 4, "too few were killed while they built"
