"""Which pages answer a question, and in what order.

A page gets steps for what speaks for it, and the BM25 of its words, which stays below an eighth of a step. In steps:

    5 …  side by side with the very accents
    3 ¾  side by side, with all accents but one (of three and more words) or two (of six and more); less with fewer
    3 …  a variant side by side, the other words with their accents: 3 ⅛ to 3 ½, the closer the more
    3    all words with their accents, anywhere
    2    side by side without regard to accents
    1 …  a variant side by side: 1 ⅛ to 1 ½
    1    all words without regard to accents, anywhere

A variant that stands side by side comes before words that are scattered over the page: five hundred words hold most
of the common syllables, so a scattered match says little, while recognition misreads two words in a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import tantivy
from tantivy import Query

from archive.search.query.compiling import Compiler, all_of, any_best, pairs_of, preferring, worth
from archive.search.query.nodes import Node, Phrase, Run, Word, runs_of, wanted_leaves
from archive.search.query.respelling import respelt
from archive.search.query.spelling import Candidate, candidates, meant
from archive.search.query.variants import LOST_ONE, LOST_TWO, Variant, variants
from archive.search.schema import EXACT, FOLDED, PAIRS

RARE = 2000
"""A word is rare where at most one page in so many has it; on few pages, where one or two have it."""
VISITS = 30_000
"""Pages that may be looked at for the variants of one question: a third of a microsecond each."""
MOST_VARIANTS = 96
COMMON = 20_000
"""Pages from which on to look through all that have something takes longer than all the rest."""

STEP = 16384.0
"""An eighth of it is more than the BM25 of 64 words, each at most 2.2 · ln(1 + pages) on ten million pages."""
ANYWHERE, ALL_EXACT = STEP, 2 * STEP
SIDE_BY_SIDE, NEARLY_EXACT, VERY_ACCENTS = 2 * STEP, 1.75 * STEP, 3 * STEP
CLOSER = STEP / 8
"""By how much a variant is worth more than one that is less close."""
VERY_BEST = SIDE_BY_SIDE + VERY_ACCENTS
"""A score from which on a page has the words side by side, and with the very accents, if not side by side."""
ABOVE_ALL_ELSE = SIDE_BY_SIDE + NEARLY_EXACT
"""A score from which on no page that has the words only anywhere, or a variant of them, is better."""


@dataclass
class Ranking:
    """The queries of one question to one state of the index, made as they are needed."""

    asked: Node
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    frequencies: dict[str, int] = field(default_factory=dict)
    """On how many pages folded terms stand, as far as it is known; more of it is learnt."""

    @cached_property
    def typed(self) -> Query:
        """Pages with all that was typed."""
        return self._folded.tree(self.asked)

    @cached_property
    def scattered(self) -> bool:
        """Whether a page may have all that was typed and not side by side."""
        return any(len(run.words) > 1 and not run.quoted for run in runs_of(self.asked))

    def anywhere(self) -> Query:
        """Pages with all that was typed, wherever it stands. How often common words stand on a page says nothing."""
        if self.all_common:
            found = worth(self.typed, ANYWHERE)
        else:
            found = all_of([self.typed, worth(Query.all_query(), ANYWHERE)])
        return preferring(found, [(self._exactly_typed, ALL_EXACT)])

    def side_by_side(self) -> Query:
        """Pages with the words side by side where they were typed so."""
        found = all_of([self._folded.side_by_side(self.asked), worth(Query.all_query(), SIDE_BY_SIDE)])
        return preferring(found, [(self._exactly_typed_anywhere, VERY_ACCENTS), *self._each_exactly()])

    @cached_property
    def common(self) -> bool:
        """Whether very many pages may have what was typed, its words side by side."""
        runs = [[word.folded for word in run.words] for run in runs_of(self.asked) if len(run.words) > 1]
        return self.all_common and all(self._pages_with_run(run) >= COMMON for run in runs)

    @cached_property
    def all_common(self) -> bool:
        """Whether very many pages have each of the words that were typed."""
        return bool(self._words) and all(self.pages_with(word.folded) >= COMMON for word in self._words)

    def with_variants(self) -> Query | None:
        """Pages with a variant of what was typed; None where it has no variant."""
        found = [*self._side_by_side_variants(), *self._rare_variants()]
        return any_best(found) if found else None

    def as_meant(self) -> Query | None:
        """Pages with what was probably meant; None where nothing else was."""
        if not self.corrections:
            return None
        probably = respelt(self.asked, {term: [each.term for each in more] for term, more in self.corrections.items()})
        return preferring(self._folded.tree(probably), [(self._exact.term(word.exact), 1.0) for word in self._words])

    @cached_property
    def accented(self) -> bool:
        """Whether marks were typed: else those that a page has or lacks say nothing."""
        return any(word.exact != word.folded for word in self._words)

    def pages_with(self, term: str) -> int:
        """How many pages have a folded term; pages that were removed a moment ago may count."""
        if term not in self.frequencies:
            self.frequencies[term] = self.searcher.doc_freq(FOLDED, term)
        return self.frequencies[term]

    def _pages_with_run(self, run: Sequence[str]) -> int:
        """How many pages at most have these folded words next to each other: as many as have the rarest pair."""
        pairs = pairs_of(list(enumerate(run)))
        return min([self.searcher.doc_freq(PAIRS, each) for each in pairs] or map(self.pages_with, run))

    @cached_property
    def others(self) -> dict[str, list[Candidate]]:
        """What each word that was typed may be instead."""
        return {word.folded: candidates(word.folded, self.pages_with) for word in self._words}

    @cached_property
    def misread(self) -> dict[str, list[str]]:
        """What each word may have been misread as: of the others those that hardly any page has."""
        return {term: [each.term for each in more if each.pages <= self._few] for term, more in self.others.items()}

    @cached_property
    def corrections(self) -> dict[str, list[Candidate]]:
        """What was probably meant by the words that hardly any page has."""
        rare = ((term, pages) for term in self.others if (pages := self.pages_with(term)) <= self._few)
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
    def _folded(self) -> Compiler:
        return Compiler(self.schema, FOLDED)

    @cached_property
    def _exact(self) -> Compiler:
        return Compiler(self.schema, EXACT)

    @cached_property
    def _exactly_typed(self) -> Query:
        return self._exact.tree(self.asked)

    @cached_property
    def _exactly_typed_anywhere(self) -> Query:
        """Pages with the very words, side by side or not, in quotes or not."""
        exact = {word.exact for run in runs_of(self.asked) for word in run.words}
        return all_of([self._exact.term(term) for term in sorted(exact)])

    def _each_exactly(self) -> list[tuple[Query, float]]:
        """The accents word by word: pages that have all but one or two of them come to `NEARLY_EXACT`."""
        if not self.accented:
            return []
        terms = {word.exact for run in runs_of(self.asked) for word in run.words}
        slips = 0 if len(terms) < LOST_ONE else 1 if len(terms) < LOST_TWO else 2
        return [(self._exact.term(term), NEARLY_EXACT / (len(terms) - slips)) for term in sorted(terms)]

    def _variants_of(self, run: Run) -> Iterator[Variant]:
        numbers = {word.folded for word in run.words if word.has_digit}
        folded = [word.folded for word in run.words]
        others = self.others if len(folded) < LOST_ONE else self._slips
        return variants(folded, others, self.pages_with, lambda term: run.quoted or term in numbers)

    @cached_property
    def _slips(self) -> dict[str, list[Candidate]]:
        """Of the others those that are a slip, or of which the word typed is one: one of the two is rare."""
        return {
            term: [each for each in others if each.pages <= self._few or self.pages_with(term) <= self._few]
            for term, others in self.others.items()
        }

    def _side_by_side_variants(self) -> Iterator[Query]:
        for run, variant in self.variants:
            found = worth(self._folded.phrase(variant.terms), ANYWHERE + variant.closeness * CLOSER)
            left = {term for _, term in variant.terms}
            exact = [self._exact.term(word.exact) for word in run.words if word.folded in left]
            preferred = [(all_of(exact), ALL_EXACT)] if exact and self.accented else []
            yield all_of([preferring(found, preferred), *self._beside(run)])

    def _rare_variants(self) -> Iterator[Query]:
        """All words anywhere on the page, one of them misread: cheap, for misreadings are rare."""
        for run in runs_of(self.asked):
            for place, word in enumerate(run.words if not run.quoted else ()):
                terms = self.misread.get(word.folded)
                rest = [self._folded.term(each.folded) for each in (*run.words[:place], *run.words[place + 1 :])]
                if terms:
                    any_misread = Query.term_set_query(self.schema, FOLDED, terms)
                    yield worth(all_of([any_misread, *rest, *self._beside(run)]), ANYWHERE / 2)

    def _beside(self, run: Run) -> list[Query]:
        return [worth(self._folded.tree(part), 0.0) for part in run.beside]
