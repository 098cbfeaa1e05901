"""Two ways to compare Vietnamese words: exactly, and without their marks.

Index and query must use these functions and no others, else they miss each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ocr.text.alphabet import decode, decode_bare, encode, numbered_places
from ocr.text.definition import canon_of, fold_of

FOLD_VERSION = 1
"""Counts up with every change of what `canon` or `fold` gives: indexes are then built anew."""

_FIGURE = re.compile(r"\d")


class Folded(NamedTuple):
    """A text as it is compared."""

    exact: str
    """What `canon` gives."""
    bare: str
    """What `fold` gives."""
    numbered: list[str]
    """The words of ``bare`` that bear a figure, as they stand between white space."""


def canon(text: str) -> str:
    """The text in NFC and lower case, its tones where the newer spelling sets them: hòa and HOÀ become hoà.

    Only an open syllable has two spellings: hoàn, ngoài and huỳnh are written alike in both, and in quý the u
    belongs to the consonant (Quyết định 1989/QĐ-BGDĐT of 2018 sets the newer rule for school books).
    """
    return _each(text, decode, canon_of)


def fold(text: str) -> str:
    """`canon` without any marks, đ as d: hòa, hoà, hoa and Hóa become hoa, Đường becomes duong."""
    return _each(text, decode_bare, lambda line: fold_of(canon_of(line)))


def folded(text: str) -> Folded:
    """All that a text is compared by, in one pass."""
    try:
        encoded = encode(text)
    except UnicodeEncodeError:
        return _joined([folded(line) for line in text.split("\n")]) if "\n" in text else _as_defined(text)
    bare = decode_bare(encoded)
    return Folded(decode(encoded), bare, [bare[place] for place in numbered_places(encoded)])


def _each(text: str, from_alphabet: Callable[[bytes], str], as_defined: Callable[[str], str]) -> str:
    """A text with a letter that is not of our alphabet goes through the definition line by line.

    So one strange sign costs its line and not its page; no rule looks across the end of a line.
    """
    try:
        return from_alphabet(encode(text))
    except UnicodeEncodeError:
        if "\n" not in text:
            return as_defined(text)
    return "\n".join(_each(line, from_alphabet, as_defined) for line in text.split("\n"))


def _joined(lines: list[Folded]) -> Folded:
    exact = "\n".join(line.exact for line in lines)
    bare = "\n".join(line.bare for line in lines)
    return Folded(exact, bare, [word for line in lines for word in line.numbered])


def _as_defined(text: str) -> Folded:
    exact = canon_of(text)
    bare = fold_of(exact)
    return Folded(exact, bare, [word for word in bare.split() if _FIGURE.search(word)])
