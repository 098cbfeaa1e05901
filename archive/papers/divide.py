"""Where one paper ends and the next begins: pages belong to a paper until the next title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from archive.papers.codes import papers_named
from archive.papers.match import Match, matches, own_heading
from archive.papers.titles import KnownTitles, PaperRef, letters_of
from ocr.fields import FieldName, PageHead
from ocr.text.fold import fold

HEAD_ENDS = 0.5
"""Fraction of the height above which a title begins a paper; below it is a title in the midst of one."""
KIND_ENDS = 0.3
"""The same for a title that is not in the catalogue, on a page without the state's name."""
_PARTS = re.compile(
    r"\W*(?:kem theo|(?:phan|chuong|muc|d\s?ieu)\s?(?:thu\s|[\divxl]+\b)|"
    r"bang can doi|bao cao ket qua|bao cao luu chuyen|thuyet minh bao cao)"
)
"""How the headings of what belongs to a paper begin, folded: annexes, chapters, and the statements of which a financial
report is made up (Thông tư 200/2014/TT-BTC, Appendix 2)."""
_ANNEX = "phuluc"
LIKE_ANNEX = 80.0
"""Likeness (0-100) of the first letters from which a line is the word for an annex: one letter is another one."""
_LISTS = ("danhmuc", "danhsach", "bangke", "banke")
"""Kinds that stand over tables as well, as letters: without a head of their own they belong to the paper before."""


Codes = dict[tuple[str, ...], frozenset[PaperRef]]
"""What the codes of a page name, as `papers_named` gives it."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A page with which a paper begins, and why."""

    page: int
    """Place among the pages, from 0."""
    rule: str
    """``first``, ``title``, ``head``, ``kind`` or ``code``."""


def first_pages(heads: Sequence[PageHead | None], known: KnownTitles) -> list[Beginning]:
    """With which of the pages a paper begins; the first page always does.

    ``heads``: None for pages that say nothing, being blank, unread or withheld; they belong to the paper before.
    """
    found: list[Beginning] = []
    codes = [papers_named(head, known) for head in heads]
    for place, head in enumerate(heads):
        rule = _rule(head, known) if head else None
        if found and head and not rule and codes[place] and not _within(head):
            first = found[-1].page
            rule = "code" if _named_anew(codes[place], codes[first:place], heads[first], known) else None
        if not found or (rule and not _goes_on(head, place - found[-1].page)):
            found.append(Beginning(place, rule or "first"))
    return found


def _named_anew(codes: Codes, paper: Sequence[Codes], first: PageHead | None, known: KnownTitles) -> bool:
    """Whether the codes of a page speak of another paper than that to which the pages before it belong.

    Where those bear codes too, another paper says something else, and be it a number; where none was read on them, it
    has another title than the ``first`` of them.
    """
    before = set[tuple[str, ...]]().union(*paper)
    if before:
        return before.isdisjoint(codes)
    printed = {match.title.ref for match in matches(first, known)} if first else set()
    return printed.isdisjoint(ref for refs in codes.values() for ref in refs)


def _goes_on(head: PageHead | None, pages_before: int) -> bool:
    """Whether the page's printed number is the one that comes next in the paper before."""
    return head is not None and head.page_number is not None and head.page_number == pages_before + 1


def _rule(head: PageHead, known: KnownTitles) -> str | None:
    """Why a paper begins with this page; None where nothing says so."""
    found = [match for match in matches(head, known) if match.heading.box.y < HEAD_ENDS]
    if found and _is_title(found[0], head):
        return "title"
    heading = own_heading(head)
    if heading is None or _is_part(heading.text) or _within(head):
        return None
    if head.state_named:
        return "head"
    kind = head.fields.get(FieldName.KIND)
    named = kind is not None and kind.box.y < KIND_ENDS and not letters_of(kind.value).startswith(_LISTS)
    return "kind" if named else None


def _within(head: PageHead) -> bool:
    """Whether the page says itself that it is not the first of a paper: by its number, or as an annex or chapter."""
    numbered = head.page_number is not None and head.page_number > 1
    return numbered or (bool(head.lines) and _is_part(head.lines[0].text))


def _is_title(match: Match, head: PageHead) -> bool:
    """A title of the catalogue: on a page with a number higher than 1 only where nothing else is said there."""
    if head.page_number is not None and head.page_number > 1:
        return match.whole and head.state_named
    return match.whole or head.state_named or match.heading.box.y < KIND_ENDS


def _is_part(heading: str) -> bool:
    """Whether a heading is one within a paper."""
    letters = letters_of(heading)
    return _PARTS.match(fold(heading)) is not None or fuzz.ratio(letters[: len(_ANNEX)], _ANNEX) >= LIKE_ANNEX
