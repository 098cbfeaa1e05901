"""Whether the text layer of a printed page is believed: it must read as Vietnamese and lie where print lies, all of it.

Fonts of before Unicode (TCVN3, VNI) and files that do not say what their letters mean give words that no spelling
allows. Another program's recognition, a layer for the heading of a scan, and fields that the layer does not know leave
print without words, or words without print. In doubt the page is recognised, which costs a second and no error.
"""

from __future__ import annotations

import re
import unicodedata

import cv2
import numpy as np

from config.alphabet import VIETNAMESE_LETTERS
from ocr.engine.port import RawLine, RawWord
from ocr.image.canvas import Canvas
from ocr.image.ink import Mask, Pixels
from ocr.image.pieces import pieces_of
from ocr.page import TextLayer
from ocr.text.definition import LETTER
from ocr.text.syllables import is_impossible, is_syllable

LEAST_LETTERS = 40
"""Letters below which shares say nothing; recognising so little is quickly done."""
MOST_IMPOSSIBLE = 0.05
"""Share of the words that may be none: addresses, foreign names. Print has up to 0.02, garbage from 0.08 on."""
LEAST_SYLLABLES = 0.6
"""Share of the words with letters that must be syllables.

Print has 0.97, garbage up to 0.3; papers in other languages are recognised.
"""
LEAST_MARKED = 0.3
"""Share of the words with letters that must bear a mark: 0.8 in print, 0 where the file dropped them."""
LEAST_ON_INK = 0.98
"""Share of the words that must lie on ink."""
LEAST_INK = 0.03
"""Share of a word's box that is ink, at least: a hyphen has more, for its box is its own."""
DARKER = 40
"""Levels by which ink is darker than the paper around it, at least."""
MOST_BESIDE, MOST_BESIDE_SHARE = 5, 0.01
"""Blots of the size of letters that may lie outside all words: so many, or such a share of the letters of the layer."""
_AROUND = 2
"""Pixels of the overview by which a word's box is widened: edges of letters are soft."""
_WINDOW = 41
"""Pixels of the overview within which the paper is the lightest."""
_NOT_PRINTED = "\ufffd"
_LETTERS = re.compile(rf"{LETTER}+")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def is_believed(layer: TextLayer, seen: Pixels) -> bool:
    """Whether the words of ``layer`` are taken instead of recognition.

    ``seen`` is the overview of the page image, (H, W) or (H, W, 3) RGB at `ocr.image.profile.OVERVIEW_DPI`.
    """
    return reads_as_vietnamese([word.text for word in layer.words]) and _lies_on_print(layer, ink_of(seen))


def reads_as_vietnamese(words: list[str]) -> bool:
    """Whether ``words`` are those of a Vietnamese paper, as far as spelling can tell."""
    lettered = [word for word in words if _LETTERS.search(word) or _NOT_PRINTED in word]
    if sum(len(word) for word in lettered) < LEAST_LETTERS:
        return False
    impossible = sum(_is_garbage(word) for word in lettered)
    syllables = sum(all(map(is_syllable, _LETTERS.findall(word))) for word in lettered)
    marked = sum(not word.isascii() for word in lettered)
    return (
        impossible <= MOST_IMPOSSIBLE * len(lettered)
        and syllables >= LEAST_SYLLABLES * len(lettered)
        and marked >= LEAST_MARKED * len(lettered)
    )


def _is_garbage(word: str) -> bool:
    """Whether a word holds an unknown letter, one that Vietnamese does not have, or what no spelling allows."""
    strange = any(ch.isalpha() and ch not in VIETNAMESE_LETTERS and ch not in _ASCII for ch in word)
    symbols = any(unicodedata.category(ch) in ("Sc", "Sk", "So") or ch == "\u00ad" for ch in word)
    return strange or symbols or is_impossible(word)


def ink_of(seen: Pixels) -> Mask:
    """Pixels (0 or 1) of whatever is printed on a drawn page, in any colour: what is darker than the lightest near it.

    Light letters on a dark ground count by their ground.
    """
    darkest = seen if seen.ndim == 2 else np.asarray(seen.min(axis=2), np.uint8)
    paper = cv2.dilate(darkest, np.ones((_WINDOW, _WINDOW), np.uint8))
    return np.asarray(cv2.subtract(paper, darkest) > DARKER, np.uint8)


def _lies_on_print(layer: TextLayer, ink: Mask) -> bool:
    """Whether the words lie on ink, and hardly any letter lies outside their boxes."""
    height, width = ink.shape
    beside, on_ink, tall = ink.copy(), 0, []
    words = layer.words
    for word in words:
        box = word.box
        left, top = int(box.x * width), int(box.y * height)
        right, bottom = int((box.x + box.w) * width) + 1, int((box.y + box.h) * height) + 1
        on_ink += float(ink[top:bottom, left:right].mean()) >= LEAST_INK
        tall.append(bottom - top)
        beside[max(0, top - _AROUND) : bottom + _AROUND, max(0, left - _AROUND) : right + _AROUND] = 0
    letters = sum(len(word.text) for word in words)
    most = max(MOST_BESIDE, MOST_BESIDE_SHARE * letters)
    return on_ink >= LEAST_ON_INK * len(words) and _like_letters(beside, float(np.median(tall))) <= most


def _like_letters(ink: Mask, tall: float) -> int:
    """How many blots are as large as letters of words that are ``tall`` pixels high, in the median."""
    _, stats = pieces_of(ink)
    across, down = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    return int(((down >= 0.4 * tall) & (down <= 2.5 * tall) & (across <= 4 * tall)).sum())


def raw_lines(layer: TextLayer, page: Canvas, scale: float) -> list[RawLine]:
    """The words of ``layer`` as an engine would give them for ``page``, whose pixels are enlarged by ``scale``."""
    width, height = page.width * scale, page.height * scale

    def raw(text: str, x: float, y: float, w: float, h: float) -> RawWord:
        return RawWord(text, x * width, y * height, (x + w) * width, (y + h) * height, 1.0)

    return [[raw(word.text, *word.box.as_list()) for word in line.words] for line in layer.lines]


def without_known(stamped: list[RawLine], lines: list[RawLine]) -> list[RawLine]:
    """The lines read in stamps, without those of which the layer has words already: coloured print is no stamp."""
    known = [(w.left, w.top, w.right, w.bottom) for line in lines for w in line]

    def is_known(word: RawWord) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in known)

    return [line for line in stamped if not any(map(is_known, line))]
