"""The dots of leaders put back among the words, as a person would copy them: they hold together what stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ocr.engine.port import RawLine, RawWord
from ocr.image.leaders import PART, Leader

DOT = "."
BLANK = 0.35
"""Of the height of a word: the way to its first dot from which a blank stands between."""
BESIDE = 2.0
"""Times the height of a word, from the last dot, within which it is written on the same row of dots."""


def with_leaders(lines: Iterable[RawLine], leaders: Iterable[Leader]) -> list[RawLine]:
    """The lines with dots as words of their own, and with what is written behind these in the same line.

    Rows of dots that follow no word are left out.
    """
    written = [list(line) for line in lines]
    for leader in sorted(leaders, key=lambda each: each.left):
        before = [line for line in written if _follows(leader, line)]
        if not before:
            continue
        line = min(before, key=lambda each: leader.left - _last_before(leader, each).right)
        line.append(_dots(leader))
        line.sort(key=lambda word: word.left)
        behind = next((other for other in written if other is not line and _goes_on(leader, other)), None)
        if behind is not None:
            line += behind
            written.remove(behind)
    return written


def without_leaders(lines: Iterable[RawLine]) -> list[RawLine]:
    """The lines without words that are dots alone: nothing is told by how surely these were read."""
    kept = ([word for word in line if not _is_leader(word)] for line in lines)
    return [line for line in kept if line]


def joined(lines: Iterable[RawLine]) -> list[RawLine]:
    """The lines with rows of dots made one word with the word to which they stand close."""
    found = []
    for line in lines:
        words: RawLine = []
        for word in line:
            if words and _is_leader(word) and word.left - words[-1].right < BLANK * words[-1].height:
                words[-1] = replace(words[-1], text=words[-1].text + word.text, right=word.right)
            else:
                words.append(word)
        found.append(words)
    return found


def _is_leader(word: RawWord) -> bool:
    return len(word.text) >= PART and not word.text.strip(DOT)


def _dots(leader: Leader) -> RawWord:
    return RawWord(leader.dots * DOT, leader.left, leader.top, leader.right, leader.bottom, 1.0)


def _follows(leader: Leader, line: RawLine) -> bool:
    """Whether a word of the line stands before the dots, at their height."""
    return any(_is_before(word, leader) for word in line)


def _last_before(leader: Leader, line: Sequence[RawWord]) -> RawWord:
    return max((word for word in line if _is_before(word, leader)), key=lambda word: word.right)


def _is_before(word: RawWord, leader: Leader) -> bool:
    return word.right <= leader.left + 1 and (_is_level(word, leader) or _is_row_of(word, leader))


def _is_row_of(word: RawWord, leader: Leader) -> bool:
    """Whether the word is an earlier part of the same row of dots."""
    return _is_leader(word) and abs(word.bottom - leader.bottom) <= leader.bottom - leader.top


def _is_level(word: RawWord, leader: Leader) -> bool:
    """Whether the dots stand at the foot of the word."""
    return word.top + word.height / 3 < leader.bottom <= word.bottom + word.height / 3


def _goes_on(leader: Leader, line: RawLine) -> bool:
    """Whether the line begins where the dots end."""
    first = min(line, key=lambda word: word.left)
    return -1 <= first.left - leader.right <= BESIDE * first.height and _is_level(first, leader)
