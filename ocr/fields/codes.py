"""What barcodes of a page say that may name its paper: a few, cut short, without the identity number of a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from config.codes import is_separator, written_codes
from ocr.fields.find import without_identity
from ocr.page import Barcode, Box

MOST_CODES = 4
"""Of one page: a form bears one or two, and a sheet of labels is no paper."""
LONGEST = 300
"""Letters kept of a code: what names the paper stands in front, what follows may be a signature of thousands."""
FEWEST_LETTERS = 2
"""Letters (not figures) of a code that may name a paper, ``KM-02``: one with fewer is a number."""
_CARD = re.compile(r"\d{12}\|")
"""How the code of an identity card begins: nothing but what is said of its owner follows."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """A barcode that may name the paper."""

    text: str
    """NFC; its lines as they were, other white space as single blanks."""
    box: Box


def page_codes(barcodes: Iterable[Barcode]) -> tuple[PageCode, ...]:
    """The codes of a page that may name its paper, each text once, in the order in which they stand.

    Those of separators and identity cards do not, nor bare numbers and codes of dossiers.
    """
    found = dict[str, PageCode]()
    for barcode in barcodes:
        text = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", barcode.text)).strip()
        if is_separator(text) or _CARD.match(text) or _letters(text) < FEWEST_LETTERS:
            continue
        kept = without_identity(text)[:LONGEST]  # in this order: of a number that is cut, half would stay
        found.setdefault(kept, PageCode(kept, barcode.box))
    return tuple(found.values())[:MOST_CODES]


def _letters(text: str) -> int:
    """How many letters stand outside the codes of dossiers."""
    inside = sum(letter.isalpha() for code in written_codes(text) for letter in code.text)
    return sum(letter.isalpha() for letter in text) - inside
