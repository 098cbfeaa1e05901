"""What of a page should be read a second time, and which of two readings of it stands.

Nine in ten misread words are among the thirtieth of all words whose confidence is low, or that no spelling allows.
Those few are worth the time of a slower, better model; each is shown to it with its neighbours, since a model of
lines reads a word better among others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocr.engine.port import RawLine, RawWord
from ocr.text.context import counted_as, is_plain, official_texts
from ocr.text.syllables import is_impossible

SURE = 0.9
"""Confidence from which a word is believed: three in four misread words lie below, one in thirty of the right ones."""
IMPOSSIBLE = 0.8
"""By this a word that is no syllable loses confidence, so that it lies below `SURE`."""
LEAST_GAIN = 0.1
"""Confidence by which the second reading must be better than the first: of every six right words that it turned wrong
without this margin one is left, and hardly any of those that it sets right is lost."""
CONTEXT = 0.06
"""Confidence that a neighbourhood e times as likely is worth."""
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
        left = line[stretch.first - 1].text if stretch.first else ""
        right = line[stretch.end].text if stretch.end < len(line) else ""
        chosen = _chosen(line[stretch.first : stretch.end], seen, left, right)
        better[stretch.line] = [*line[: stretch.first], *chosen, *line[stretch.end :]]
    return better


def _chosen(before: RawLine, seen: RawLine, left: str, right: str) -> RawLine:
    """``left`` and ``right`` are the words of the line beside the stretch."""
    chosen: RawLine = []
    pairs = _pairs(before, seen)
    for place, (old, new) in enumerate(pairs):
        after = pairs[place + 1][0][0].text if place + 1 < len(pairs) else right
        ahead = chosen[-1].text if chosen else left
        doubted = any(word.confidence < SURE for word in old)
        chosen += new if new and doubted and _gain(old, new, ahead, after) > LEAST_GAIN else old
    return chosen


def _gain(old: RawLine, new: RawLine, before: str, after: str) -> float:
    """How much more is to be said for the new reading: its confidence, and how it stands between its neighbours."""
    surer = _weight(new) - _weight(old)
    if len(old) == len(new) == 1 and is_plain(old[0].text) and is_plain(new[0].text):
        fits = official_texts().likelihood
        ends = counted_as(before), counted_as(after)
        surer += CONTEXT * (
            fits(ends[0], counted_as(new[0].text), ends[1]) - fits(ends[0], counted_as(old[0].text), ends[1])
        )
    return surer


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


def _weight(words: RawLine) -> float:
    """Mean confidence, each word by its letters."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters
