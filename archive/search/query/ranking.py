"""Which pages answer a question, and in what order.

A page gets a step for each thing that speaks for it, and the BM25 of its words, which stays below an eighth of a step.
Added up, in steps:

    8   side by side with the very accents
    5 ½ side by side, all accents somewhere on the page
    3 ¾ side by side, all accents but one (of three and more words) or two (of six and more)
    3 … a variant side by side, the other words with their accents: 3 ⅛ to 3 ½, the closer the more
    3   all words with their accents, anywhere
    2   side by side without regard to accents
    1 … a variant side by side: 1 ⅛ to 1 ½
    1   all words without regard to accents, anywhere

A variant that stands side by side comes before words that are scattered over the page: five hundred words hold most
of the common syllables, so a scattered match says little, while recognition misreads two words in a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import tantivy
from tantivy import Occur, Query

from archive.search.query.compiling import Compiler, all_of, any_best, preferring
from archive.search.query.nodes import AllOf, AnyOf, Node, Phrase, Run, Word, runs_of, wanted_leaves
from archive.search.query.spelling import Candidate, candidates, meant
from archive.search.query.variants import LOST_ONE, LOST_TWO, Variant, variants
from archive.search.schema import EXACT, FOLDED

ENOUGH = 20
"""Pages with the words side by side from which on nothing else is looked for.

A number of its own, not that of the pages asked for: else the total would change from one page of results to the next.
"""
RARE = 2000
"""A word is rare where at most one page in so many has it; on few pages, where one or two have it."""
VISITS = 200_000
"""Pages that may be looked at for the variants of one question: what keeps a search within milliseconds."""
MOST_VARIANTS = 96

STEP = 16384.0
"""An eighth of it is more than the BM25 of 64 words, each at most 2.2 · ln(1 + pages) on ten million pages."""
TYPED, SIDE_BY_SIDE, NEARLY_EXACT, ALL_EXACT, EXACT_SIDE_BY_SIDE = STEP, STEP, 1.75 * STEP, 2 * STEP, 2.5 * STEP
SURELY_SIDE_BY_SIDE = 3.75 * STEP
"""A score from which on a page that was found as typed has the words side by side."""
CLOSER = STEP / 8
"""By how much a variant is worth more than one that is less close."""


@dataclass
class Ranking:
    """The queries of one question to one state of the index, made as they are needed."""

    asked: Node
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    _pages: dict[str, int] = field(default_factory=dict)

    def near(self) -> Query:
        """Pages with the words side by side where they were typed so, whatever the accents."""
        return self._folded.side_by_side(self.asked) or self._folded.tree(self.asked)

    def as_typed(self) -> Query:
        """Pages with all that was typed."""
        preferred = [(self._exact.tree(self.asked), ALL_EXACT)]
        if folded := self._folded.side_by_side(self.asked):
            preferred.append((folded, SIDE_BY_SIDE))
            if nearly := self._nearly_exact():
                preferred.append((all_of([folded, nearly]), NEARLY_EXACT))
        if exact := self._exact.side_by_side(self.asked):
            preferred.append((exact, EXACT_SIDE_BY_SIDE))
        typed = all_of([self._folded.tree(self.asked), Query.const_score_query(Query.all_query(), TYPED)])
        return preferring(typed, preferred)

    def with_variants(self) -> Query | None:
        """The same, and pages with a variant of it; None where it has no variant."""
        variants = [*self._side_by_side(), *self._anywhere()]
        return any_best([self.as_typed(), *variants]) if variants else None

    def respelt(self) -> Query | None:
        """Pages with what was probably meant; None where nothing else was."""
        if not self.corrections:
            return None
        probably = respell(self.asked, {term: [each.term for each in more] for term, more in self.corrections.items()})
        found = preferring(self._folded.tree(probably), [(self._exact.term(word.exact), 1.0) for word in self._words])
        return any_best([found, *self._side_by_side(), *self._anywhere()])

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
    def _slips(self) -> dict[str, list[Candidate]]:
        """Of the others those that are a slip, or of which the word typed is one: one of the two is rare."""
        few = self._few
        return {
            term: others if self.pages_with(term) <= few else [each for each in others if each.pages <= few]
            for term, others in self.others.items()
        }

    @cached_property
    def corrections(self) -> dict[str, list[Candidate]]:
        """What was probably meant by the words that hardly any page has."""
        few = self._few
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
    def _few(self) -> int:
        """On how many pages a rare word stands."""
        return max(2, self.searcher.num_docs // RARE)

    @cached_property
    def _accented(self) -> bool:
        """Whether marks were typed: else those that a page lacks say nothing."""
        return any(word.exact != word.folded for word in self._words)

    @cached_property
    def _folded(self) -> Compiler:
        return Compiler(self.schema, FOLDED)

    @cached_property
    def _exact(self) -> Compiler:
        return Compiler(self.schema, EXACT)

    def _variants_of(self, run: Run) -> Iterator[Variant]:
        numbers = {word.folded for word in run.words if word.has_digit}
        folded = [word.folded for word in run.words]
        others = self.others if len(folded) < LOST_ONE else self._slips
        return variants(folded, others, self.pages_with, lambda term: run.quoted or term in numbers)

    def _nearly_exact(self) -> Query | None:
        """Pages with all accents of a run but one or two; None for a run of which too little would be left."""
        terms = {word.exact for run in runs_of(self.asked) if not run.quoted for word in run.words}
        slips = 0 if len(terms) < LOST_ONE else 1 if len(terms) < LOST_TWO else 2
        if not slips or not self._accented:
            return None
        each = [(Occur.Should, self._exact.term(term)) for term in sorted(terms)]
        return Query.boolean_query(each, minimum_number_should_match=len(terms) - slips)

    def _side_by_side(self) -> list[Query]:
        """Variants of each run that stand on a page as a run."""
        return [
            all_of([self._variant(run, variant), *self._without_score(run.beside)]) for run, variant in self.variants
        ]

    def _variant(self, run: Run, variant: Variant) -> Query:
        found = Query.const_score_query(self._folded.phrase(variant.terms), TYPED + variant.closeness * CLOSER)
        left = {term for _, term in variant.terms}
        exact = [self._exact.term(word.exact) for word in run.words if word.folded in left]
        return preferring(found, [(all_of(exact), ALL_EXACT)] if exact and self._accented else [])

    def _anywhere(self) -> list[Query]:
        """All words anywhere on the page, one of them misread: cheap, for misreadings are rare."""
        found = []
        few = self._few
        for run in runs_of(self.asked):
            for place, word in enumerate(run.words):
                terms = [each.term for each in self.others.get(word.folded, ()) if each.pages <= few]
                rest = [self._folded.term(each.folded) for each in (*run.words[:place], *run.words[place + 1 :])]
                if terms and not run.quoted:
                    misread = Query.term_set_query(self.schema, FOLDED, terms)
                    found.append(all_of([misread, *rest, *self._without_score(run.beside)]))
        return [Query.const_score_query(each, TYPED / 2) for each in found]

    def _without_score(self, parts: Sequence[Node]) -> list[Query]:
        return [Query.const_score_query(self._folded.tree(part), 0.0) for part in parts]


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
