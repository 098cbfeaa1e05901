"""What `canon` and `fold` mean, said as plainly as can be, for any text. `ocr.text.fold` gives the same, faster.

Change a rule here, and count `ocr.text.fold.FOLD_VERSION` up.
"""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Grave, acute, hook, tilde, dot below: the five marks of tone."""

_PAIRS = {"o": "ae", "u": "y"}
"""Where a syllable ends in oa, oe or uy, the older spelling marks the first letter, the newer one the second."""

OLD_TO_NEW = {
    unicodedata.normalize("NFC", first + tone) + second: first + unicodedata.normalize("NFC", second + tone)
    for first, seconds in _PAIRS.items()
    for second in seconds
    for tone in TONES
}
LETTER = r"[^\W\d_]"
_OLD = re.compile(rf"(?<!q)(?:{'|'.join(OLD_TO_NEW)})(?!{LETTER})")


def canon_of(text: str) -> str:
    """NFC, case-folded, old spellings replaced by the new ones."""
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFC", _OLD.sub(lambda found: OLD_TO_NEW[found.group()], lower))


def fold_of(canonical: str) -> str:
    """A text of `canon_of` without its marks, đ as d."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", canonical) if unicodedata.category(ch) != "Mn")
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))
