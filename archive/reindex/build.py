"""The index built anew beside the one that answers, or some of its pages put in again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from archive.archive import Archive
from archive.reindex.choice import Choice, pages_in
from archive.search.generations import Generations, adopted
from archive.search.pages import shown_pages
from archive.search.rebuild import Rebuild
from archive.work.drive import make_findable, work_until
from config.errors import SearchNotReady

AT_ONCE = 500
"""Pages that one event names: a command that is killed has done whole events."""

Watch = Callable[[int, int], None]
"""Is told how many pages of how many are done."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it."""

    pages: int
    """Pages that were put in, by this call or before it was interrupted."""
    added: int
    """Pages that this call put in."""
    seconds: float
    """That this took, without the wait for the engine."""


def build(archive: Archive, resume: bool, watch: Watch, wait: Callable[[], None]) -> Built:
    """Build a generation of the index and wait until it answers; ``wait`` is called when nothing but that is left.

    With ``resume`` it goes on with one that was left unfinished. Raises `ReindexRunning`, `StorageFull`, and
    `SearchNotReady` where what was built turned out to be unusable.
    """
    began = time.monotonic()
    with Rebuild.begin(archive, resume) as rebuild:
        before = rebuild.done
        watch(rebuild.done, rebuild.total)
        while not rebuild.finished:
            rebuild.step()
            watch(rebuild.done, max(rebuild.done, rebuild.total))
        rebuild.publish()
        built = Built(rebuild.done, rebuild.done - before, time.monotonic() - began)
    wait()
    _wait_until_adopted(archive, rebuild.generation)
    return built


def put_in_again(archive: Archive, choice: Choice, watch: Watch) -> Built:
    """Have the index that answers take the chosen pages in again, as the ledger has them, and wait until it has.

    They are named by events, which the index follows; nothing is lost if this is killed on the way.
    """
    began = time.monotonic()
    with archive.ledger.read() as session:
        pages = sorted(session.scalars(pages_in(session, choice)))
        shown = len(shown_pages(session, pages))  # the others are named too: the index is to forget them
    for start in range(0, len(pages), AT_ONCE):
        with archive.ledger.write() as work:
            work.record("index.renewed", "index:pages", pages=pages[start : start + AT_ONCE])
        watch(start, len(pages))
    make_findable(archive)
    watch(len(pages), len(pages))
    return Built(shown, shown, time.monotonic() - began)


def _wait_until_adopted(archive: Archive, generation: str) -> None:
    generations = Generations.of(archive.home)

    def decided() -> bool:
        return adopted(archive.home, generation) or generations.next() != generation

    for _step in work_until(decided, archive):
        pass
    if not adopted(archive.home, generation):
        raise SearchNotReady(home=archive.home.path)
