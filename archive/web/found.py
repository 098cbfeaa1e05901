"""A search as it is asked in the browser, and its result as it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

from archive.archive import Archive
from archive.procedures import current_catalogue
from archive.search.facets import Facets, facets
from archive.search.question import FARTHEST, Answer, Hit, Question
from archive.search.reader import IndexReader
from archive.search.search import search
from archive.web.permissions import Scope
from config.messages import _

PER_PAGE = 20
FACETS = ("desk", "year", "procedure", "type")


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the address of a result; the same address is the same question."""

    q: str = ""
    desk: str = ""
    year: str = ""
    procedure: str = ""
    type: str = ""
    page: int = 1

    def question(self, scope: Scope, limit: int = PER_PAGE) -> Question:
        """As the index is asked."""
        year = int(self.year) if self.year.isdecimal() and 1900 <= int(self.year) <= 9000 else None
        return Question(
            text=self.q,
            desk=self.desk or None,
            desks=scope.desks,
            procedure=self.procedure or None,
            type=self.type or None,
            from_=date(year, 1, 1) if year else None,
            to=date(year, 12, 31) if year else None,
            limit=limit,
            offset=(self.page - 1) * PER_PAGE,
        )

    def address(self, path: str = "/", **changes: Any) -> str:
        """The address of this question with ``changes``; the first page unless one is named."""
        other = replace(self, **({"page": 1} | changes))
        said = {name: getattr(other, name) for name in ("q", *FACETS) if getattr(other, name)}
        return f"{path}?{urlencode(said | ({'page': other.page} if other.page > 1 else {}))}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    label: str
    pages: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One page that was found."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    """The snippet in pieces, and whether each is what was found."""
    address: str | None
    """None: the page is not in a dossier yet."""


@dataclass(frozen=True, slots=True)
class Result:
    """One page of a result."""

    answer: Answer
    rows: tuple[Row, ...]
    first: int
    """Number of the first hit shown."""
    facets: tuple[tuple[str, tuple[Choice, ...]], ...]
    whole: bool
    """Whether the facets count all pages that were found."""
    before: str | None
    after: str | None
    meant: str | None
    """Address of the question that was probably meant."""


def found(archive: Archive, reader: IndexReader, asked: Asked, scope: Scope) -> Result:
    """One page of what ``asked`` finds within ``scope``. Raises as `archive.search.search.search` does."""
    question = asked.question(scope)
    answer = search(archive, reader, question)
    counted = facets(archive, reader, replace(question, offset=0))
    end = asked.page * PER_PAGE
    return Result(
        answer=answer,
        rows=tuple(_row(hit, asked.q) for hit in answer.hits),
        first=question.offset + 1,
        facets=_facets(asked, counted, _titles(archive)),
        whole=counted.whole,
        before=asked.address(page=asked.page - 1) if asked.page > 1 else None,
        after=asked.address(page=asked.page + 1) if end < answer.total and end + PER_PAGE <= FARTHEST else None,
        meant=asked.address(q=answer.did_you_mean) if answer.did_you_mean else None,
    )


def page_address(dossier: str, page: int, q: str = "") -> str:
    """Where a page of a dossier is read, for ever; ``q``: what is marked on it."""
    return f"/dossiers/{dossier}/pages/{page}" + (f"?{urlencode({'q': q})}" if q else "")


def pieces_of(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[tuple[str, bool], ...]:
    """``text`` cut at the marks, which are in order: ``(piece, marked)``."""
    pieces, at = [], 0
    for start, end in marks:
        start = max(start, at)
        if start > at:
            pieces.append((text[at:start], False))
        if end > start:
            pieces.append((text[start:end], True))
        at = max(at, end)
    return tuple(pieces) + (((text[at:], False),) if text[at:] else ())


def _row(hit: Hit, q: str) -> Row:
    there = hit.dossier is not None and hit.page is not None
    address = page_address(hit.dossier or "", hit.page or 0, q) if there else None
    return Row(hit, pieces_of(hit.snippet, hit.marks), address)


def _facets(asked: Asked, counted: Facets, titles: dict[str, str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    names = {"desk": _("Desk"), "year": _("Year"), "procedure": _("Procedure"), "type": _("Paper")}
    shown = []
    for facet in FACETS:
        values: dict[str, int] = dict(getattr(counted, facet))
        chosen: str = getattr(asked, facet)
        if chosen:
            values.setdefault(chosen, 0)  # it must be there to be taken off
        choices = tuple(
            Choice(titles.get(value, value), count, asked.address(**{facet: "" if value == chosen else value}),
                   value == chosen)
            for value, count in values.items()
        )  # fmt: skip
        if choices:
            shown.append((names[facet], choices))
    return tuple(shown)


def _titles(archive: Archive) -> dict[str, str]:
    """What papers and procedures are called, by the ids that the ledger has."""
    catalogue = current_catalogue(archive.home.procedures)
    papers = defaultdict[str, list[str]](list)
    for paper in catalogue.common.attachments:
        papers[paper.id].append(paper.title)
    for procedure in catalogue.procedures.values():
        for version in procedure.versions:
            for paper in version.components:
                papers[paper.id].append(paper.title)
    return (
        {id_: what_is_alike(titles) for id_, titles in papers.items()}
        | {procedure.code: procedure.names[0] for procedure in catalogue.procedures.values()}
        | {"other": _("other papers"), "internal_form": _("internal forms")}
    )


def what_is_alike(titles: Sequence[str]) -> str:
    """How papers are called that have one id in several procedures: by the words with which all titles begin."""
    columns = zip(*map(str.split, titles), strict=False)
    beginning = " ".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))
    return beginning if beginning in titles else f"{beginning or titles[0]} …"
