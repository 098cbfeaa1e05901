"""Marks that were misread, set right by the words beside them: a đê that stands before nghị is đề.

Most errors on real scans are marks, not letters, and a model of images is often sure of them. Only a word in small
letters is touched, only among counted syllables with the same letters, and only where its neighbours leave no doubt;
what was read is kept beside what is believed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ocr.engine.port import RawLine, RawWord
from ocr.text.context import OTHER, core, counted_as, is_plain, official_texts
from ocr.text.doubt import SURE
from ocr.text.fold import canon, fold

CLEAR, CLEARER = 5.5, 11.0
"""How much likelier (natural logarithm) another set of marks must be, where the word is doubtful and where it is sure.

Of 14,050 right words of decisions, judged by counts of laws alone, one lay above 9.5; but laws know no maps and no
gifts, and a bản đồ and a quà lay at 10.6 and 10.5. Of the doubtful words, a thirtieth of all, one in two hundred lies
above the first margin.
"""
SEEN = 2
"""How often at least the word stood beside one of these neighbours: that it is a common word says nothing."""
MENDED = 0.9
"""Times the confidence of a word that was set right."""


def with_likely_marks(lines: list[RawLine]) -> list[RawLine]:
    """The lines, in reading order, with some words set right and `RawWord.raw` in them; words run on over line ends."""
    words = [word for line in lines for word in line]
    names = [OTHER, *(counted_as(word.text) for word in words), OTHER]
    mended: list[RawWord] = []
    for place, word in enumerate(words):
        better = _mended(word, names[place], names[place + 2])
        names[place + 1] = counted_as(better.text)
        mended.append(better)
    rest = iter(mended)
    return [[next(rest) for _ in line] for line in lines]


def _mended(word: RawWord, before: str, after: str) -> RawWord:
    letters = core(word.text)
    if letters is None or not is_plain(word.text) or OTHER in (before, after):
        return word
    fits, now = official_texts().likelihood, canon(letters)
    others = [other for other in _same_letters().get(fold(now), ()) if other != now]
    best = max(others, key=lambda other: fits(before, other, after), default=now)
    margin = CLEAR if word.confidence < SURE else CLEARER
    seen = official_texts().follow
    if seen.get((before, best), 0) + seen.get((best, after), 0) < SEEN:
        return word
    if fits(before, best, after) - fits(before, now, after) < margin:
        return word
    text = word.text.replace(letters, best)
    return replace(word, text=text, confidence=word.confidence * MENDED, raw=word.raw or word.text)


@cache
def _same_letters() -> dict[str, list[str]]:
    """Counted syllables by their letters without marks."""
    words = list(official_texts().often)
    groups: dict[str, list[str]] = {}
    for bare, word in zip(fold("\n".join(words)).split("\n"), words, strict=True):
        groups.setdefault(bare, []).append(word)
    return groups
