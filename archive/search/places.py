"""Which words of a page were found: those that stand side by side where there are such, else all of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from archive.search.query.compiling import PlacedTerm
from archive.search.words import WORD, spaced
from ocr.text.fold import fold

_MANY = 12
"""Terms from which on it is quicker to see first which of them the page has."""

_WORDS = re.compile("[^ ]+")

Span = tuple[int, int]
"""First character and end."""


@dataclass(frozen=True)
class Wanted:
    """What is to be found on a page, in folded terms."""

    runs: tuple[tuple[PlacedTerm, ...], ...]
    """At least two terms each that stand side by side, the best first: as typed, then what they may have become."""
    terms: frozenset[str]
    """Terms that count wherever they stand."""
    beginnings: tuple[str, ...]
    """Of terms, and of codes with their punctuation."""

    @cached_property
    def all_terms(self) -> frozenset[str]:
        """The terms, and those of the runs."""
        return self.terms.union(*self.terms_of_runs)

    @cached_property
    def terms_of_runs(self) -> tuple[frozenset[str], ...]:
        """Of each run its terms."""
        return tuple(frozenset(term for _, term in run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Found:
    """A term on a page."""

    word: int
    """Number of the word that it stands in, from 0."""
    start: int
    end: int
    """First character and end in the text; of the whole word where folding changed the length of the text."""
    term: str


def find(text: str, wanted: Wanted) -> list[Found]:
    """The terms to be shown in a text whose words have one blank or line end between them, in their order.

    The text is not cut into words: only the places where a wanted term stands are looked at.
    """
    whole = fold(text)
    blanked = f" {spaced(whole)} "
    standing = _standing(blanked, wanted.all_terms)
    spans = _first_run(blanked, standing, wanted) or {*_spans(blanked, standing), *_begun(whole, wanted)}
    return _found(text, whole, sorted(spans))


def _standing(blanked: str, terms: frozenset[str]) -> frozenset[str]:
    """Those of the terms that stand on the page."""
    if len(terms) > _MANY:
        return terms.intersection(blanked.split())
    return frozenset(term for term in terms if f" {term} " in blanked)


def _first_run(blanked: str, standing: frozenset[str], wanted: Wanted) -> set[Span]:
    """Where the terms of the first run stand that the page has whole, everywhere it stands."""
    for run, terms in zip(wanted.runs, wanted.terms_of_runs, strict=True):
        if terms <= standing:
            spans = {span for start in _starts(blanked, run[0][1]) for span in _run_at(blanked, start, run)}
            if spans:
                return spans
    return set()


def _run_at(blanked: str, start: int, run: Sequence[PlacedTerm]) -> list[Span]:
    """Where the terms of a run stand of which the first is looked for from ``start`` on; none where one is missing."""
    spans: list[Span] = []
    words = _WORDS.finditer(blanked, start)
    before = run[0][0] - 1
    for place, term in run:
        match = next(islice(words, place - before - 1, None), None)
        if match is None or match[0] != term:
            return []
        spans.append((match.start() - 1, match.end() - 1))
        before = place
    return spans


def _spans(blanked: str, terms: Iterable[str]) -> Iterator[Span]:
    """Where each of the terms stands."""
    for term in terms:
        for start in _starts(blanked, term):
            yield start, start + len(term)


def _starts(blanked: str, term: str) -> Iterator[int]:
    """Where the blank before a term stands."""
    standing = f" {term} "
    start = blanked.find(standing)
    while start >= 0:
        yield start
        start = blanked.find(standing, start + len(standing) - 1)


def _begun(whole: str, wanted: Wanted) -> Iterator[Span]:
    """Where the terms stand that have one of the beginnings, or are part of a code that has it."""
    for beginning in wanted.beginnings:
        for code in re.finditer(rf"(?<![^\W_]){re.escape(beginning)}\S*", whole):
            for term in WORD.finditer(code[0]):
                yield code.start() + term.start(), code.start() + term.end()


def _found(text: str, whole: str, spans: Iterable[Span]) -> list[Found]:
    """The spans of the folded text ``whole`` as they are in ``text``."""
    as_long = len(whole) == len(text)
    words = [] if as_long else [match.span() for match in re.finditer(r"[^ \n]+", text)]
    found: list[Found] = []
    word = last = 0
    for start, end in spans:
        word += whole.count(" ", last, start) + whole.count("\n", last, start)
        last = start
        if as_long:
            found.append(Found(word, start, end, whole[start:end]))
        elif word < len(words):
            found.append(Found(word, *words[word], whole[start:end]))
    return found
