"""Takes the text out of a finished file and compares it with what was recognised."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from archive.bundle.text_layer import in_place
from ocr.page import PageReading

AT_ONCE = 16
"""Pages read before the file is opened anew: PDFium keeps every image it came across until the file is closed."""
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""ﬀ, ﬁ, ﬂ …: PDFium spells them out."""
_HYPHENS = {0xFFFE: "- "}
"""PDFium's sign for a hyphen at the end of a line, instead of both the hyphen and the end."""


def extract_text(path: Path) -> list[str]:
    """The text of each page of a PDF, NFC, as PDFium finds it."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = len(pdf)
    return [text for first in range(0, pages, AT_ONCE) for text in _texts(path, range(first, pages)[:AT_ONCE])]


def _texts(path: Path, numbers: range) -> Iterator[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        for number in numbers:
            page = pdf[number]
            text_page = page.get_textpage()
            yield unicodedata.normalize("NFC", text_page.get_text_range())
            text_page.close()
            page.close()


def text_problems(wanted: Sequence[str], path: Path) -> list[str]:
    """A sentence for each page whose text does not come out of the file at ``path`` as it was ``wanted`` there."""
    pairs = zip(wanted, extract_text(path), strict=True)
    return [
        f"text differs on page {number}" for number, (words, text) in enumerate(pairs, 1) if not same_text(words, text)
    ]


def expected_text(reading: PageReading) -> str:
    """The words of a page in the order of its text layer, a space between them."""
    return " ".join(expected_words(reading))


def expected_words(reading: PageReading) -> list[str]:
    """The words of a page in the order of its text layer."""
    return [word.text for line in reading.lines for word in in_place(line)]


def same_text(words: str, extracted: str) -> bool:
    """Whether each of the ``words`` came out whole, and nothing else, but for what PDFium does to every PDF.

    It spells ligatures out and marks a hyphen at the end of a line in its own way. It puts lines that overlap, such as
    what was read in a seal or a scribble over the text, into an order of its own: the order is not compared. Of a
    page that has a right-to-left script only the letters are.
    """
    wanted = words.translate(_LIGATURES)
    found = extracted.translate(_LIGATURES | _HYPHENS)
    if any(unicodedata.bidirectional(ch) in ("R", "AL", "AN") for ch in wanted):
        return sorted("".join(wanted.split())) == sorted("".join(found.split()))
    return Counter(wanted.split()) == Counter(found.split())
