"""The letters of Vietnamese, for asking a font whether it can write them."""

from __future__ import annotations

import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_CONSONANTS = "bcdđghklmnpqrstvx"


def _letters() -> frozenset[str]:
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
    lower = [*vowels, *_CONSONANTS]
    return frozenset(lower + [letter.upper() for letter in lower])


VIETNAMESE_LETTERS: frozenset[str] = _letters()
"""Every letter in both cases, precomposed: 72 vowels with their tones and 17 consonants, twice."""
