"""The pages that the index finds for a question, best first and as far as they are asked for.

To see words side by side costs a third of a microsecond for each page that has them all; to rank words anywhere, a
fortieth of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from tantivy import FieldType, Query

from archive.search.parts import Span, newest, threads
from archive.search.query.compiling import all_of, any_best, without, worth
from archive.search.query.ranking import ABOVE_ALL_ELSE, ALL_EXACT, ANYWHERE, SIDE_BY_SIDE, STEP, VERY_BEST, Ranking
from archive.search.question import FARTHEST, Question
from archive.search.schema import (
    APPLICANT,
    CASE,
    DAY,
    DESK,
    ISSUED,
    ISSUER,
    NUMBER,
    PAGE,
    PROCEDURE,
    TYPE,
    number_term,
)
from archive.search.words import words_of
from ocr.text.fold import fold

ENOUGH = 20
"""Pages with the words side by side from which on nothing else is looked for.

A number of its own, not that of the pages asked for: else the total would change from one page of results to the next.
"""
NEWEST = (8_000, 40_000)
"""Where very many pages have the words, so many are looked through first, then so many."""
PARTS = len(NEWEST) + 2
NEWER = 4 * STEP
"""By how much the best pages of one part are worth more than those of the next: more than all else."""


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page that was found."""

    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found for a question."""

    best: tuple[RankedPage, ...]
    """The best pages in order, as many as were asked for; equally good ones always in the same order."""
    total: int
    """Pages that paging can reach; from `FARTHEST` on at least so many."""
    typed: int
    """Pages with all that was typed."""

    @property
    def widened(self) -> bool:
        """Whether pages with less than what was typed are among them."""
        return self.total > self.typed


@dataclass
class Finder:
    """Finds the pages of one question in one state of the index."""

    ranking: Ranking
    question: Question
    last_page: int
    """The greatest id that a page has."""

    def find(self, count: int) -> Finding:
        """The best ``count`` pages: those with all that was typed; where few have it as it was, some with less."""
        count = max(count, ENOUGH)
        counted = threads().submit(self._count_common) if self.ranking.scattered and self.ranking.all_common else None
        near = self._near(count)
        if len(near.best) == count and near.best[-1].score >= ABOVE_ALL_ELSE:
            typed = near.total
            if self.ranking.scattered:
                typed = counted.result() if counted else self._search(worth(self.ranking.typed, 1.0), 1).total
            return Finding(near.best, typed, typed)
        found, typed = [near], near.total
        if self.ranking.scattered:
            found.append(self._anywhere(count))
            typed = found[-1].total
        if near.total >= ENOUGH:
            return Finding(_merged(found, count), typed, typed)
        return self._widened(found, typed, count)

    def _near(self, count: int) -> _Ranked:
        """The best pages with the words side by side; where very many may have them, the newest of the best first."""
        query = self.ranking.side_by_side()
        if not self.ranking.common:
            return self._search(query, count)
        best = VERY_BEST if self.ranking.accented else SIDE_BY_SIDE
        return self._newest_first(query, count, best, NEWER, total=not self.ranking.scattered)

    def _anywhere(self, count: int) -> _Ranked:
        """The best pages with the words wherever they stand; where very many have them, the newest of the best."""
        if not self.ranking.all_common:
            return self._search(self.ranking.anywhere(), count)
        best = ANYWHERE + (ALL_EXACT if self.ranking.accented else 0)
        return self._newest_first(self.ranking.anywhere(), count, best, 1.0, total=True)

    def _newest_first(self, query: Query, count: int, best: float, newer: float, total: bool) -> _Ranked:
        """The best pages, of those with a score from ``best`` on the newest.

        Older ones are left out, and not counted, where they cannot be among those asked for, and where there are as
        many as paging can reach, or their ``total`` does not matter.
        """
        found: list[_Ranked] = []
        seen = counted = 0
        for number in range(PARTS):
            size = _size_of_part(number, seen, counted) or self.last_page + 1
            spans = newest(self.last_page - seen, size)
            ranked = threads().map(lambda span: self._search(query, count, [self._between(span)]), spans)
            found += [each.raised(best, (PARTS - number) * newer) for each in ranked]
            seen, counted = seen + size, sum(each.total for each in found)
            sure = len([page for each in found for page in each.best if page.score >= best]) >= count
            if seen > self.last_page or (sure and (not total or counted >= FARTHEST)):
                break
        return _Ranked(_merged(found, count), counted)

    def _widened(self, found: list[_Ranked], typed: int, count: int) -> Finding:
        """Also pages with a variant, and where nothing has what was typed, with what was probably meant."""
        total, less = typed, [query for query in [self.ranking.with_variants()] if query]
        if less:
            found.insert(1, self._search(less[0], count))
            total += self._search(without(less[0], self.ranking.typed), 1).total
        if typed == 0 and total < ENOUGH and (meant := self.ranking.as_meant()):
            less.append(meant)
            found.append(self._search(meant, count))
            total = self._search(worth(any_best(less), 1.0), 1).total
        return Finding(_merged(found, count), total, typed)

    @cached_property
    def _filters(self) -> list[Query]:
        """What the pages must be, whatever stands on them; nothing of it counts for their order."""
        asked, schema = self.question, self.ranking.schema
        terms = [(CASE, asked.case), (DESK, asked.desk), (PROCEDURE, asked.procedure), (TYPE, asked.type)]
        filters = [Query.term_query(schema, field, value) for field, value in terms if value is not None]
        words = [
            (field, word)
            for field, text in ((ISSUER, asked.issuer), (APPLICANT, asked.applicant))
            for word in words_of(fold(text or ""))
        ]
        filters += [Query.term_query(schema, field, word) for field, word in words]
        if asked.number is not None:
            filters.append(Query.term_query(schema, NUMBER, number_term(asked.number)))
        for field, *days in ((DAY, asked.from_, asked.to), (ISSUED, asked.issued_from, asked.issued_to)):
            if any(days):
                first, last = (day.toordinal() if day else None for day in days)
                filters.append(Query.range_query(schema, field, FieldType.Unsigned, first, last))
        if asked.desks is not None:
            filters.append(any_best([Query.term_query(schema, DESK, desk) for desk in sorted(asked.desks)]))
        return [worth(each, 0.0) for each in filters]

    def _between(self, span: Span) -> Query:
        return worth(Query.range_query(self.ranking.schema, PAGE, FieldType.Unsigned, *span), 0.0)

    def _search(self, query: Query, count: int, within: Sequence[Query] = ()) -> _Ranked:
        searcher = self.ranking.searcher
        whole = all_of([query, *within, *self._filters])
        result = searcher.search(whole, limit=max(1, min(count, searcher.num_docs)))
        pages = searcher.fast_field_values(PAGE, [address for _, address in result.hits])
        scored = zip(pages, result.hits, strict=True)
        best = tuple(RankedPage(int(page), score) for page, (score, _) in scored if page is not None)
        return _Ranked(best, result.count)  # type: ignore[attr-defined]  # the package's stub lacks it

    def _count_common(self) -> int:
        """How many pages have all that was typed; no more are counted than paging can reach. In one thread, beside."""
        typed = worth(self.ranking.typed, 1.0)
        left, counted = self.last_page, 0
        for number in range(1, PARTS):
            size = _size_of_part(number, self.last_page - left, counted) or left + 1
            counted += self._search(typed, 1, [self._between((max(0, left - size + 1), left))]).total
            left -= size
            if left < 0 or counted >= FARTHEST:
                break
        return counted


def _size_of_part(number: int, seen: int, counted: int) -> int | None:
    """How many page ids are looked through next, where ``counted`` of those ``seen`` have the words; None: all others.

    It does not depend on how many pages are asked for, nor does their order therefore.
    """
    if number < len(NEWEST):
        return NEWEST[number]
    if number == len(NEWEST) and 0 < counted < FARTHEST:
        return int(1.5 * (FARTHEST - counted) * seen / counted)  # by then there should be as many as paging can reach
    return None


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What one query finds: the best pages, and how many there are in all."""

    best: tuple[RankedPage, ...]
    total: int

    def raised(self, from_: float, by: float) -> _Ranked:
        """The same, pages with a score from ``from_`` on being worth more."""
        raised = (RankedPage(page.page, page.score + by) if page.score >= from_ else page for page in self.best)
        return _Ranked(tuple(raised), self.total)


def _merged(found: Sequence[_Ranked], count: int) -> tuple[RankedPage, ...]:
    """The best of all, each page with its best score.

    A page that one query left out has a lower score there than ``count`` others, so it cannot be among the best by it.
    Of equally good pages those of the earlier query come first: asking for more never changes the order.
    """
    best: dict[int, RankedPage] = {}
    for each in sorted(chain.from_iterable(ranked.best for ranked in found), key=lambda page: -page.score):
        best.setdefault(each.page, each)
    return tuple(best.values())[:count]
