"""Which words of a page were found: those that stand side by side where there are such, else all of them. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from archive.search.query.compiling import PlacedTerm
from ocr.text.fold import fold

_TERM = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be found on a page, in folded terms."""

    runs: tuple[tuple[PlacedTerm, ...], ...]
    """Terms that stand side by side, the best first: as typed, then what they may have become."""
    terms: frozenset[str]
    """Terms that count wherever they stand."""
    beginnings: tuple[str, ...]
    """Of terms, and of codes with their punctuation."""


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
    """Number of the term among those of the page."""


def find(words: Sequence[str], wanted: Wanted) -> list[Found]:
    """The terms to be shown among the words of a page, in reading order."""
    whole = fold("\n".join(words))
    if whole.count("\n") != len(words) - 1:
        return []
    starts = list(accumulate((len(word) + 1 for word in whole.split("\n")), initial=0))
    codes = [span for each in wanted.beginnings for span in _codes(whole, each)]
    runs = {term for run in wanted.runs for _, term in run}
    found = []
    for place, match in enumerate(_TERM.finditer(whole)):
        term = match[0]
        if term in runs or term in wanted.terms or (wanted.beginnings and _begins(match, wanted.beginnings, codes)):
            word = bisect_right(starts, match.start()) - 1
            found.append(Found(word, match.start() - starts[word], match.end() - starts[word], term, place))
    return _side_by_side(found, wanted.runs) or found


def _codes(whole: str, beginning: str) -> Iterable[tuple[int, int]]:
    """Where codes stand that begin so."""
    pattern = rf"(?<![^\W_]){re.escape(beginning)}\S*"
    return ((match.start(), match.end()) for match in re.finditer(pattern, whole)) if beginning else ()


def _begins(match: re.Match[str], beginnings: tuple[str, ...], codes: Sequence[tuple[int, int]]) -> bool:
    return match[0].startswith(beginnings) or any(start <= match.start() < end for start, end in codes)


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
