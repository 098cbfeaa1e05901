"""Two hundred questions to two thousand pages of which two words in a hundred were misread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import pytest
import tantivy

from archive.search.accents import accented_runs, very_accents_first
from archive.search.boxes import Boxes, pack_boxes
from archive.search.finding import Finder, Finding
from archive.search.query.parse import parse
from archive.search.query.ranking import Ranking
from archive.search.question import Question
from archive.search.schema import IndexedPage, build_schema, document_of, register_tokenizers
from archive.search.texts import KeptText
from benchmarks.corpus import generate_pages
from ocr.text.fold import fold
from tests.golden import Golden, Truth, draw, misspelt

SEED = 1
Ask = Callable[[str], Finding]


@dataclass(frozen=True)
class Office:
    """The pages as they were read, the questions, and what truly answers them."""

    ask: Ask
    truth: Truth
    questions: Sequence[Golden]

    def recall(self, text: str, relevant: frozenset[int]) -> float:
        """Share of the relevant pages among the first ten."""
        return len(relevant & {each.page for each in self.ask(text).best[:10]}) / len(relevant)


@pytest.fixture(scope="module")
def office() -> Office:
    pages = list(generate_pages(SEED, 2000, noise=0.02))
    index = tantivy.Index(build_schema())
    register_tokenizers(index)
    writer = index.writer(50_000_000, 1)
    for page in pages:
        writer.add_document(document_of(IndexedPage(page.number, page.text, page.desk, page.day, page.case)))
    writer.commit()
    index.reload()
    schema, searcher, truth = index.schema, index.searcher(), Truth(pages)
    texts = {page.number: KeptText(page.text, Boxes(pack_boxes([]))) for page in pages}

    def ask(text: str) -> Finding:
        asked = parse(text)
        found = Finder(Ranking(asked, searcher, schema), Question(text, limit=10), len(pages)).find(10)
        return replace(found, best=tuple(very_accents_first(found.best, accented_runs(asked), texts)))

    return Office(ask, truth, draw(pages, truth, SEED, 200))


def test_typed_with_accents(office: Office) -> None:
    assert mean(office.recall(each.text, each.relevant) for each in office.questions) >= 0.97


def test_typed_without_accents(office: Office) -> None:
    typed = [fold(each.text) for each in office.questions]
    assert mean(office.recall(text, office.truth.folded(text)) for text in typed) >= 0.95


def test_typed_with_one_word_misspelt(office: Office) -> None:
    slips = [(misspelt(each.text, SEED), each.relevant) for each in office.questions]
    recalls = [office.recall(text, relevant) for text, relevant in slips if text]
    assert len(recalls) > 100
    assert mean(recalls) >= 0.90


def test_a_page_with_the_very_accents_comes_first(office: Office) -> None:
    firsts = [next(iter(office.ask(each.text).best), None) for each in office.questions]
    right = [
        first is not None and first.page in each.relevant for first, each in zip(firsts, office.questions, strict=True)
    ]
    assert mean(right) >= 0.95


@pytest.mark.parametrize("nonsense", ["xqzt", "wvkkj bbrrq", "xqzt wvkkj bbrrq", "qwertyuiop", "zzzz zzzz zzzz zzzz"])
def test_nonsense_finds_nothing(office: Office, nonsense: str) -> None:
    assert office.ask(nonsense).total == 0
