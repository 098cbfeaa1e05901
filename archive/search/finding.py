"""The pages that the index finds for a question, best first and as far as they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Query

from archive.search.query.compiling import all_of
from archive.search.query.ranking import ENOUGH, Ranking
from archive.search.question import Question
from archive.search.schema import CASE, DAY, DESK, PAGE, PROCEDURE, TYPE


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page that was found."""

    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The query that answers a question, and how much it finds."""

    searcher: tantivy.Searcher
    query: Query
    typed: int
    """Pages with all that was typed."""
    total: int

    @property
    def widened(self) -> bool:
        """Whether pages with less than what was typed are among them."""
        return self.total > self.typed

    def best(self, count: int) -> list[RankedPage]:
        """The best ``count`` pages in order; equally good ones always in the same."""
        found = self.searcher.search(self.query, limit=max(1, min(count, self.total)), count=False).hits
        pages = self.searcher.fast_field_values(PAGE, [address for _, address in found])
        return [RankedPage(int(page), score) for page, (score, _) in zip(pages, found, strict=True) if page is not None]


def count_of(searcher: tantivy.Searcher, query: Query) -> int:
    """How many pages a query finds."""
    count: int = searcher.search(query, limit=1).count  # type: ignore[attr-defined]  # the package's stub lacks it
    return count


def find_pages(ranking: Ranking, question: Question) -> Finding:
    """What is found for a question: with all that was typed; where that is little, with less, behind it."""
    searcher, within = ranking.searcher, _filters(question, ranking.schema)

    def finding(query: Query, typed: int | None = None) -> Finding:
        whole = all_of([query, *within])
        total = count_of(searcher, whole)
        return Finding(searcher, whole, total if typed is None else typed, total)

    found = finding(ranking.as_typed())
    typed = found.typed
    if typed < ENOUGH and (wider := ranking.with_variants()):
        found = finding(wider, typed)
    if typed == 0 and found.total < ENOUGH and (respelt := ranking.respelt()):
        found = finding(respelt, typed)
    return found


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
