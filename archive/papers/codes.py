"""Which papers the codes on a page name: by their titles, by codes of the catalogue, by the codes of their forms.

What a code says falls into parts: fields between ``|`` or ``;``, lines, and of an address its path and its query. A
part that names no paper is passed over: numbers, days, names, and whatever else offices put there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from archive.papers.match import Heading, Match, best_of_each, whole_matches
from archive.papers.titles import FEWEST_LETTERS, KnownTitles, PaperRef, form_code, letters_of
from config.codes import written_codes
from ocr.fields import PageCode, PageHead
from ocr.text.fold import fold

SAYS_LIKE = 88.0
"""Likeness (0-100) from which a part is a title: more than of print, for in a code no letter is misread."""
FORM_LIKENESS = 90.0
"""Of a part that is the code of a form: less than certain, for every decree has its ``Mẫu 02``."""
MOST_PARTS = 24
_FIELDS = re.compile(r"[|;\n]")
_ADDRESS = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_WITHIN_ADDRESS = re.compile(r"[/?&#]")
_KEYED = re.compile(r"(?P<key>[^=:]{1,40})[=:](?P<value>.+)")
_FORM_KEYS = ("mau", "mauso", "mamau", "bieumau", "mabieumau", "form", "formcode")
"""Keys before the code of a form, as letters."""
_NUMBERED = re.compile(r"\s+(?:(?:số|so|no)\W*)?\d[\d./-]{3,}.*", re.IGNORECASE)
"""The number of a certificate behind its title."""
_COUNTS = re.compile(r"(?:(?:trang|page)\W*|(?:to|tr|p)[.=:\s]+)\d{1,3}(?:\s?/\s?\d{1,3})?|\d{1,3}\s?/\s?\d{1,3}")
"""A part that counts pages, folded: it is another one on every page of one paper. ``P-123`` is a number of papers."""


def code_matches(head: PageHead, known: KnownTitles, procedure: str | None) -> list[Match]:
    """The papers that the codes of a page name, the best first; by its form only a paper of ``procedure``."""
    found = [heading for code in head.codes for heading in code_headings(code)]
    return best_of_each(
        match for match in _all(found, known) if not match.form or match.title.ref.procedure == procedure
    )


def papers_named(head: PageHead | None, known: KnownTitles) -> dict[tuple[str, ...], frozenset[PaperRef]]:
    """What each code that names a paper says, less what counts pages, and the papers of all procedures it may mean."""
    named = {}
    for code in head.codes if head else ():
        if refs := frozenset(match.title.ref for match in _all(code_headings(code), known)):
            named[_without_count(code)] = refs
    return named


def code_headings(code: PageCode) -> list[Heading]:
    """The parts of a code as headings, and what stands behind the name of a field by itself; no code of a dossier."""
    parts = [said for part in _parts(code.text) for said in _said(_without_dossier(part))]
    found = (Heading(text, letters_of(text), code.box) for text in dict.fromkeys(parts))
    return [heading for heading in found if heading.letters]


def _all(found: list[Heading], known: KnownTitles) -> Iterator[Match]:
    yield from whole_matches([h for h in found if len(h.letters) >= FEWEST_LETTERS], known, SAYS_LIKE)
    for heading in found:
        yield from (
            Match(each.title, heading, 100.0, whole=True) for each in known.codes if each.is_in(heading.letters)
        )
        if form := _form(heading):
            forms = (title for title in known.titles if title.form == form)
            yield from (Match(title, heading, FORM_LIKENESS, whole=True, form=True) for title in forms)


def _parts(text: str) -> list[str]:
    parts = list[str]()
    for field in map(str.strip, _FIELDS.split(text)):
        address = _ADDRESS.match(field)
        parts += map(unquote_plus, _WITHIN_ADDRESS.split(field[address.end() :])) if address else [field]
    return [part.strip() for part in parts if part.strip()][:MOST_PARTS]


def _said(part: str) -> Iterator[str]:
    yield part
    keyed = _KEYED.fullmatch(part)
    value = keyed["value"].strip() if keyed else part
    yield value
    yield _NUMBERED.sub("", value)
    if keyed and letters_of(keyed["key"]) in _FORM_KEYS:
        yield f"Mẫu {value}"


def _without_dossier(part: str) -> str:
    for found in reversed(written_codes(part)):
        part = part[: found.start] + part[found.end :]
    return part


def _form(heading: Heading) -> str:
    """The code of the form that a part names; empty where it names none, as bare figures do not."""
    code = form_code(heading.text)
    return "" if code.isdigit() and not heading.letters.startswith("mau") else code


def _without_count(code: PageCode) -> tuple[str, ...]:
    return tuple(letters_of(part) for part in _parts(code.text) if not _COUNTS.fullmatch(fold(part)))
