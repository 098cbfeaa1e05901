"""What else a word may be, mistyped by a person or misread by the engine: over the index's words, never its pages.

A slip of tone needs nothing here: `fold` has taken the tones away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

Frequency = Callable[[str], int]
"""On how many pages a folded term stands. Thousands of look-ups cost milliseconds."""

LOOK_ALIKE = (
    ("rn", "m"), ("nn", "m"), ("ri", "n"), ("ii", "n"), ("ii", "u"), ("vv", "w"), ("cl", "d"), ("li", "h"),
    ("1", "l"), ("1", "i"), ("l", "i"), ("0", "o"), ("0", "d"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"),
    ("c", "e"), ("u", "n"), ("h", "b"), ("f", "t"),
)  # fmt: skip
"""What recognition takes for one another, both ways, on folded text: that is why đ stands here as d."""

SHORTEST = 3
"""Letters from which on a word may be mistyped: of two letters nearly every other pair is a word as well."""
KEPT = 8
"""Candidates of one word that are kept."""
CERTAINLY_MORE = 20
"""How many times as many pages must have a candidate before it is thought to be what was meant."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term of the index that may stand where another was typed."""

    term: str
    pages: int
    alike: bool
    """Looks alike in print."""


def candidates(term: str, frequency: Frequency) -> list[Candidate]:
    """The terms of the index that are one slip away from a folded term, the likeliest first; at most `KEPT`."""
    alike = set(looking_alike(term))
    near = alike if len(term) < SHORTEST or any(ch.isdigit() for ch in term) else alike | set(one_edit_away(term))
    found = [Candidate(each, pages, each in alike) for each in near - {term} if (pages := frequency(each))]
    return sorted(found, key=lambda each: (not each.alike, -each.pages, each.term))[:KEPT]


def meant(pages: int, candidate: Candidate) -> bool:
    """Whether a candidate is likely what was meant by a word that ``pages`` pages have."""
    return candidate.pages >= CERTAINLY_MORE * max(pages, 1) or (pages == 0 and candidate.pages > 1)


def looking_alike(term: str) -> Iterator[str]:
    """The term with one place read as what looks alike."""
    for pair in LOOK_ALIKE:
        for right, wrong in (pair, pair[::-1]):
            start = term.find(right)
            while start >= 0:
                yield term[:start] + wrong + term[start + len(right) :]
                start = term.find(right, start + 1)


def one_edit_away(term: str) -> Iterator[str]:
    """The term with one letter too many, missing, wrong, or two in each other's place. Damerau, CACM 7(3), 1964."""
    for place in range(len(term) + 1):
        before, after = term[:place], term[place:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
