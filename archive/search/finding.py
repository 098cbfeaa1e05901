"""The pages that the index finds for a question, best first and as far as they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Query

from archive.search.query.compiling import all_of
from archive.search.query.ranking import ENOUGH, SURELY_SIDE_BY_SIDE, Ranking
from archive.search.question import Question
from archive.search.schema import CASE, DAY, DESK, PAGE, PROCEDURE, TYPE


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page that was found."""

    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found for a question."""

    searcher: tantivy.Searcher
    query: Query
    best: tuple[RankedPage, ...]
    """The best pages in order, at least `ENOUGH` where there are; equally good ones always in the same order."""
    total: int
    """Pages that paging can reach."""
    typed: int
    """Pages with all that was typed."""

    @property
    def widened(self) -> bool:
        """Whether pages with less than what was typed are among them."""
        return self.total > self.typed

    def reaching(self, count: int) -> Finding:
        """The same, with the best ``count`` pages."""
        return _find(self.searcher, self.query, count, self.typed)


def find_pages(ranking: Ranking, question: Question) -> Finding:
    """What is found for a question: pages with all that was typed, and where few have it as it was, pages with less."""
    searcher, within = ranking.searcher, _filters(question, ranking.schema)
    count = max(question.offset + question.limit, ENOUGH)
    found = _find(searcher, all_of([ranking.as_typed(), *within]), count)
    if _enough_side_by_side(found, ranking, within):
        return found
    typed = found.typed
    if wider := ranking.with_variants():
        found = _find(searcher, all_of([wider, *within]), count, typed)
    if typed == 0 and found.total < ENOUGH and (respelt := ranking.respelt()):
        found = _find(searcher, all_of([respelt, *within]), count, typed)
    return found


def _find(searcher: tantivy.Searcher, query: Query, count: int, typed: int | None = None) -> Finding:
    result = searcher.search(query, limit=max(1, min(count, searcher.num_docs)))
    pages = searcher.fast_field_values(PAGE, [address for _, address in result.hits])
    best = [
        RankedPage(int(page), score) for page, (score, _) in zip(pages, result.hits, strict=True) if page is not None
    ]
    total: int = result.count  # type: ignore[attr-defined]  # the package's stub lacks it
    return Finding(searcher, query, tuple(best), total, total if typed is None else typed)


def _enough_side_by_side(found: Finding, ranking: Ranking, within: Sequence[Query]) -> bool:
    """Whether `ENOUGH` pages have the words side by side; counted only where the best pages do not show it."""
    if found.total < ENOUGH:
        return False
    if found.best[ENOUGH - 1].score >= SURELY_SIDE_BY_SIDE:
        return True
    near = all_of([ranking.near(), *within])
    return _find(ranking.searcher, near, 1).total >= ENOUGH


def _filters(question: Question, schema: tantivy.Schema) -> Sequence[Query]:
    """What the pages must be, whatever stands on them; nothing of it counts for their order."""
    terms = [
        (CASE, question.case),
        (DESK, question.desk),
        (PROCEDURE, question.procedure),
        (TYPE, question.type),
    ]
    filters = [Query.term_query(schema, field, value) for field, value in terms if value is not None]
    if question.from_ or question.to:
        first = question.from_.toordinal() if question.from_ else None
        last = question.to.toordinal() if question.to else None
        filters.append(Query.range_query(schema, DAY, FieldType.Unsigned, first, last))
    return [Query.const_score_query(each, 0.0) for each in filters]
