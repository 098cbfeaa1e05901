"""The index in the background: made where there is none, built anew where it cannot be used, never in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.archive import Archive
from archive.search import generations as generations_module
from archive.search import service
from archive.search.changes import ledger_end
from archive.search.generations import Generations, Versions
from archive.search.indexer import Indexer
from archive.search.rebuild import Rebuild
from archive.search.service import IndexService, followed
from archive.search.writer import GenerationWriter
from archive.work.drive import make_findable
from archive.work.lock import reindex_lock
from config.errors import StorageFull, UnexpectedFault
from tests.unit.archive.search.looking import Found, Scan
from tests.waiting import wait_until


@pytest.fixture
def running(archive: Archive) -> Iterator[IndexService]:
    with IndexService(archive) as index:
        yield index


def end(archive: Archive) -> int:
    with archive.ledger.read() as session:
        return ledger_end(session)


def test_an_old_home_without_an_index_gets_one(
    archive: Archive, scan: Scan, found: Found, generations: Generations
) -> None:
    pages = scan("giấy một", "giấy hai")
    assert generations.current() is None and not followed(archive.home, 0)
    make_findable(archive)
    assert found("giấy") == pages and followed(archive.home, end(archive))


def test_new_pages_are_found_without_a_word(archive: Archive, scan: Scan, found: Found, running: IndexService) -> None:
    running.follow_to(end(archive))
    pages = scan("giấy mới")
    wait_until(lambda: found("giấy") == pages, "the page", seconds=10)


@pytest.mark.parametrize("versions", [Versions(schema=999), Versions(fold=999)])
def test_an_index_of_other_versions_answers_until_it_is_built_anew(
    archive: Archive,
    scan: Scan,
    indexer: Indexer,
    found: Found,
    generations: Generations,
    monkeypatch: pytest.MonkeyPatch,
    versions: Versions,
) -> None:
    pages = scan("giấy một", "giấy hai")
    indexer.catch_up()
    indexer.rest()
    old = str(generations.current())
    monkeypatch.setattr(service, "Versions", lambda: versions)
    monkeypatch.setattr(generations_module, "Versions", _versions_now(versions))
    seen: list[list[int]] = []
    step = Rebuild.step

    def looked_at(self: Rebuild) -> int:
        seen.append(found("giấy"))
        return step(self)

    monkeypatch.setattr(Rebuild, "step", looked_at)
    pages += scan("giấy ba")
    make_findable(archive)
    assert seen and all(each == pages[:2] for each in seen)
    assert found("giấy") == pages and generations.current() != old and not generations.folder(old).exists()


def _versions_now(versions: Versions) -> object:
    """`Versions` as it would be after an upgrade."""
    return lambda schema=versions.schema, fold=versions.fold: Versions(schema, fold)


@pytest.mark.parametrize("damage", ["meta.json", "term"])
def test_a_damaged_generation_is_built_anew(
    archive: Archive, scan: Scan, indexer: Indexer, found: Found, generations: Generations, damage: str
) -> None:
    pages = scan("giấy một")
    indexer.catch_up()
    indexer.rest()
    folder = generations.folder(str(generations.current()))
    for path in folder.glob(f"*{damage}"):
        path.write_bytes(b"{")
    pages += scan("giấy hai")
    make_findable(archive)
    assert found("giấy") == pages and not folder.exists()


def test_a_finished_generation_that_is_damaged_is_thrown_away(
    archive: Archive, scan: Scan, indexer: Indexer, found: Found, generations: Generations
) -> None:
    indexer.rest()
    offered = generations.begin()
    generations.describe(offered)
    generations.offer(offered)
    pages = scan("giấy")
    make_findable(archive)
    assert found("giấy") == pages and not generations.folder(offered).exists()


def test_while_another_builds_nothing_is_built(
    archive: Archive, scan: Scan, found: Found, generations: Generations
) -> None:
    pages = scan("giấy")
    with reindex_lock(archive.home) as mine, IndexService(archive) as running:
        assert mine
        looks = count_turns(running)
        wait_until(lambda: len(looks) > 2, "a few turns", seconds=10)
        assert not list(generations.names()) and running.error is None
    make_findable(archive)
    assert found("giấy") == pages


def count_turns(running: IndexService) -> list[bool]:
    """Grows with every turn that is taken."""
    turn, turns = running._turn, list[bool]()

    def counted() -> bool:
        turns.append(turn())
        return turns[-1]

    running._turn = counted  # type: ignore[method-assign]
    return turns


def test_a_full_disk_is_said_and_the_index_goes_on_when_there_is_room(
    archive: Archive, scan: Scan, found: Found, generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull(home=archive.home.path)

    monkeypatch.setattr(service, "RETRY_SECONDS", 0.05)
    with IndexService(archive) as running:
        running.follow_to(end(archive))
        before = generations.current()
        with monkeypatch.context() as patch:
            patch.setattr(GenerationWriter, "commit", full)
            pages = scan("giấy")
            wait_until(lambda: isinstance(running.error, StorageFull), "the full disk to be said")
            with pytest.raises(StorageFull):
                running.follow_to(end(archive))
        running.follow_to(end(archive))
        assert found("giấy") == pages and running.error is None
        assert generations.current() == before, (
            "it was built anew, for the lock of the writer that failed was still held"
        )


def test_a_fault_of_its_own_is_said_and_stops_nobody(
    archive: Archive, scan: Scan, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a fault of the program")

    monkeypatch.setattr(service, "RETRY_SECONDS", 0.05)
    with IndexService(archive) as running:
        running.follow_to(end(archive))
        with monkeypatch.context() as patch:
            patch.setattr(Indexer, "follow", broken)
            pages = scan("giấy")
            wait_until(lambda: isinstance(running.error, UnexpectedFault), "the fault to be said")
        running.follow_to(end(archive))
        assert found("giấy") == pages


def test_a_thread_that_ended_is_not_waited_for(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What a fault inside Tantivy becomes."""

    def panic(*_: object) -> None:
        raise Panic

    with IndexService(archive) as running:
        monkeypatch.setattr(Generations, "next", panic)
        for _ in range(2):
            with pytest.raises(UnexpectedFault):
                running.follow_to(end(archive) + 1)


def test_at_rest_the_writer_is_given_back(
    archive: Archive, scan: Scan, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "REST_SECONDS", 0.0)
    with IndexService(archive) as running:
        running.follow_to(end(archive))
        wait_until(lambda: running._indexer and running._indexer._writer is None, "the writer's end")
        pages = scan("giấy")
        running.follow_to(end(archive))
        assert found("giấy") == pages
