"""The dots of leaders put back behind the words that they follow, as a person would copy them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ocr.engine.port import RawLine, RawWord
from ocr.image.leaders import Leader

DOT = "."
BLANK = 0.35
"""Of the height of a word: the way to its first dot from which a blank stands between."""


def with_leaders(lines: Iterable[RawLine], leaders: Iterable[Leader]) -> list[RawLine]:
    """The lines with the dots behind their words; rows of dots beside no word are left out."""
    written = [list(line) for line in lines]
    for leader in sorted(leaders, key=lambda each: each.left):
        before = [
            (leader.left - word.right, line, place)
            for line in written
            for place, word in enumerate(line)
            if word.right <= leader.left + 1 and _level(word, leader)
        ]
        if before:
            way, line, place = min(before, key=lambda each: each[0])
            _put(leader, way, line, place)
    return written


def _level(word: RawWord, leader: Leader) -> bool:
    """Whether the dots stand at the foot of the word."""
    height = word.bottom - word.top
    return word.top + height / 3 < leader.bottom <= word.bottom + height / 3


def _put(leader: Leader, way: float, line: RawLine, place: int) -> None:
    word, dots = line[place], leader.dots * DOT
    if way < BLANK * (word.bottom - word.top):
        line[place] = replace(word, text=word.text + dots, right=leader.right)
    else:
        line.insert(place + 1, RawWord(dots, leader.left, leader.top, leader.right, leader.bottom, word.confidence))
