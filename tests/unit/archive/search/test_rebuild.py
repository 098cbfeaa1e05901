"""Building the index anew: whole whatever it is killed at, beside the one that answers, one at a time."""

from __future__ import annotations

import threading

import pytest

from archive.archive import Archive
from archive.search import indexer as indexer_module
from archive.search import rebuild as rebuild_module
from archive.search.generations import Generations, adopted
from archive.search.indexer import Indexer
from archive.search.reader import IndexReader
from archive.search.rebuild import Rebuild
from archive.work.drive import make_findable
from config.errors import ReindexRunning
from tests.unit.archive.search.looking import Found, Scan


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild_module, "PAGES_AT_ONCE", 2)
    monkeypatch.setattr(indexer_module, "PAGES_A_COMMIT", 4)


def build(archive: Archive, resume: bool = False) -> Rebuild:
    with Rebuild.begin(archive, resume) as rebuild:
        while not rebuild.finished:
            rebuild.step()
        rebuild.publish()
    return rebuild


def test_what_is_built_holds_every_page_and_is_adopted(
    archive: Archive, scan: Scan, indexer: Indexer, found: Found, generations: Generations
) -> None:
    pages = scan(*(f"giấy {number}" for number in range(7)))
    indexer.catch_up()
    indexer.rest()
    before = str(generations.current())
    rebuilt = build(archive)
    assert rebuilt.done == rebuilt.total == 7
    assert not adopted(archive.home, rebuilt.generation) and found("giấy") == pages
    make_findable(archive)  # nothing changed: the index that answers is good enough
    scan("giấy mới")
    make_findable(archive)
    assert adopted(archive.home, rebuilt.generation) and len(found("giấy")) == 8
    assert not generations.folder(before).exists() and list(generations.names()) == [rebuilt.generation]


@pytest.mark.parametrize("steps", range(6))
def test_killed_after_any_step_and_resumed_it_holds_the_same(
    archive: Archive, scan: Scan, indexer: Indexer, found: Found, generations: Generations, steps: int
) -> None:
    pages = scan(*(f"giấy {number}" for number in range(9)))
    killed = Rebuild.begin(archive, resume=False)
    for _ in range(steps):
        killed.step()
    killed.close()  # without a commit: as if killed
    later = scan("giấy mới")
    resumed = build(archive, resume=True)
    assert resumed.generation == killed.generation
    generations.adopt(resumed.generation)
    assert found("giấy") == pages + later


def test_what_is_resumed_does_not_begin_from_the_start(archive: Archive, scan: Scan, indexer: Indexer) -> None:
    scan(*(f"giấy {number}" for number in range(9)))
    killed = Rebuild.begin(archive, resume=False)
    for _ in range(3):
        killed.step()
    killed.close()
    with Rebuild.begin(archive, resume=True) as resumed:
        assert (resumed.done, resumed.total) == (4, 9)


def test_without_resume_what_was_left_is_removed(
    archive: Archive, scan: Scan, indexer: Indexer, generations: Generations
) -> None:
    scan("giấy")
    left = Rebuild.begin(archive, resume=False)
    left.close()
    rebuilt = build(archive)
    assert rebuilt.generation != left.generation and not generations.folder(left.generation).exists()


def test_a_half_built_generation_that_is_damaged_is_not_resumed(
    archive: Archive, scan: Scan, indexer: Indexer, generations: Generations
) -> None:
    scan("giấy")
    left = Rebuild.begin(archive, resume=False)
    left.close()
    (generations.folder(left.generation) / "meta.json").write_text("{")
    assert build(archive, resume=True).generation != left.generation


def test_two_cannot_build_at_once(archive: Archive, indexer: Indexer) -> None:
    with Rebuild.begin(archive, resume=False), pytest.raises(ReindexRunning):
        Rebuild.begin(archive, resume=False)
    build(archive)


def test_what_changes_meanwhile_is_in_it(archive: Archive, scan: Scan, indexer: Indexer, found: Found) -> None:
    pages = scan("giấy một", "giấy hai", "giấy ba")
    with Rebuild.begin(archive, resume=False) as rebuild:
        rebuild.step()
        pages += scan("giấy bốn")
        with archive.ledger.write() as work:
            work.connection().exec_driver_sql(f"UPDATE page SET hidden = (1 = 1) WHERE id = {pages[0]}")
            work.record("page.withheld", f"page:{pages[0]}")
        while not rebuild.finished:
            rebuild.step()
        rebuild.publish()
    Generations.of(archive.home).adopt(rebuild.generation)
    assert found("giấy") == pages[1:]


def test_a_reader_goes_over_to_what_was_adopted(
    archive: Archive, scan: Scan, indexer: Indexer, generations: Generations
) -> None:
    indexer.rest()
    reader = IndexReader(archive.home)
    held = reader.searcher()
    scan("giấy")
    rebuilt = build(archive)
    generations.adopt(rebuilt.generation)
    assert held.num_docs == 1 and reader.searcher().num_docs == 2


def test_a_lock_that_is_held_a_moment_longer_is_waited_for(
    archive: Archive, scan: Scan, indexer: Indexer, generations: Generations
) -> None:
    other = threading.Timer(0.3, indexer.abandon)  # as a process that was killed, and is not yet gone
    other.start()
    following = Indexer(archive, generations.folder(str(generations.current())))
    other.join()
    scan("giấy")
    following.catch_up()
    following.rest()
    assert IndexReader(archive.home).position == following.position > 0
