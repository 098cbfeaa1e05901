"""The measuring itself: build our index and FTS5's of the same stored texts, then ask both the same questions."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from archive.archive import Archive
from archive.models import Component, Page
from archive.search.generations import Generations, adopted
from archive.search.pages import shown_pages_after, with_texts
from archive.search.question import Question as Asked
from archive.search.reader import open_reader
from archive.search.rebuild import Rebuild
from archive.search.schema import IndexedPage
from archive.search.search import search
from archive.search.texts import FILE, TextCache
from archive.work.drive import work_until
from benchmarks.results import percentile
from benchmarks.search.fts5 import FtsIndex
from benchmarks.search.questions import Question

CHUNK = 4000
"""Pages that FTS5 is given at once: as many as `Rebuild` takes."""
BLOCK = 100
"""Questions that one is asked before the other has its turn."""
WARMING = 5
"""Questions of each block that are asked first, and not counted."""
Say = Callable[[str], None]


@dataclass(slots=True)
class Spent:
    """How long something took."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Of all threads of this process."""


@contextmanager
def clocked() -> Iterator[Spent]:
    """The time that the block takes, known when it has ended."""
    spent, began, cpu = Spent(), time.perf_counter(), time.process_time()
    yield spent
    spent.seconds, spent.cpu_seconds = time.perf_counter() - began, time.process_time() - cpu


def measure_index(archive: Archive, say: Say) -> dict[str, Any]:
    """Build the index of stored texts; in a home that keeps none yet, first of readings, which gives it the texts."""
    figures: dict[str, Any] = {}
    known = (archive.home.index / FILE).exists()
    for source in ("texts",) if known else ("readings", "texts"):
        with clocked() as spent, Rebuild.begin(archive, resume=False) as rebuild:
            while not rebuild.finished:
                rebuild.step()
                say(f"index of {source}: {rebuild.done:,} of {rebuild.total:,} pages")
            rebuild.publish()
        with clocked() as adopting:
            _adopt(archive, rebuild.generation)
        figures[source] = {**asdict(spent), "adopting_seconds": adopting.seconds}
    generations = Generations.of(archive.home)
    figures["bytes"] = _bytes_under(generations.folder(generations.current() or ""))
    figures["text_bytes"] = (archive.home.index / FILE).stat().st_size
    return figures


def _adopt(archive: Archive, generation: str) -> None:
    for _ in work_until(lambda: adopted(archive.home, generation), archive):
        pass


def measure_fts(archive: Archive, fts: FtsIndex, say: Say) -> tuple[dict[str, Any], int]:
    """Build FTS5's index of the same stored texts; with its figures, how many words they have."""
    words, building = 0, Spent()
    for pages in _stored(archive):
        with clocked() as spent:
            fts.add(pages)
        building.seconds += spent.seconds
        building.cpu_seconds += spent.cpu_seconds
        words += sum(len(page.text.split()) for page in pages)
        say(f"FTS5: {pages[-1].page:,} pages")
    with clocked() as merging:
        fts.finish()
    return {**asdict(building), "merging_seconds": merging.seconds, "bytes": fts.size}, words


def _stored(archive: Archive) -> Iterator[list[IndexedPage]]:
    """All pages with their texts, by id."""
    texts, last = TextCache(archive.home.index), 0
    while True:
        with archive.ledger.read() as session:
            shown = shown_pages_after(session, last, CHUNK)
        if not shown:
            texts.close()
            return
        last = shown[-1].page
        yield list(with_texts(shown, texts, archive.objects))


@dataclass(slots=True)
class Asking:
    """What one side did with the questions."""

    milliseconds: defaultdict[str, list[float]]
    """By kind."""
    cpu: list[float]
    """Milliseconds."""
    found: defaultdict[str, int]
    """How often the page that the question was drawn from is among the twenty best, by kind."""

    @classmethod
    def nothing(cls) -> Asking:
        """Before the first question."""
        return cls(defaultdict(list), [], defaultdict(int))

    def note(self, question: Question, spent: Spent, found: bool) -> None:
        """Count one question."""
        self.milliseconds[question.kind].append(1000 * spent.seconds)
        self.cpu.append(1000 * spent.cpu_seconds)
        self.found[question.kind] += found

    def figures(self) -> dict[str, Any]:
        """Percentiles in milliseconds, of all and of each kind."""
        every = [value for values in self.milliseconds.values() for value in values]
        return {
            "all": _percentiles(every),
            "cpu": _percentiles(self.cpu),
            "kinds": {
                kind: {**_percentiles(values), "found": self.found[kind]}
                for kind, values in sorted(self.milliseconds.items())
            },
        }


def measure_questions(
    archive: Archive, fts: FtsIndex, questions: Sequence[Question], say: Say
) -> dict[str, dict[str, Any]]:
    """Ask both all questions, a block of them each in turn.

    So what else the machine does befalls both alike, and neither finds the caches full of what the other looked at.
    """
    ours, theirs = Asking.nothing(), Asking.nothing()
    reader, pages = open_reader(archive.home), _page_ids(archive)
    for start in range(0, len(questions), BLOCK):
        block = questions[start : start + BLOCK]
        for counted, question in [*((False, each) for each in block[:WARMING]), *((True, each) for each in block)]:
            with clocked() as spent:
                answer = search(archive, reader, _asked(question))
            if counted:
                own = pages.get(question.page)
                ours.note(question, spent, own in [(hit.dossier, hit.page) for hit in answer.hits])
        askable = [each for each in block if each.match is not None]
        for counted, question in [*((False, each) for each in askable[:WARMING]), *((True, each) for each in askable)]:
            with clocked() as spent:
                best = fts.ask(question)
            if counted:
                theirs.note(question, spent, question.page in best)
        say(f"questions: {start}")
    return {"sohoa": ours.figures(), "fts5": theirs.figures()}


def _asked(question: Question) -> Asked:
    return Asked(question.text, case=question.case, type=question.type, from_=question.since, to=question.until)


def _page_ids(archive: Archive) -> dict[int, tuple[str, int]]:
    """Of each page its dossier and its number there: in a generated home a dossier is one file."""
    query = select(Page.id, Component.dossier_id, Page.ordinal).join(Component, Component.id == Page.component_id)
    with archive.ledger.read() as session:
        return {page: (dossier, number) for page, dossier, number in session.execute(query)}


def _percentiles(values: list[float]) -> dict[str, Any]:
    marks = {f"p{mark}": round(percentile(values, mark), 3) for mark in (50, 95, 99)} if values else {}
    return {"count": len(values), **marks}


def _bytes_under(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
