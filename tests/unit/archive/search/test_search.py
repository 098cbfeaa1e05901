"""A question is answered from index, ledger and readings of a home of generated dossiers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import select, update

from archive.archive import Archive, open_archive
from archive.dossiers.describe import details, find
from archive.models import Dossier, Page
from archive.search.generations import Generations
from archive.search.question import Answer, Question
from archive.search.reader import IndexReader, open_reader
from archive.search.rebuild import Rebuild
from archive.search.search import search
from archive.search.texts import FILE
from benchmarks.corpus import GeneratedPage, generate_pages
from benchmarks.corpus.ledger import Wanted, make_home
from config.errors import SearchNotReady, UsageError
from config.home import Home

pytestmark = pytest.mark.sqlite("a home that is made once for many tests")
PAGES = 60


@dataclass(frozen=True)
class Office:
    """A home of dossiers whose truth is known, and its index."""

    archive: Archive
    reader: IndexReader
    truth: list[GeneratedPage]

    def ask(self, text: str, **asked: object) -> Answer:
        return search(self.archive, self.reader, Question(text, **asked))  # type: ignore[arg-type]

    def forget_texts(self) -> None:
        """As if the cache had been lost."""
        (self.archive.home.index / FILE).unlink()

    def change(self, page: int, **columns: object) -> None:
        """Change a page in the ledger behind the index's back."""
        with self.archive.ledger.write() as work:
            work.execute(update(Page).where(Page.id == page).values(**columns))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("generated") / "home")
    for _ in make_home(home, Wanted(PAGES, noise=0, workers=1)):
        pass
    with open_archive(home) as archive, Rebuild.begin(archive, resume=False) as rebuild:
        while not rebuild.finished:
            rebuild.step()
        rebuild.publish()
    Generations.of(home).adopt(rebuild.generation)
    return home


@pytest.fixture
def office(indexed: Home, tmp_path: Path) -> Iterator[Office]:
    home = Home(tmp_path / "home")
    shutil.copytree(indexed.path, home.path)
    with open_archive(home) as archive:
        yield Office(archive, open_reader(home), list(generate_pages(1, PAGES, noise=0)))


def number_of(office: Office, hit_page: GeneratedPage) -> int:
    """Id of the page in the ledger."""
    answer = office.ask(f'"{hit_page.person}" "{hit_page.symbol}"')
    with office.archive.ledger.read() as session:
        dossier = find(session, answer.hits[0].dossier or "")
        return dossier.pages[(answer.hits[0].page or 0) - 1].id


def test_a_hit_says_where_its_page_stands(office: Office) -> None:
    for page in office.truth[::7]:
        (hit, *_) = office.ask(f'"{page.person}" "{page.symbol}"').hits
        assert (hit.case, hit.page) == (page.case, page.position)
        archive = office.archive
        with archive.ledger.read() as session:
            shown = details(
                find(session, hit.dossier or ""), archive.objects, archive.dossiers, archive.settings.quality
            )
        assert shown["case"] == page.case
        assert " ".join(shown["pages"][page.position - 1]["text"].split()) == " ".join(page.truth.split())
        assert page.person in hit.snippet or page.symbol in hit.snippet
        assert 2 <= len(hit.boxes) <= 50
        assert all(0 <= edge <= 1 for box in hit.boxes for edge in box)


def test_numbers_count_hidden_pages(office: Office) -> None:
    second = next(page for page in office.truth if page.position == 2)
    first = next(page for page in office.truth if (page.dossier, page.position) == (second.dossier, 1))
    office.change(number_of(office, first), hidden=True)
    assert office.ask(f'"{second.person}" "{second.symbol}"').hits[0].page == 2


@pytest.mark.parametrize("columns", [{"hidden": True}, {"withheld": True}, {"reading_sha256": None}])
def test_what_the_ledger_no_longer_shows_is_not_found_while_the_index_lags(
    office: Office, columns: dict[str, object]
) -> None:
    before = office.ask("cộng hòa", limit=5)
    gone = before.hits[0]
    with office.archive.ledger.read() as session:
        page = find(session, gone.dossier or "").pages[(gone.page or 0) - 1].id
    office.change(page, **columns)
    after = office.ask("cộng hòa", limit=5)
    assert [(hit.dossier, hit.page) for hit in after.hits[:4]] == [(hit.dossier, hit.page) for hit in before.hits[1:]]
    assert len(after.hits) == 5
    assert after.total == before.total - 1


def test_paging_goes_over_what_was_dropped(office: Office) -> None:
    everything = [(hit.dossier, hit.page) for hit in office.ask("ngày", limit=100).hits]
    with office.archive.ledger.read() as session:
        for dossier, page in everything[1:9:3]:
            office.change(find(session, dossier or "").pages[(page or 0) - 1].id, hidden=True)
    left = [each for each in everything if each not in everything[1:9:3]]
    paged = [
        (hit.dossier, hit.page)
        for offset in range(0, 100, 4)
        for hit in office.ask("ngày", limit=4, offset=offset).hits
    ]
    assert paged == left


def test_a_dossier_that_left_the_filter_is_not_found(office: Office) -> None:
    case = next(page.case for page in office.truth if page.case)
    assert office.ask("ngày", case=case).total > 0
    with office.archive.ledger.write() as work:
        work.execute(update(Dossier).where(Dossier.case_code == case).values(case_code=None))
    assert office.ask("ngày", case=case).hits == ()


def test_a_page_of_an_open_batch_has_no_dossier_yet(office: Office) -> None:
    page = office.truth[10]
    office.change(number_of(office, page), component_id=None, position=None)
    hit = office.ask(f'"{page.person}" "{page.symbol}"').hits[0]
    assert (hit.dossier, hit.case, hit.page) == (None, None, None)
    assert hit.file and hit.batch


def test_what_was_meant_is_said_as_the_pages_spell_it(office: Office) -> None:
    answer = office.ask("Quyết dịnhh")
    assert answer.did_you_mean == "Quyết định"
    assert answer.hits
    assert office.ask("quyết định").did_you_mean is None
    assert office.ask("xqzt wvkkj").to_json()["hits"] == []


def test_what_was_meant_is_said_in_the_letters_that_were_typed(office: Office) -> None:
    assert office.ask("quyết dịnhh").did_you_mean == "quyết định"


def test_the_code_of_a_case_finds_all_pages_of_its_dossier(office: Office) -> None:
    case = next(page.case for page in office.truth if page.case)
    pages = [page.number for page in office.truth if page.case == case]
    assert not all(case in page.truth for page in office.truth if page.case == case)
    for asked in (case, case.lower(), case.rpartition("-")[2]):
        found = [hit for hit in office.ask(asked).hits if hit.case == case]
        assert len(found) == len(pages)


def test_a_reading_that_is_missing_is_shown_from_its_text(office: Office) -> None:
    page = office.truth[3]
    whole = office.ask(f'"{page.person}" "{page.symbol}"').hits[0]
    assert whole.snippet and whole.boxes
    for path in office.archive.home.objects.rglob("*"):
        if path.is_file():
            path.unlink()
    assert office.ask(f'"{page.person}" "{page.symbol}"').hits[0] == whole


def test_what_no_text_is_kept_of_is_shown_from_its_reading(office: Office) -> None:
    page = office.truth[3]
    kept = office.ask(f'"{page.person}" "{page.symbol}"').hits[0]
    office.forget_texts()
    read = office.ask(f'"{page.person}" "{page.symbol}"').hits[0]
    assert (read.snippet, read.marks) == (kept.snippet, kept.marks)
    assert [*chain(*read.boxes)] == pytest.approx([*chain(*kept.boxes)], abs=0.000011)


def test_a_page_of_which_nothing_is_left_shows_nothing_but_its_place(office: Office) -> None:
    page = office.truth[3]
    number = number_of(office, page)
    with office.archive.ledger.read() as session:
        reading = session.scalar(select(Page.reading_sha256).where(Page.id == number))
    office.forget_texts()
    office.archive.objects.path(reading or "").unlink()
    (hit, *_) = office.ask(f'"{page.person}" "{page.symbol}"').hits
    assert (hit.page, hit.snippet, hit.boxes) == (page.position, "", ())


def test_a_home_without_an_index_says_so(tmp_path: Path) -> None:
    with open_archive(Home(tmp_path / "home")) as archive, pytest.raises(SearchNotReady):
        open_reader(archive.home)


@pytest.mark.parametrize("asked", [{"limit": 0}, {"offset": -1}, {"limit": 5, "offset": 10_000}])
def test_a_question_beyond_reason_is_refused(asked: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        Question("x", **asked)  # type: ignore[arg-type]


def test_papers_are_asked_for_by_what_they_say_of_themselves(office: Office) -> None:
    hit = office.ask("cộng hòa", limit=1).hits[0]
    said = {
        "number": "05",
        "notation": "GP-SCT",
        "issuer": "SỞ CÔNG THƯƠNG",
        "applicant": "Công ty Hồng Giang",
        "date": "2026-07-31",
    }
    with office.archive.ledger.write() as work:
        component = find(work, hit.dossier or "").components[0]
        component.fields = {name: {"value": value} for name, value in said.items()}
        component.type = "giay-phep"
    with Rebuild.begin(office.archive, resume=False) as rebuild:
        while not rebuild.finished:
            rebuild.step()
        rebuild.publish()
    Generations.of(office.archive.home).adopt(rebuild.generation)
    office = Office(office.archive, open_reader(office.archive.home), office.truth)
    pages = office.ask("cộng hòa", type="giay-phep").total
    assert pages > 0
    first, later = date(2026, 7, 31), date(2026, 8, 1)
    asked: dict[str, object]
    for asked in (
        {"number": "05/GP-SCT"},
        {"number": "5/gp-sct"},
        {"number": "5"},
        {"number": "gp-sct"},
        {"issuer": "so cong thuong"},
        {"applicant": "hồng giang"},
        {"issued_from": first, "issued_to": first},
    ):
        assert office.ask("cộng hòa", **asked).total == pages, asked
    for asked in ({"number": "6"}, {"issuer": "sở tài chính"}, {"applicant": "giang hà"}, {"issued_from": later}):
        assert office.ask("cộng hòa", **asked).total == 0, asked
