"""A generated home is an archive like any other: sound, readable, and with nothing left to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from archive.archive import Archive, open_archive
from archive.dossiers.describe import details, listing, page_text
from archive.models import Dossier, DossierState, Event, EventLink, Page, Task, TaskState
from archive.verify import verify
from benchmarks.corpus import generate_pages
from benchmarks.corpus.ledger import Wanted, make_home
from config.errors import UsageError
from config.home import Home

PAGES = 300


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = Home(tmp_path_factory.mktemp("generated"))
    assert list(make_home(home, Wanted(PAGES, seed=5, workers=1)))[-1] == PAGES
    with open_archive(home) as archive:
        yield archive


def test_nothing_is_damaged_missing_or_too_much_and_the_chain_holds(generated: Archive) -> None:
    *_, report = verify(generated)
    assert report.checked > PAGES
    assert (report.damaged, report.missing, report.orphans) == ([], [], [])


def test_the_ledger_gives_the_pages_as_they_were_generated(generated: Archive) -> None:
    expected = {page.number: page for page in generate_pages(5, PAGES)}
    with generated.ledger.read() as session:
        pages = session.scalars(select(Page)).all()
        assert {page.id: page_text(page, generated.objects) for page in pages} == {
            number: page.text for number, page in expected.items()
        }
        for dossier in listing(session):
            told = details(dossier, generated.objects, generated.dossiers, generated.settings.quality)
            papers = [component["type"] for component in told["components"] for _ in component["pages"]]
            assert papers == [expected[page.id].type for page in dossier.pages]
            assert {expected[page.id].case for page in dossier.pages} == {dossier.case_code}


def test_most_dossiers_are_linked_and_some_wait(generated: Archive) -> None:
    with generated.ledger.read() as session:
        states = [dossier.state for dossier in session.scalars(select(Dossier))]
    assert states.count(DossierState.LINKED) > len(states) / 2
    assert DossierState.AWAITING_CASE in states


def test_every_page_has_its_event_and_nothing_is_left_to_do(generated: Archive) -> None:
    with generated.ledger.read() as session:
        read = session.scalars(select(Event.subject).where(Event.kind == "page.read")).all()
        last = session.scalar(select(func.max(EventLink.id)))
        assert sorted(read) == sorted(f"page:{number}" for number in range(1, PAGES + 1))
        assert last == session.scalar(select(func.count()).select_from(EventLink))
        assert set(session.scalars(select(Task.state))) == {TaskState.DONE}


def test_a_home_in_which_something_lies_is_left_alone(generated: Archive) -> None:
    with pytest.raises(UsageError):
        next(make_home(generated.home, Wanted(10)))
