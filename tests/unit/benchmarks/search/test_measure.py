"""Both indexes hold every page when they are measured, and each side is asked all that it can be asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.archive import Archive, open_archive
from benchmarks.corpus import generate_pages
from benchmarks.corpus.ledger import Wanted, make_home
from benchmarks.corpus.pages import outlines
from benchmarks.search.fts5 import FtsIndex
from benchmarks.search.measure import measure_fts, measure_index, measure_questions
from benchmarks.search.questions import draw_questions
from config.home import Home

PAGES, SEED = 120, 6


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    home = Home(tmp_path_factory.mktemp("measured"))
    for _ in make_home(home, Wanted(PAGES, SEED, workers=1)):
        pass
    with open_archive(home) as opened:
        yield opened


def test_index_and_questions_are_measured_on_both_sides(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said: list[str] = []
    fts = FtsIndex(tmp_path_factory.mktemp("fts") / "fts5.sqlite")
    index = measure_index(archive, said.append)
    theirs, words = measure_fts(archive, fts, said.append)
    drawn = draw_questions(SEED, list(outlines(SEED, PAGES)), 80)
    asked = measure_questions(archive, fts, drawn, said.append)
    fts.close()

    assert words == sum(len(page.text.split()) for page in generate_pages(SEED, PAGES))
    assert 1 < index["bytes"] / words < 20 and 1 < theirs["bytes"] / words < 40
    assert index["readings"]["seconds"] > 0 and index["texts"]["seconds"] > 0
    assert f"index of texts: {PAGES} of {PAGES} pages" in said
    assert asked["sohoa"]["all"]["count"] == len(drawn)
    assert asked["fts5"]["all"]["count"] == sum(question.match is not None for question in drawn)
    code = asked["sohoa"]["kinds"]["code"]
    assert code["found"] >= 0.8 * code["count"]


def test_a_home_that_keeps_its_texts_is_indexed_of_them_alone(archive: Archive) -> None:
    measure_index(archive, lambda _: None)
    assert "readings" not in measure_index(archive, lambda _: None)
