"""What recognition does to words: tones slip, marks drop, letters pass for others, words fall apart or together."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Grave, acute, hook, tilde, dot below: the five marks of tone."""
CONFUSIONS = (
    ("đ", "d"), ("d", "đ"), ("Đ", "D"), ("D", "0"), ("0", "O"), ("O", "0"), ("rn", "m"), ("m", "rn"),
    ("1", "l"), ("l", "1"), ("l", "I"), ("I", "l"), ("1", "I"),
)  # fmt: skip
"""What looks alike to an engine: what stands on the page, and what it reads."""


def damage(words: list[str], rate: float, random: Random) -> list[str]:
    """One line as it was read: each word is damaged with probability ``rate``, in one way."""
    draw = random.random
    hit = [place for place in range(len(words)) if draw() < rate]
    if not hit:
        return words
    read = list(words)
    for place in reversed(hit):  # from behind, so that the places before stay where they are
        kind = draw()
        if kind < 0.10 and place + 1 < len(read):
            read[place : place + 2] = [read[place] + read[place + 1]]
        elif kind < 0.18 and len(read[place]) > 3:
            cut = 1 + int(draw() * (len(read[place]) - 1))
            read[place : place + 1] = [read[place][:cut], read[place][cut:]]
        else:
            read[place] = misread(read[place], random)
    return read


def misread(word: str, random: Random) -> str:
    """``word`` with one fault inside: a tone, its marks, a letter that passes for another, or a letter lost.

    Only a word of one letter without a mark comes out as it was.
    """
    ways = random.choices(_WAYS, weights=_WEIGHTS, k=4)
    for way in (*ways, lost_letter):
        wrong = way(word, random)
        if wrong != word:
            return wrong
    return word


def tone_slip(word: str, random: Random) -> str:
    """Another tone, or none, where the word has one."""
    apart = unicodedata.normalize("NFD", word)
    found = next((place for place, ch in enumerate(apart) if ch in TONES), None)
    if found is None:
        return word
    others = ["", *TONES.replace(apart[found], "")]
    other = others[int(random.random() * len(others))]
    end = found + 1
    while end < len(apart) and unicodedata.combining(apart[end]):
        end += 1
    # Behind the other marks of its letter: only so do letter, mark and tone become one character.
    return unicodedata.normalize("NFC", apart[:found] + apart[found + 1 : end] + other + apart[end:])


def dropped_marks(word: str, random: Random) -> str:
    """All marks gone, đ as d."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", word) if not unicodedata.combining(ch))
    return bare.replace("đ", "d").replace("Đ", "D")


def confusion(word: str, random: Random) -> str:
    """One letter, or pair, taken for what looks like it."""
    pairs = [(right, wrong) for right, wrong in CONFUSIONS if right in word]
    if not pairs:
        return word
    right, wrong = pairs[int(random.random() * len(pairs))]
    return word.replace(right, wrong, 1)


def lost_letter(word: str, random: Random) -> str:
    """One letter missing."""
    place = int(random.random() * len(word))
    return word[:place] + word[place + 1 :] if len(word) > 1 else word


_WAYS: tuple[Callable[[str, Random], str], ...] = (tone_slip, dropped_marks, confusion, lost_letter)
_WEIGHTS = (40, 18, 27, 15)
