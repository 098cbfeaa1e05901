"""What of a page should be read a second time, and which of two readings of it stands.

Nine in ten misread words are among the thirtieth of all words whose confidence is low, or that no spelling allows.
Those few are worth the time of a slower, better model; each is shown to it with its neighbours, since a model of
lines reads a word better among others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocr.engine.port import RawLine, RawWord
from ocr.text.syllables import is_impossible

SURE = 0.9
"""Confidence from which a word is believed: three in four misread words lie below, one in thirty of the right ones."""
IMPOSSIBLE = 0.8
"""By this a word that is no syllable loses confidence, so that it lies below `SURE`."""
NEIGHBOURS = 1
"""Words on either side that are shown along with a doubtful one."""


def judged(line: RawLine) -> RawLine:
    """The line with lower confidence in words that Vietnamese spelling does not allow."""
    return [replace(w, confidence=w.confidence * IMPOSSIBLE) if is_impossible(w.text) else w for w in line]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring words of a line, some of them doubtful: ``words[first:end]`` of ``lines[line]``."""

    line: int
    first: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


def doubtful_stretches(lines: list[RawLine]) -> list[Stretch]:
    """The stretches of `judged` lines that are to be read again; boxes in pixels, as high as the line's sure words."""
    return [_stretch(lines, number, *span) for number, line in enumerate(lines) for span in _spans(line)]


def _spans(line: RawLine) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(line):
        if word.confidence >= SURE:
            continue
        first, end = max(0, place - NEIGHBOURS), min(len(line), place + 1 + NEIGHBOURS)
        if spans and first <= spans[-1][1]:
            first = spans.pop()[0]
        spans.append((first, end))
    return spans


def _stretch(lines: list[RawLine], number: int, first: int, end: int) -> Stretch:
    line = lines[number]
    words = line[first:end]
    upright = [word for word in line if word.confidence >= SURE] or words
    return Stretch(
        number,
        first,
        end,
        min(word.left for word in words),
        min(word.top for word in upright),
        max(word.right for word in words),
        max(word.bottom for word in upright),
    )


def settled(lines: list[RawLine], stretches: list[Stretch], again: list[RawLine]) -> list[RawLine]:
    """The `judged` lines with each stretch as the surer reading has it; ``again`` in the same pixels, judged too.

    Words are compared where they stand over each other, so one word may become two. What a sure word says, and what
    the second look did not see, stays.
    """
    better = list(lines)
    for stretch, seen in sorted(zip(stretches, again, strict=True), key=lambda pair: (pair[0].line, -pair[0].first)):
        line = better[stretch.line]
        chosen = _chosen(line[stretch.first : stretch.end], seen)
        better[stretch.line] = [*line[: stretch.first], *chosen, *line[stretch.end :]]
    return better


def _chosen(before: RawLine, seen: RawLine) -> RawLine:
    chosen: RawLine = []
    for old, new in _pairs(before, seen):
        doubted = any(word.confidence < SURE for word in old)
        chosen += new if new and doubted and _surer(new, old) else old
    return chosen


def _pairs(before: RawLine, seen: RawLine) -> list[tuple[RawLine, RawLine]]:
    """Groups of words of the two readings that stand over each other, left to right; none without an old word."""
    groups: list[tuple[RawLine, RawLine]] = [([word], []) for word in before]
    for word in seen:
        touched = [place for place, group in enumerate(groups) if any(_over(old, word) for old in group[0])]
        if touched:
            first, end = touched[0], touched[-1] + 1
            joined = groups[first:end]
            groups[first:end] = [
                ([w for old, _ in joined for w in old], [w for _, new in joined for w in new] + [word])
            ]
    return groups


def _over(one: RawWord, other: RawWord) -> bool:
    """Whether the words share more than half of the narrower one's width."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.right - one.left, other.right - other.left)


def _surer(new: RawLine, old: RawLine) -> bool:
    return _weight(new) > _weight(old)


def _weight(words: RawLine) -> float:
    """Mean confidence, each word by its letters."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters
