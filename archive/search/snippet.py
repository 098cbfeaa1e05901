"""What is shown of a page that was found: a piece of its text with the words found marked, and where they stand. Pure.

Works on the text as it is kept: five hundred words for each of twenty hits would cost more than the search itself.
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
GROUPS = 6
"""In which the digits of an identity number may stand at most."""
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


def show(text: str, box: Callable[[int], Box], wanted: Wanted) -> Shown:
    """What is shown of the page with this text; ``box``: where its n-th word stands.

    The words of the text have one blank or line end between them.
    """
    found = find(text, wanted)
    line = text.replace("\n", " ")
    start, end = _window(line, found)
    marks = ((each.start - start, each.end - start) for each in found if start <= each.start < end)
    boxed = list(dict.fromkeys(each.word for each in found))[:MOST_BOXES]
    spellings: dict[str, str] = {}
    for each in found:
        spellings.setdefault(each.term, line[each.start : each.end])
    return Shown(_masked(line, start, end), tuple(marks), tuple(map(box, boxed)), spellings)


def _window(line: str, found: Sequence[Found]) -> tuple[int, int]:
    """First character and end of the piece that shows the most different terms, then the most words found."""
    best, first = (0, 0), 0
    last = 0
    for number, each in enumerate(found):
        last = max(last, number)
        while last < len(found) and found[last].word < each.word + WORDS - BEFORE:
            last += 1
        worth = (len({other.term for other in found[number:last]}), last - number)
        if worth > best:
            best, first = worth, each.start
    start = _back(line, line.rfind(" ", 0, first) + 1, BEFORE)
    end = _on(line, start, WORDS)
    return (_back(line, end + 1, WORDS) if end == len(line) else start), end


def _back(line: str, start: int, words: int) -> int:
    """Where the word begins that stands so many before the one that begins at ``start``, or the first."""
    for _ in range(words):
        if start <= 0:
            return 0
        start = line.rfind(" ", 0, start - 1) + 1
    return start


def _on(line: str, start: int, words: int) -> int:
    """Where so many words end of which the first begins at ``start``, or the last."""
    end = start - 1
    for _ in range(words):
        end = line.find(" ", end + 1)
        if end < 0:
            return len(line)
    return end


def _masked(line: str, start: int, end: int) -> str:
    """The piece without identity numbers; one in groups may reach out of it on both sides."""
    before, after = _back(line, start, GROUPS), _on(line, end + 1, GROUPS)
    return masked(line[before:after])[start - before : end - before]
