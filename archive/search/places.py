"""Which words of a page were found: those that stand side by side where there are such, else all of them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.search.query.compiling import PlacedTerm
from archive.search.words import WORD, spaced
from ocr.text.fold import fold

_MANY = 12
"""Terms from which on it is quicker to see first which of them the page has."""
_NEAR = 100
"""Characters between two terms from which on they stand in no run together; so many terms are then put between them."""


@dataclass(frozen=True)
class Wanted:
    """What is to be found on a page, in folded terms."""

    runs: tuple[tuple[PlacedTerm, ...], ...]
    """Terms that stand side by side, the best first: as typed, then what they may have become."""
    terms: frozenset[str]
    """Terms that count wherever they stand."""
    beginnings: tuple[str, ...]
    """Of terms, and of codes with their punctuation."""

    @cached_property
    def all_terms(self) -> frozenset[str]:
        """The terms, and those of the runs."""
        return self.terms.union(term for run in self.runs for _, term in run)


@dataclass(frozen=True, slots=True)
class Found:
    """A term on a page."""

    word: int
    """Number of the word that it stands in, from 0."""
    start: int
    """Characters of the word before it."""
    end: int
    term: str
    place: int
    """Number of the term among those of the page; where it is far from the one before, only some number above that."""


def find(words: Sequence[str], wanted: Wanted) -> list[Found]:
    """The terms to be shown among the words of a page, in reading order.

    The page is not cut into terms: only the places where a wanted one stands are looked at.
    """
    whole = fold("\n".join(words))
    if whole.count("\n") != len(words) - 1:
        return []  # no page that was read: a word has no line end
    blanked = spaced(whole)
    found: list[Found] = []
    word = place = line_start = last = 0
    for start, end in sorted(set(_spans(whole, blanked, wanted))):
        if lines := whole.count("\n", last, start):
            word, line_start = word + lines, whole.rindex("\n", last, start) + 1
        place += len(blanked[last:start].split()) if start - last < _NEAR else _NEAR
        found.append(Found(word, start - line_start, end - line_start, whole[start:end], place))
        place, last = place + 1, end
    return _side_by_side(found, wanted.runs) or found


def _spans(whole: str, blanked: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Where the wanted terms stand, in no order."""
    blanked = f" {blanked} "
    terms = wanted.all_terms
    for term in terms.intersection(blanked.split()) if len(terms) > _MANY else terms:
        standing, length = f" {term} ", len(term)
        start = blanked.find(standing)
        while start >= 0:
            yield start, start + length
            start = blanked.find(standing, start + length + 1)
    for beginning in wanted.beginnings:
        for code in re.finditer(rf"(?<![^\W_]){re.escape(beginning)}\S*", whole):
            for term_found in WORD.finditer(code[0]):
                yield code.start() + term_found.start(), code.start() + term_found.end()


def _side_by_side(found: Sequence[Found], runs: Sequence[tuple[PlacedTerm, ...]]) -> list[Found]:
    """The terms of the first run that stands on the page whole, wherever it stands."""
    by_term = defaultdict(list)
    for each in found:
        by_term[each.term].append(each)
    for run in runs:
        if len(run) < 2 or any(term not in by_term for _, term in run):
            continue
        places = [{each.place - offset for each in by_term[term]} for offset, term in run]
        if begins := set.intersection(*places):
            chosen = {begin + offset for begin in begins for offset, _ in run}
            return [each for each in found if each.place in chosen]
    return []
