"""Questions have an answer: the page each was drawn from is found, by FTS5 too where it can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from archive.search.schema import IndexedPage
from benchmarks.corpus import generate_pages
from benchmarks.corpus.pages import outlines
from benchmarks.search.fts5 import FtsIndex
from benchmarks.search.questions import Question, draw_questions

PAGES, SEED = 150, 4


@pytest.fixture(scope="module")
def fts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FtsIndex]:
    index = FtsIndex(tmp_path_factory.mktemp("fts") / "fts5.sqlite")
    index.add(
        IndexedPage(page.number, page.text, page.desk, page.day, page.case, page.procedure, page.type)
        for page in generate_pages(SEED, PAGES)
    )
    index.finish()
    yield index
    index.close()


@cache
def questions(count: int = 200) -> list[Question]:
    return draw_questions(SEED, list(outlines(SEED, PAGES)), count)


def test_all_kinds_are_asked_and_the_same_seed_asks_the_same() -> None:
    kinds = {question.kind for question in questions()}
    assert kinds == {"words", "unaccented", "phrase", "name", "code", "filtered", "misspelt", "boolean"}
    assert questions(20) == draw_questions(SEED, list(outlines(SEED, PAGES)), 20)


def test_fts5_finds_the_page_unless_what_was_asked_is_misread_on_it(fts: FtsIndex) -> None:
    asked = [question for question in questions() if question.match is not None]
    missed = [question for question in asked if question.page not in fts.ask(question, limit=PAGES)]
    assert len(missed) < 0.05 * len(asked)


def test_filters_leave_only_pages_that_pass(fts: FtsIndex) -> None:
    pages = {page.number: page for page in generate_pages(SEED, PAGES)}
    asked = [question for question in questions() if question.kind == "filtered"]
    assert {bool(question.case) for question in asked} == {True, False}
    for question in asked:
        for found in (pages[number] for number in fts.ask(question, limit=PAGES)):
            assert question.case in (None, found.case)
            assert question.type in (None, found.type)
            assert (question.since or found.day) <= found.day <= (question.until or found.day)


def test_what_fts5_cannot_be_asked_is_refused(fts: FtsIndex) -> None:
    misspelt = next(question for question in questions() if question.kind == "misspelt")
    with pytest.raises(ValueError, match="misspelt"):
        fts.ask(misspelt)
