"""Following the ledger: what it says now is what is found, and a cut anywhere leaves neither ghost nor hole."""

from __future__ import annotations

import pytest
import tantivy
from sqlalchemy import select

from archive.archive import Archive
from archive.dossiers.correct import hide_page, link, restore_page
from archive.dossiers.undo import undo
from archive.models import Dossier, Page, Task, TaskKind
from archive.quarantine.items import Item
from archive.quarantine.ways_back import release
from archive.readings import pack, unread
from archive.search.generations import Generations
from archive.search.indexer import Indexer
from archive.search.reader import IndexReader
from archive.search.schema import CASE
from archive.search.writer import GenerationWriter
from archive.work.commit import do_again
from archive.work.engine import Engine, Step
from archive.work.orders import ReadResult
from config.errors import StorageFull
from ocr.page import PageState
from ocr.text.secrecy import SECRET
from tests.doubles import INFO
from tests.reading_double import Pipeline, ReadingRunners
from tests.unit.archive.search.looking import Found, Scan

CASE_CODE = "H26.12-260804-0583"


def unwatched(step: Step) -> None:
    """Nobody looks at the steps of the work."""


def dossier(archive: Archive) -> str:
    with archive.ledger.read() as session:
        return session.scalars(select(Dossier.id)).one()


def read_again(archive: Archive, pipeline: Pipeline, page: int) -> None:
    with archive.ledger.write() as work:
        do_again(work, work.query(Task).where(Task.kind == TaskKind.READ, Task.subject == str(page)).one())
    list(Engine(archive.ledger, ReadingRunners(pipeline)).run())


def test_what_was_read_is_found_with_and_without_marks(scan: Scan, indexer: Indexer, found: Found) -> None:
    first, second = scan("Đơn đề nghị", "hòa giải")
    indexer.catch_up()
    assert found("de") == [first] and found("HOÀ") == [second]


def test_following_twice_changes_nothing(scan: Scan, indexer: Indexer, found: Found) -> None:
    pages = scan("giấy một", "giấy hai")
    indexer.catch_up()
    assert not indexer.follow() and found("giấy") == pages


def test_a_page_that_is_read_again_leaves_no_ghost(
    archive: Archive, pipeline: Pipeline, scan: Scan, indexer: Indexer, found: Found
) -> None:
    (page,) = scan("nhầm")
    indexer.catch_up()
    pipeline.says["nhầm"] = "đúng"
    read_again(archive, pipeline, page)
    indexer.catch_up()
    assert found("nhầm") == [] and found("đúng") == [page]


def test_a_page_that_lost_its_words_is_gone(
    archive: Archive, pipeline: Pipeline, scan: Scan, indexer: Indexer, found: Found
) -> None:
    page, other = scan("chữ một", "chữ hai")
    indexer.catch_up()
    pipeline.says["chữ một"] = ""
    read_again(archive, pipeline, page)
    indexer.catch_up()
    assert found("chữ") == [other]


def test_corrections_show_at_once(archive: Archive, scan: Scan, indexer: Indexer, found: Found) -> None:
    first, second = scan("giấy một", "giấy hai")
    indexer.catch_up()
    indexer.rest()
    # These commands become the engine themselves and return when the index has followed.
    hide_page(archive, dossier(archive), 1, unwatched)
    assert found("giấy") == [second]
    restore_page(archive, dossier(archive), 1, unwatched)
    assert found("giấy") == [first, second]
    link(archive, dossier(archive), CASE_CODE, unwatched)
    assert in_case(archive) == 2
    undo(archive, dossier(archive), unwatched)
    assert in_case(archive) == 0


def in_case(archive: Archive) -> int:
    reader = IndexReader(archive.home)
    return len(reader.searcher().search(tantivy.Query.term_query(reader.schema, CASE, CASE_CODE), 10).hits)


def test_a_withheld_page_is_found_when_it_was_released_and_its_text_is_kept_nowhere_before(
    archive: Archive, pipeline: Pipeline, scan: Scan, indexer: Indexer, found: Found, generations: Generations
) -> None:
    (page,) = scan("kế hoạch")
    indexer.catch_up()
    secret = archive.objects.put(pack(unread(INFO, PageState.OK)))
    pipeline.says["kế hoạch"] = ReadResult(secret, PageState.OK, 0, None, False, False, None, (SECRET,), "double", "1")
    read_again(archive, pipeline, page)
    indexer.catch_up()
    assert found("hoạch") == []
    assert indexer._texts.find({page: secret}) == {}
    pipeline.says.clear()
    read_again(archive, pipeline, page)
    indexer.catch_up()
    indexer.rest()
    assert found("hoạch") == []
    release(archive, [Item("page", page)], "được giải mật", unwatched)
    assert found("hoạch") == [page]


@pytest.mark.parametrize("when", ["remove", "add", "commit"])
def test_a_cut_between_commits_leaves_neither_ghost_nor_hole(
    archive: Archive,
    scan: Scan,
    indexer: Indexer,
    found: Found,
    generations: Generations,
    monkeypatch: pytest.MonkeyPatch,
    when: str,
) -> None:
    before = scan("giấy cũ")
    indexer.catch_up()
    after = scan("giấy mới")

    class Cut(BaseException):
        """The power goes."""

    def cut(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(GenerationWriter, when, cut)
        with pytest.raises(Cut):
            indexer.catch_up()
    assert found("giấy") == before
    indexer.abandon()  # what the end of a process does
    again = Indexer(archive, generations.folder(str(generations.current())))
    again.catch_up()
    assert found("giấy") == before + after


def test_after_a_full_disk_it_goes_on_where_it_stood(
    scan: Scan, indexer: Indexer, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scan("giấy cũ")
    indexer.catch_up()
    after = scan("giấy mới")

    def full(*_: object) -> None:
        raise StorageFull(home="home")

    with monkeypatch.context() as patch:
        patch.setattr(GenerationWriter, "commit", full)
        with pytest.raises(StorageFull):
            indexer.catch_up()
    assert found("giấy") == before
    indexer.catch_up()
    assert found("giấy") == before + after


def test_a_reading_that_is_missing_costs_its_own_page_only(
    archive: Archive, scan: Scan, indexer: Indexer, found: Found, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = scan("giấy mất", "giấy còn")
    with archive.ledger.read() as session:
        archive.objects.path(str(session.get_one(Page, bad).reading_sha256)).unlink()
    indexer.catch_up()
    assert found("giấy") == [good] and f"page {bad} is not indexed" in caplog.text


def test_texts_come_from_the_cache_only_while_they_are_those_of_the_reading(
    archive: Archive, pipeline: Pipeline, scan: Scan, indexer: Indexer, found: Found
) -> None:
    (page,) = scan("bản")
    indexer.catch_up()
    with archive.ledger.read() as session:
        reading = str(session.get_one(Page, page).reading_sha256)
    assert indexer._texts.find({page: reading}) == {page: "bản"}
    assert indexer._texts.find({page: "0" * 64}) == {}


def test_many_pages_of_one_event_are_all_followed(archive: Archive, scan: Scan, indexer: Indexer, found: Found) -> None:
    pages = scan(*(f"giấy {number}" for number in range(40)))
    indexer.catch_up()
    assert found("giấy") == pages
    with archive.ledger.write() as work:
        work.record("case.imported", f"case:{CASE_CODE}")
    assert indexer.behind() == 1
    indexer.catch_up()
    assert indexer.behind() == 0 and found("giấy") == pages
