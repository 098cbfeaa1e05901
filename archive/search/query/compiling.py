"""From the tree of a question to a query of the index, in one of the fields of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import tantivy
from tantivy import Occur, Query

from archive.search.neighbours import pair
from archive.search.query.nodes import AllOf, AnyOf, Code, Node, Not, Phrase, Prefix, Word, parts_of, runs_of
from archive.search.schema import CODES, EXACT, FOLDED, PAIRS

PlacedTerm = tuple[int, str]
"""A term and its place among the terms of a phrase, which may have gaps."""

_META = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
"""What has a meaning in a pattern of the index; any other sign behind a backslash it refuses."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes queries for one field, `EXACT` or `FOLDED`. The former has no places: a phrase there is all its words."""

    schema: tantivy.Schema
    field: str

    def tree(self, node: Node) -> Query:
        """Pages on which the tree holds, scored by the words' rarity."""
        match node:
            case Word():
                return self.term(self._spelt(node))
            case Phrase(words):
                return self.phrase(enumerate(map(self._spelt, words)))
            case Prefix(word):
                return self._prefix(word)
            case Code(text, words):
                whole = [self.term(text, CODES), self._beginning(CODES, text)]
                return any_of([*whole, self.tree(_as_phrase(words))] if words else whole)
            case AnyOf(parts):
                return any_of(map(self.tree, parts))
            case AllOf(parts):
                return Query.boolean_query([self._clause(part) for part in parts])
            case Not():
                return Query.boolean_query([(Occur.Must, Query.all_query()), self._clause(node)])

    def side_by_side(self, node: Node) -> Query:
        """Pages on which the tree holds, and each run of words stands as it was typed."""
        runs = [run for run in runs_of(node) if not run.quoted]
        in_runs = {part for run in runs for part in run.parts}
        rest = [self._clause(part) for part in parts_of(node) if part not in in_runs]
        stand = [
            (Occur.Must, self.phrase(enumerate(map(self._spelt, run.words)))) for run in runs if len(run.words) > 1
        ]
        alone = [(Occur.Must, self.tree(run.parts[0])) for run in runs if len(run.words) == 1]
        clauses = [*stand, *alone, *rest]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def phrase(self, terms: Iterable[PlacedTerm]) -> Query:
        """Pages with these terms at these places, from wherever the first stands.

        Pairs of common words next to each other are looked up first; what they leave open is seen in the places.
        """
        placed = list(terms)
        if self.field == EXACT:
            return all_of([self.term(term) for term in dict.fromkeys(term for _, term in placed)])
        if len(placed) == 1:
            return self.term(placed[0][1])
        pairs = [self.term(each, PAIRS) for each in pairs_of(placed)]
        if len(placed) == 2 and pairs:
            return pairs[0]
        places = Query.phrase_query(self.schema, self.field, list(placed))
        return all_of([*(worth(each, 0.0) for each in pairs), places])

    def term(self, term: str, field: str | None = None) -> Query:
        """Pages with this term."""
        return Query.term_query(self.schema, field or self.field, term)

    def _clause(self, part: Node) -> tuple[Occur, Query]:
        if not isinstance(part, Not):
            return Occur.Must, self.tree(part)
        # With marks it denies that word alone, without any it denies all that it can mean.
        return Occur.MustNot, Compiler(self.schema, EXACT if _has_marks(part.part) else FOLDED).tree(part.part)

    def _prefix(self, word: Word) -> Query:
        beginning = self._beginning(self.field, self._spelt(word))
        return any_of([beginning, self._beginning(CODES, word.folded)]) if word.has_digit else beginning

    def _beginning(self, field: str, text: str) -> Query:
        return Query.regex_query(self.schema, field, _META.sub(r"\\\g<0>", text) + ".*")

    def _spelt(self, word: Word) -> str:
        return word.exact if self.field == EXACT else word.folded


def pairs_of(placed: Sequence[PlacedTerm]) -> list[str]:
    """The terms in `PAIRS` for those of the placed terms that are common and stand next to each other."""
    found = [pair(first, second) for (place, first), (after, second) in pairwise(placed) if after == place + 1]
    return [each for each in found if each]


def any_of(queries: Iterable[Query]) -> Query:
    """Pages for at least one of the queries."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Iterable[Query]) -> Query:
    """Pages for all of the queries."""
    each = list(queries)
    return each[0] if len(each) == 1 else Query.boolean_query([(Occur.Must, query) for query in each])


def any_best(queries: Sequence[Query]) -> Query:
    """Pages for at least one of the queries, with the score of the one that values them most."""
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(list(queries))


def worth(query: Query, score: float) -> Query:
    """The same pages, all with this score."""
    return Query.const_score_query(query, score)


def without(query: Query, other: Query) -> Query:
    """Those of the pages that the other query does not find, all with the same score."""
    return worth(Query.boolean_query([(Occur.Must, query), (Occur.MustNot, other)]), 1.0)


def preferring(query: Query, preferred: Sequence[tuple[Query, float]]) -> Query:
    """The same pages, with so much more score for those that are preferred.

    One around the other: beside a single wish Tantivy looks only at the pages of ``query``, beside two at all pages.
    """
    for what, score in preferred:
        query = Query.boolean_query([(Occur.Must, query), (Occur.Should, worth(what, score))])
    return query


def _as_phrase(words: tuple[Word, ...]) -> Node:
    return Phrase(words) if len(words) > 1 else words[0]


def _has_marks(node: Node) -> bool:
    return any(word.exact != word.folded for word in _words(node))


def _words(node: Node) -> Iterator[Word]:
    match node:
        case Word():
            yield node
        case Prefix(word):
            yield word
        case Phrase(words) | Code(_, words):
            yield from words
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _words(part)
        case Not(part):
            yield from _words(part)
