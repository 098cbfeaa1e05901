"""Which pages answer a question, and in what order: what was typed first, then what it may have become.

The score of a page is the sum of steps, each greater than all below it together, and of the words' BM25, which stays
below the smallest step: so the steps hold, and within one the rarer words decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import tantivy
from tantivy import Query

from archive.search.query.compiling import Compiler, all_of, any_best, preferring
from archive.search.query.nodes import AllOf, AnyOf, Node, Phrase, Run, Word, runs_of, wanted_leaves
from archive.search.query.spelling import Candidate, candidates, meant
from archive.search.query.variants import Variant, variants
from archive.search.schema import EXACT, FOLDED

ENOUGH = 20
"""Pages with all that was typed from which on nothing else is looked for.

A number of its own, not that of the pages asked for: else the total would change from one page of results to the next.
"""
RARE = 2000
"""A word is rare where at most one page in so many has it; on few pages, where one or two have it."""
VISITS = 200_000
"""Pages that may be looked at for the variants of one question: what keeps a search within milliseconds."""
MOST_VARIANTS = 96

STEP = 4096.0
"""More than the BM25 of 64 words, each at most 2.2 · ln(1 + pages)."""
TYPED, SIDE_BY_SIDE, ALL_EXACT, EXACT_SIDE_BY_SIDE = STEP, STEP, 2 * STEP, 4 * STEP
CLOSER = STEP / 8
"""By how much a variant is worth more than one that is less close: together less than `TYPED`."""


@dataclass
class Ranking:
    """The queries of one question to one state of the index, made as they are needed."""

    asked: Node
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    _pages: dict[str, int] = field(default_factory=dict)

    def as_typed(self) -> Query:
        """Pages with all that was typed."""
        preferred = [(self._exact.tree(self.asked), ALL_EXACT)]
        if folded := self._folded.side_by_side(self.asked):
            preferred.append((folded, SIDE_BY_SIDE))
        if exact := self._exact.side_by_side(self.asked):
            preferred.append((exact, EXACT_SIDE_BY_SIDE))
        typed = all_of([self._folded.tree(self.asked), Query.const_score_query(Query.all_query(), TYPED)])
        return preferring(typed, preferred)

    def with_variants(self) -> Query | None:
        """The same and in the same order, then pages with a variant of it; None where it has no variant."""
        less = [*self._side_by_side(), *self._anywhere()]
        return any_best([self.as_typed(), self._accented_first(less)]) if less else None

    def respelt(self) -> Query | None:
        """Pages with what was probably meant; None where nothing else was."""
        meant_tree = respell(
            self.asked, {term: [each.term for each in more] for term, more in self.corrections.items()}
        )
        if meant_tree == self.asked:
            return None
        return self._accented_first([*self._side_by_side(), self._folded.tree(meant_tree)])

    def pages_with(self, term: str) -> int:
        """How many pages have a folded term; pages that were removed a moment ago may count."""
        if term not in self._pages:
            self._pages[term] = self.searcher.doc_freq(FOLDED, term)
        return self._pages[term]

    @cached_property
    def others(self) -> dict[str, list[Candidate]]:
        """What each word that was typed may be instead."""
        return {word.folded: candidates(word.folded, self.pages_with) for word in self._words}

    @cached_property
    def corrections(self) -> dict[str, list[Candidate]]:
        """What was probably meant by the words that hardly any page has."""
        few = max(2, self.searcher.num_docs // RARE)
        rare = ((term, pages) for term in self.others if (pages := self.pages_with(term)) <= few)
        likely = {term: [each for each in self.others[term] if meant(pages, each)] for term, pages in rare}
        return {term: others for term, others in likely.items() if others}

    @cached_property
    def variants(self) -> list[tuple[Run, Variant]]:
        """The variants of the runs that were typed, the closest first, as many as may be looked for."""
        found = [(run, variant) for run in runs_of(self.asked) for variant in self._variants_of(run)]
        found.sort(key=lambda each: -each[1].closeness)
        chosen: list[tuple[Run, Variant]] = []
        visits = 0
        for run, variant in found:
            if visits + variant.pages <= VISITS and len(chosen) < MOST_VARIANTS:
                chosen.append((run, variant))
                visits += variant.pages
        return chosen

    @cached_property
    def _words(self) -> list[Word]:
        """What was typed and may be misspelt."""
        words: list[Word] = []
        for leaf in wanted_leaves(self.asked):
            words += [leaf] if isinstance(leaf, Word) else leaf.words if isinstance(leaf, Phrase) else ()
        return words

    @cached_property
    def _folded(self) -> Compiler:
        return Compiler(self.schema, FOLDED)

    @cached_property
    def _exact(self) -> Compiler:
        return Compiler(self.schema, EXACT)

    def _variants_of(self, run: Run) -> Iterator[Variant]:
        numbers = {word.folded for word in run.words if word.has_digit}
        folded = [word.folded for word in run.words]
        return variants(folded, self.others, self.pages_with, lambda term: run.quoted or term in numbers)

    def _side_by_side(self) -> list[Query]:
        """Variants of each run that stand on a page as a run."""
        return [
            all_of(
                [
                    Query.const_score_query(self._folded.phrase(variant.terms), variant.closeness * CLOSER),
                    *self._without_score(run.beside),
                ]
            )
            for run, variant in self.variants
        ]

    def _anywhere(self) -> list[Query]:
        """All words anywhere on the page, one of them misread: cheap, for misreadings are rare."""
        found = []
        few = max(2, self.searcher.num_docs // RARE)
        for run in runs_of(self.asked):
            for place, word in enumerate(run.words):
                terms = [each.term for each in self.others.get(word.folded, ()) if each.pages <= few]
                rest = [self._folded.term(each.folded) for each in (*run.words[:place], *run.words[place + 1 :])]
                if terms and not run.quoted:
                    misread = Query.term_set_query(self.schema, FOLDED, terms)
                    found.append(all_of([misread, *rest, *self._without_score(run.beside)]))
        return [Query.const_score_query(each, CLOSER / 2) for each in found]

    def _without_score(self, parts: Sequence[Node]) -> list[Query]:
        return [Query.const_score_query(self._folded.tree(part), 0.0) for part in parts]

    def _accented_first(self, queries: Sequence[Query]) -> Query:
        """The best of the queries for each page, and a little for each word that stands there as it was typed."""
        little = CLOSER / 4 / max(len(self._words), 1)
        exact = [(self._exact.term(word.exact), little) for word in self._words]
        return preferring(any_best(queries), exact)


def respell(node: Node, others: Mapping[str, Sequence[str]]) -> Node:
    """The tree with every wanted word that has others replaced by any of them."""
    match node:
        case Word(_, folded) if folded in others:
            found = tuple(Word(each, each) for each in others[folded])
            return AnyOf(found) if len(found) > 1 else found[0]
        case Phrase(words):
            return _respelt_phrase(words, others)
        case AllOf(parts):
            return AllOf(tuple(respell(part, others) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(respell(part, others) for part in parts))
        case _:
            return node


def _respelt_phrase(words: tuple[Word, ...], others: Mapping[str, Sequence[str]]) -> Node:
    """Only the first of the words that have others is replaced: all combinations would be too many."""
    for place, word in enumerate(words):
        if found := others.get(word.folded):
            each = tuple(Phrase((*words[:place], Word(other, other), *words[place + 1 :])) for other in found)
            return AnyOf(each) if len(each) > 1 else each[0]
    return Phrase(words)
