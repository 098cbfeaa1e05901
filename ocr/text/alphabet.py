"""A private alphabet of one byte a letter, in which Vietnamese print is folded ten times as fast as letter by letter.

All letters, figures and signs that such print is made of fit into 256 codes. Encoded so, a page becomes lower-case by
one table and bare by another, and old spellings are found as two neighbouring bytes. What each code becomes is taken
from `ocr.text.definition`; a letter belongs only where it becomes exactly one letter of the alphabet, whatever stands
beside it, and where that holds for no letter the text is left to the definition.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from ocr.text.definition import LETTER, OLD_TO_NEW, TONES, canon_of, fold_of

_SIGNS = "“”‘’–—…•°·×«»§©®€™¢£¥±²"
_VOWELS = "aăâeêioôơuưy"


def _letters() -> str:
    """The alphabet in the order of its codes: a zero, ASCII's white space and print, letters with marks, signs."""
    ascii_print = "\0\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))
    marked = [unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in ("", *TONES)]
    small = [*dict.fromkeys(letter for letter in [*marked, "đ"] if not letter.isascii())]
    return ascii_print + "".join(small) + "".join(small).upper() + _SIGNS


LETTERS = _letters()
_CODE = {letter: code for code, letter in enumerate(LETTERS)}
_ENCODE = codecs.charmap_build(LETTERS)
_LOWER = bytes(_CODE[canon_of(letter)] for letter in LETTERS)
_BARE = bytes(_CODE[fold_of(canon_of(letter))] for letter in LETTERS)
_IS_LETTER = [re.fullmatch(LETTER, letter) is not None for letter in LETTERS]
_Q = _CODE["q"]
_OLD_TO_NEW = {bytes(_CODE[ch] for ch in old): bytes(_CODE[ch] for ch in new) for old, new in OLD_TO_NEW.items()}
_MARKED = bytearray(256)
"""Makes what old spellings begin with alike, whatever its mark, and what they end with; all else is zero."""
for _first, _second in _OLD_TO_NEW:
    _MARKED[_first], _MARKED[_second] = _BARE[_first], _second
_CLASS = bytes(b" 1x"[0 if ch.isspace() else 1 if ch.isdecimal() else 2] for ch in LETTERS)
"""Makes white space a space, figures a one, and all else an x."""
_PAIRS = sorted({bytes((_BARE[first], second)) for first, second in _OLD_TO_NEW})


def encode(text: str) -> bytes:
    """The text in lower case, one byte a letter, as this module counts them, in the newer spelling.

    Raises `UnicodeEncodeError` where a letter is not of this alphabet.
    """
    lower = codecs.charmap_encode(text, "strict", _ENCODE)[0].translate(_LOWER)
    marked = lower.translate(_MARKED)
    respelt: bytearray | None = None
    for pair in _PAIRS:
        place = marked.find(pair)
        while place >= 0:
            if _is_open_syllable(lower, place):
                respelt = respelt or bytearray(lower)
                respelt[place : place + 2] = _OLD_TO_NEW[lower[place : place + 2]]
            place = marked.find(pair, place + 2)
    return bytes(respelt) if respelt else lower


def decode(encoded: bytes) -> str:
    """The text of `encode`: what `canon_of` gives."""
    return codecs.charmap_decode(encoded, "strict", LETTERS)[0]


def decode_bare(encoded: bytes) -> str:
    """The text of `encode` without its marks: what `fold_of` gives."""
    return codecs.charmap_decode(encoded.translate(_BARE), "strict", LETTERS)[0]


def numbered_places(encoded: bytes) -> Iterator[slice]:
    """Where in the text of `encode` the words stand that bear a figure, white space between them."""
    classes = encoded.translate(_CLASS)
    figure, end = classes.find(b"1"), 0
    while figure >= 0:
        start, end = classes.rfind(b" ", end, figure) + 1 or end, classes.find(b" ", figure)
        if end < 0:
            yield slice(start, len(classes))
            return
        yield slice(start, end)
        figure = classes.find(b"1", end)


def _is_open_syllable(lower: bytes, place: int) -> bool:
    """Whether two letters at ``place`` end a syllable whose consonant does not take the first of them (qu)."""
    before, after = place - 1, place + 2
    return (before < 0 or lower[before] != _Q) and (after == len(lower) or not _IS_LETTER[lower[after]])
