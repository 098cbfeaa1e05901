"""What is shown of a page that was found: a piece of its text with the words found marked, and where they stand. Pure.

Works on the packed form of a reading: five hundred `Word` objects for each of twenty hits would cost more than the
search itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.search.places import Found, Wanted, find
from archive.search.privacy import masked

WORDS = 30
"""Of a snippet, about."""
BEFORE = 4
"""Words shown before the first that was found."""
MOST_BOXES = 50

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one page."""

    snippet: str
    marks: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...]
    spellings: dict[str, str]
    """The terms found, as the page spells them."""


NOTHING = Shown("", (), (), {})
"""Of a page that cannot be read any more."""


def show(texts: Sequence[str], box: Callable[[int], Box], wanted: Wanted) -> Shown:
    """What is shown of the page with these words in reading order; ``box``: where the n-th stands."""
    found = find(texts, wanted)
    first = _window(found, len(texts))
    snippet, marks = _piece(texts, first, found)
    boxed = list(dict.fromkeys(each.word for each in found))[:MOST_BOXES]
    spellings: dict[str, str] = {}
    for each in found:
        spellings.setdefault(each.term, _letters(texts[each.word], each))
    return Shown(snippet, marks, tuple(map(box, boxed)), spellings)


def _window(found: Sequence[Found], words: int) -> int:
    """The first word of the piece that shows the most different terms, then the most words found."""
    best, first = (0, 0), 0
    last = 0
    for number, each in enumerate(found):
        last = max(last, number)
        while last < len(found) and found[last].word < each.word + WORDS - BEFORE:
            last += 1
        worth = (len({other.term for other in found[number:last]}), last - number)
        if worth > best:
            best, first = worth, each.word
    return max(0, min(first - BEFORE, words - WORDS))


def _piece(texts: Sequence[str], first: int, found: Sequence[Found]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text from the word ``first`` on, identity numbers masked, and the spans of the words found in it."""
    starts, length = [], 0
    for text in texts[first : first + WORDS]:
        starts.append(length)
        length += len(text) + 1
    marks = []
    for each in found:
        if 0 <= each.word - first < len(starts):
            start, end = _span(texts[each.word], each)
            marks.append((starts[each.word - first] + start, starts[each.word - first] + end))
    return _masked(texts, first), tuple(marks)


def _masked(texts: Sequence[str], first: int) -> str:
    """The words from ``first`` on with a blank between; a number in groups may reach out of the piece on both sides."""
    groups = 6
    before = texts[max(0, first - groups) : first]
    text = masked(" ".join([*before, *texts[first : first + WORDS + groups]]))
    start = sum(len(word) + 1 for word in before)
    return text[start : start + len(" ".join(texts[first : first + WORDS]))]


def _span(text: str, found: Found) -> tuple[int, int]:
    """Where the term stands in the word; all of it where folding changed its length."""
    return (found.start, found.end) if found.end <= len(text) else (0, len(text))


def _letters(text: str, found: Found) -> str:
    start, end = _span(text, found)
    return text[start:end]
