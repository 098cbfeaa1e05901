"""Which known titles a page's heading is like, letter by letter: a worn scan has one letter in ten wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from archive.papers.titles import KnownTitle, KnownTitles, letters_of
from ocr.fields import FieldName, PageHead
from ocr.page import Box

LIKE = 80.0
"""Likeness (0-100, Indel similarity) from which a heading is taken for a title: of ten letters two are other ones."""
BEGINS_LIKE = 88.0
"""The same where the title is only how the heading begins: what follows may make it another paper."""
AS_PREFIX = 4.0
"""What is taken off where the title is only how the heading begins."""
MOST_LINES = 6
"""Of one title."""
NEXT_LINE = 2.6
"""Times the height of a line: the next line of one title begins no further below its top."""
_ABOUT = ("vv", "veviec")
_BEFORE = re.compile(r"(?:BẢNG|BẢN SAO|NỘI DUNG|HÌNH ẢNH)\s")
"""What writers put before a title without making it another paper."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines that may together be a title."""

    text: str
    letters: str
    box: Box
    start: int = 0
    """The place of its first line on the page, from 0."""


@dataclass(frozen=True, slots=True)
class Match:
    """A heading that is like a known title."""

    title: KnownTitle
    heading: Heading
    likeness: float
    """0-100."""
    whole: bool
    """The heading says this and nothing more."""
    form: bool = False
    """The code of its form speaks for it more than its title does."""

    @property
    def weight(self) -> float:
        """By which matches are ordered: what is more alike goes first, and of two alike the longer title."""
        return self.likeness * float(len(self.title.letters) ** 0.15)


def headings(head: PageHead) -> list[Heading]:
    """Every run of lines that stand under one another, and the kind of paper with what it is about."""
    runs = list(_runs(head))
    found = dict.fromkeys((*runs, *_said(head), *filter(None, map(_without_before, runs))))
    return [heading for heading in found if len(heading.letters) >= 5]


def own_heading(head: PageHead) -> Heading | None:
    """What the page itself gives as its title; None where it gives none."""
    kind, about = head.fields.get(FieldName.KIND), head.fields.get(FieldName.ABSTRACT)
    runs = list(_runs(head))
    if kind:
        text = f"{kind.value} {about.raw}" if about else kind.value
        beginning = letters_of(kind.value)
        longest = max((run for run in runs if run.letters.startswith(beginning)), key=_length, default=None)
        said = Heading(text, letters_of(text), kind.box)
        return longest if longest and len(longest.letters) >= len(said.letters) else said
    if about:
        return Heading(about.value, letters_of(about.value), about.box)
    return max((run for run in runs if run.start == 0), key=_length, default=None)


def matches(head: PageHead, known: KnownTitles) -> list[Match]:
    """The best match of each paper that the page may be the first of, the best paper first."""
    return best_of_each(_all(headings(head), known))


def best_of_each(found: Iterable[Match]) -> list[Match]:
    """The best match of each paper, the best paper first."""
    best: dict[object, Match] = {}
    for match in found:
        other = best.get(match.title.ref)
        if other is None or match.weight > other.weight:
            best[match.title.ref] = match
    return sorted(best.values(), key=lambda match: (-match.weight, match.title.ref))


def whole_matches(found: Sequence[Heading], known: KnownTitles, at_least: float = LIKE) -> Iterator[Match]:
    """The titles that headings are like as a whole, of likeness ``at_least`` (0-100)."""
    if not found or not known.titles:
        return
    letters = [heading.letters for heading in found]
    table = process.cdist(letters, known.letters, scorer=fuzz.ratio, score_cutoff=at_least)
    for row, place in zip(*table.nonzero(), strict=True):
        yield Match(known.titles[place], found[row], float(table[row, place]), whole=True)


def _all(found: Sequence[Heading], known: KnownTitles) -> Iterator[Match]:
    yield from whole_matches(found, known)
    for heading in found:
        for title in known.titles:
            if len(title.letters) < len(heading.letters) * 0.9 and (likeness := _begins(heading, title)) >= BEGINS_LIKE:
                yield Match(title, heading, likeness - AS_PREFIX, whole=False)


def _begins(heading: Heading, title: KnownTitle) -> float:
    """How like the title is to the words with which the heading begins."""
    if heading.letters[:2] != title.letters[:2]:
        return 0.0
    start, before = "", ""
    for word in heading.text.split():
        before, start = start, start + letters_of(word)
        if len(start) >= len(title.letters):
            break
    # Of a worn title the last word ends too early, and the next one would be taken for its end.
    return max(float(fuzz.ratio(each, title.letters, score_cutoff=BEGINS_LIKE)) for each in (start, before))


def _runs(head: PageHead) -> Iterator[Heading]:
    lines = head.lines
    for first in range(len(lines)):
        text, boxes = "", list[Box]()
        for line in lines[first : first + MOST_LINES]:
            if boxes and line.box.y - boxes[-1].y > NEXT_LINE * max(line.box.h, boxes[-1].h):
                break
            text = f"{text} {line.text}".strip()
            boxes.append(line.box)
            yield Heading(text, letters_of(text), Box.around(boxes), first)


def _without_before(heading: Heading) -> Heading | None:
    found = _BEFORE.match(heading.text)
    if not found:
        return None
    text = heading.text[found.end() :]
    return replace(heading, text=text, letters=letters_of(text))


def _said(head: PageHead) -> Iterator[Heading]:
    kind, about = head.fields.get(FieldName.KIND), head.fields.get(FieldName.ABSTRACT)
    if not kind:
        return
    yield Heading(kind.value, letters_of(kind.value), kind.box)
    if about:
        text = f"{kind.value} {about.raw}"
        letters = letters_of(about.raw)
        for label in _ABOUT:
            letters = letters.removeprefix(label)
        yield Heading(text, letters_of(kind.value) + letters, Box.around([kind.box, about.box]))


def _length(heading: Heading) -> int:
    return len(heading.letters)
