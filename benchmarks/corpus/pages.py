"""Dossiers of five to twenty pages: which there are, and what stands on each page, by seed and number alone.

Every dossier is drawn from a source of its own, so that processes can share the work and any of them can be made
without those before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from benchmarks.corpus import forms, inventions
from benchmarks.corpus.noise import damage

FIRST_DAY = date(2021, 1, 4)
"""A Monday."""
DOSSIERS_A_DAY = 12
PAGES = (5, 20)
"""Of a dossier."""
WORDS = (450, 550)
"""Of a page."""
DESKS = ("quay-1", "quay-2", "quay-3", "buu-dien")
WITHOUT_CASE = 0.03
"""Share of dossiers of which nobody knows the case."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """One page, its truth, and what was read on it."""

    number: int
    """From 1, through all dossiers."""
    dossier: int
    """From 1."""
    position: int
    """Place in its dossier, from 1."""
    case: str | None
    """Code of the case to which the dossier belongs."""
    procedure: str
    desk: str
    day: date
    """When the dossier was received, and scanned."""
    type: str
    """Of the paper."""
    title: str
    paper: int
    """Which paper of the dossier it belongs to, from 1."""
    applicant: str
    """Named on every page of the dossier."""
    person: str
    """Who signed this page; few others bear the name."""
    symbol: str
    """Number of the document, as ``123/QĐ-UBND``."""
    truth: str
    """What stands on it, a row a line."""
    text: str
    """What was read."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Which pages a dossier has."""

    dossier: int
    first: int
    """Number of its first page."""
    pages: int


def generate_pages(seed: int, count: int, noise: float = 0.02) -> Iterator[GeneratedPage]:
    """So many pages, with a share ``noise`` of their words misread. The same arguments give the same pages."""
    for outline in outlines(seed, count):
        yield from generate_dossier(seed, outline, noise)


def outlines(seed: int, count: int) -> Iterator[Outline]:
    """The dossiers that hold ``count`` pages; the last is cut short where they end."""
    first, dossier = 1, 1
    while first <= count:
        pages = _source(seed, dossier).randint(*PAGES)
        yield Outline(dossier, first, min(pages, count - first + 1))
        first, dossier = first + pages, dossier + 1


def generate_dossier(seed: int, outline: Outline, noise: float = 0.02) -> Iterator[GeneratedPage]:
    """The pages of one dossier in order."""
    random = _source(seed, outline.dossier)
    size = random.randint(*PAGES)  # the draw that `outlines` made
    about = forms.filing(random, _day(outline.dossier))
    desk = inventions.pick(random, DESKS)
    # Of all codes of one day each dossier has a range of its own: no two are alike.
    serial = 1 + (outline.dossier % DOSSIERS_A_DAY) * 80 + int(random.random() * 80)
    code = inventions.case_code(random, about.received, serial, unit=1 + DESKS.index(desk) * 7)
    case = None if random.random() < WITHOUT_CASE else code
    for position, (number, paper, place) in enumerate(islice(_papers(random, size), outline.pages), 1):
        person, symbol = inventions.person(random), inventions.symbol(random)
        top = forms.head(paper, about, case, symbol) if place == 1 else forms.continued(about, place, symbol)
        lines = forms.filled(top, forms.foot(random, person), random.randint(*WORDS), random)
        yield GeneratedPage(
            number=outline.first + position - 1,
            dossier=outline.dossier,
            position=position,
            case=case,
            procedure=about.procedure,
            desk=desk,
            day=about.received,
            type=paper.type,
            title=paper.title,
            paper=number,
            applicant=about.applicant,
            person=person,
            symbol=symbol,
            truth=_joined(lines),
            text=_joined([damage(line, noise, random) for line in lines]),
        )


def _papers(random: Random, pages: int) -> Iterator[tuple[int, forms.Paper, int]]:
    """For each page: which paper it belongs to, of what kind that is, and its place in it."""
    paper, number, left = forms.APPLICATION, 1, pages
    while left:
        length = min(left, random.randint(1, 5))
        for place in range(1, length + 1):
            yield number, paper, place
        left -= length
        number, paper = number + 1, forms.ENCLOSURES[int(random.random() * len(forms.ENCLOSURES))]


def _source(seed: int, dossier: int) -> Random:
    return Random(f"{seed}/{dossier}")


def _day(dossier: int) -> date:
    """Dossiers come on working days."""
    weeks, weekday = divmod((dossier - 1) // DOSSIERS_A_DAY, 5)
    return FIRST_DAY + timedelta(weeks=weeks, days=weekday)


def _joined(lines: list[list[str]]) -> str:
    return "\n".join(" ".join(line) for line in lines)
