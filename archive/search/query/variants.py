"""What a run of words may have become on a page: a word misread, lost, fallen apart or grown together with the next.

Also what a person may have meant by a run with a slip in it: the two are the same seen from either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from archive.search.query.compiling import PlacedTerm
from archive.search.query.spelling import Candidate, Frequency

LOST_ONE, LOST_TWO = 3, 6
"""Words of a run from which on one of them, or two, may be missing."""
LONG = 10
"""Words from which on pairs of lost ones are too many to try; then any half of the run is enough."""

REPLACED, JOINED, ONE_GONE, TWO_GONE = 4, 3, 2, 1
"""Closeness of a variant: higher is closer."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Folded terms that may stand on a page where a run was typed."""

    terms: tuple[PlacedTerm, ...]
    closeness: int
    pages: int
    """How many pages have its rarest term: what looking for it costs."""


def variants(
    run: Sequence[str], others: Mapping[str, Sequence[Candidate]], frequency: Frequency, fixed: Callable[[str], bool]
) -> Iterator[Variant]:
    """The variants of a run of folded terms, the closest first; ``others``: what each may be instead.

    A term that is ``fixed`` is neither lost nor replaced. Only variants whose every term is on some page.
    """
    for closeness, terms in _shapes(tuple(run), others, fixed):
        pages = min(frequency(term) for _, term in terms)
        if pages:
            yield Variant(terms, closeness, pages)


def _shapes(
    run: tuple[str, ...], others: Mapping[str, Sequence[Candidate]], fixed: Callable[[str], bool]
) -> Iterator[tuple[int, tuple[PlacedTerm, ...]]]:
    for place, term in enumerate(run):
        for other in others.get(term, ()):
            yield REPLACED, _placed((*run[:place], other.term, *run[place + 1 :]))
    for place, (first, second) in enumerate(pairwise(run)):
        yield JOINED, _placed((*run[:place], first + second, *run[place + 2 :]))
    for place, term in enumerate(run):
        for cut in range(1, len(term)):
            yield JOINED, _placed((*run[:place], term[:cut], term[cut:], *run[place + 1 :]))
    free = [place for place, term in enumerate(run) if not fixed(term)]
    if len(run) >= LOST_ONE:
        yield from ((ONE_GONE, _without(run, {place})) for place in free)
    if LOST_TWO <= len(run) <= LONG:
        yield from ((TWO_GONE, _without(run, set(pair))) for pair in combinations(free, 2))
    if len(run) > LONG:
        half = (len(run) + 1) // 2
        yield from ((TWO_GONE, _placed(run[start : start + half])) for start in (0, len(run) // 4, len(run) - half))


def _placed(terms: Sequence[str]) -> tuple[PlacedTerm, ...]:
    return tuple(enumerate(terms))


def _without(run: tuple[str, ...], places: set[int]) -> tuple[PlacedTerm, ...]:
    return tuple((place, term) for place, term in enumerate(run) if place not in places)
