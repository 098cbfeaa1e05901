"""Two ways to compare Vietnamese words: exactly, and without their marks.

Index and query must use these two functions and no others, else they miss each other.
"""

from __future__ import annotations

import re
import unicodedata

FOLD_VERSION = 1
"""Counts up with every change of what `canon` or `fold` gives: indexes are then built anew."""

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Grave, acute, hook, tilde, dot below: the five marks of tone."""

_PAIRS = {"o": "ae", "u": "y"}
"""Where a syllable ends in oa, oe or uy, the older spelling marks the first letter, the newer one the second."""

_OLD_TO_NEW = {
    unicodedata.normalize("NFC", first + tone) + second: first + unicodedata.normalize("NFC", second + tone)
    for first, seconds in _PAIRS.items()
    for second in seconds
    for tone in TONES
}
_LETTER = r"[^\W\d_]"
_OLD = re.compile(rf"(?<!q)(?:{'|'.join(_OLD_TO_NEW)})(?!{_LETTER})")


def canon(text: str) -> str:
    """The text in NFC and lower case, its tones where the newer spelling sets them: hòa and HOÀ become hoà.

    Only an open syllable has two spellings: hoàn, ngoài and huỳnh are written alike in both, and in quý the u
    belongs to the consonant (Quyết định 1989/QĐ-BGDĐT of 2018 sets the newer rule for school books).
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFC", _OLD.sub(lambda found: _OLD_TO_NEW[found.group()], lower))


def fold(text: str) -> str:
    """`canon` without any marks, đ as d: hòa, hoà, hoa and Hóa become hoa, Đường becomes duong."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", canon(text)) if unicodedata.category(ch) != "Mn")
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))
