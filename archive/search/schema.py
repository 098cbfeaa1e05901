"""What the index knows of a page, and how its text becomes terms. Index and query share these functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

import tantivy

from archive.search.neighbours import neighbours
from archive.search.words import words_of
from ocr.text.fold import fold, folded

SCHEMA_VERSION = 4
"""Counts up with every change of the fields or of what is put into them: the index is then built anew."""

PAGE = "page"
"""Id of the page. Unsigned, indexed, fast."""
EXACT = "exact"
"""`canon` of the text; which words a page has, not where."""
FOLDED = "folded"
"""`fold` of the text, with positions."""
PAIRS = "pairs"
"""Pairs of common words of `FOLDED` that stand next to each other."""
CODES = "codes"
"""`codes_of` the text and of the case, whose code few of its pages bear: whole codes and their parts, for prefixes."""
CASE = "case"
DESK = "desk"
PROCEDURE = "procedure"
TYPE = "type"
"""Type of the component. These four are terms as they stand."""
ISSUER = "issuer"
APPLICANT = "applicant"
"""`fold` of what the page's paper says of itself: its words, not where."""
NUMBER = "number"
"""`fold` of the paper's number as it is written, of its figures alone and of what follows them."""
ISSUED = "issued"
"""`date.toordinal` of the day that the paper bears, where day, month and year are known. Unsigned."""
DAY = "day"
"""`date.toordinal` of the day on which the case was received; without a case record, of the scan. Unsigned."""
POSITION = "position"
"""Only in the one document that says how far the ledger was followed: the number of the last event link. Unsigned."""
BUILT = "built"
"""Only in that document, while an index is being built: the last page that is in it. Unsigned."""

_DIGIT = re.compile(r"\d")
_TEXT, _WHOLE, _SPACED, _TWO = "sohoa_words", "raw", "sohoa_spaced", "sohoa_two_letters"


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says of itself, as far as it can be asked for; empty: it does not."""

    issuer: str = ""
    applicant: str = ""
    number: str = ""
    """The figures."""
    notation: str = ""
    issued: date | None = None


SILENT = Said()


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """One page as the index takes it in. Only pages that may be seen become one."""

    page: int
    text: str
    """The words as read, white space between them."""
    desk: str
    day: date
    case: str | None = None
    procedure: str | None = None
    type: str | None = None
    said: Said = SILENT
    """By the paper that it is a page of."""


def build_schema() -> tantivy.Schema:
    """The fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(EXACT, tokenizer_name=_TEXT, index_option="basic")
    builder.add_text_field(FOLDED, tokenizer_name=_TEXT, index_option="position")
    builder.add_text_field(PAIRS, tokenizer_name=_TWO, index_option="basic")
    for field in (CODES, NUMBER):
        builder.add_text_field(field, tokenizer_name=_SPACED, index_option="basic")
    for field in (ISSUER, APPLICANT):
        builder.add_text_field(field, tokenizer_name=_TEXT, index_option="basic")
    for field in (CASE, DESK, PROCEDURE, TYPE):
        builder.add_text_field(field, tokenizer_name=_WHOLE, index_option="basic")
    for field in (PAGE, DAY, ISSUED, POSITION, BUILT):
        builder.add_unsigned_field(field, indexed=True, fast=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Make the tokenizers known to an opened index; they are not stored in it."""
    tokenizers = {
        _TEXT: tantivy.Tokenizer.simple(),
        _SPACED: tantivy.Tokenizer.whitespace(),
        _TWO: tantivy.Tokenizer.ngram(2, 2),
    }
    for name, tokenizer in tokenizers.items():
        index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())


def document_of(page: IndexedPage) -> tantivy.Document:
    """The document that is added for a page."""
    exact, bare, numbered = folded(page.text)
    document = tantivy.Document()
    document.add_unsigned(PAGE, page.page)
    document.add_text(EXACT, exact)
    document.add_text(FOLDED, bare)
    document.add_text(PAIRS, neighbours(bare))
    document.add_text(CODES, " ".join(chain(chain.from_iterable(map(_codes_in, numbered)), _codes_of_case(page.case))))
    document.add_unsigned(DAY, page.day.toordinal())
    document.add_text(DESK, page.desk)
    for field, value in ((CASE, page.case), (PROCEDURE, page.procedure), (TYPE, page.type)):
        if value is not None:
            document.add_text(field, value)
    if page.said is not SILENT:
        _add_said(document, page.said)
    return document


def _add_said(document: tantivy.Document, said: Said) -> None:
    for field, value in ((ISSUER, said.issuer), (APPLICANT, said.applicant)):
        if value:
            document.add_text(field, fold(value))
    if numbers := numbers_of(said.number, said.notation):
        document.add_text(NUMBER, " ".join(numbers))
    if said.issued is not None:
        document.add_unsigned(ISSUED, said.issued.toordinal())


def numbers_of(number: str, notation: str) -> list[str]:
    """The terms by which a paper's number is found: ``12/dn-hgl``, ``12`` and ``dn-hgl``."""
    parts = [part for part in (number_term(number), number_term(notation)) if part]
    return ["/".join(parts), *parts] if len(parts) > 1 else parts


def number_term(text: str) -> str:
    """A number as it is compared: folded, without blanks and leading zeros."""
    return re.sub(r"\s", "", fold(text)).lstrip("0")


def codes_of(text: str) -> Iterator[str]:
    """Codes and numbers of a text, folded, each as it stands without its edges, then its parts that bear a digit.

    ``H26.12-260804-0583`` gives ``h26.12-260804-0583``, ``h26``, ``12``, ``260804`` and ``0583``.
    """
    return chain.from_iterable(map(_codes_in, folded(text).numbered))


@lru_cache(maxsize=1 << 10)
def _codes_of_case(case: str | None) -> tuple[str, ...]:
    return tuple(codes_of(case)) if case else ()


@lru_cache(maxsize=1 << 14)
def _codes_in(word: str) -> tuple[str, ...]:
    if word.isalnum():
        return (word,)
    parts = words_of(word)
    whole = word[word.index(parts[0]) : word.rindex(parts[-1]) + len(parts[-1])]
    return (*([whole] if len(parts) > 1 else ()), *filter(_DIGIT.search, parts))
