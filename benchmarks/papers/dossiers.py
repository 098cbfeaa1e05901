"""Invented dossiers of the eight procedures: papers shuffled, some missing, strayed in from another, or there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.papers.shapes import SHAPES, Side, Writer
from benchmarks.papers.wordings import Kind, broken, kinds
from scanner_agent.demo.paper import Paper

MISSING, STRAY, TWICE, COMMON, INTERNAL, UNKNOWN = 0.15, 0.25, 0.15, 0.5, 0.5, 0.3
"""Share of the papers asked for that are not there; of dossiers with a stray paper, with one that is there twice, with
papers common to all, with a form of the desk, with a paper that nobody knows."""
UNLINKED = 0.2
"""Share of dossiers of which nobody has said whose procedure they are of."""
OTHER, INTERNAL_FORM = "other", "internal_form"


@dataclass(frozen=True, slots=True)
class TruePaper:
    """What one paper is."""

    type: str
    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class TrueDossier:
    """Papers in the order in which they lie."""

    procedure: str
    linked: bool
    """Whether its case says which procedure it is of."""
    papers: tuple[TruePaper, ...]

    @property
    def sides(self) -> list[Side]:
        """All, one after another."""
        return [side for paper in self.papers for side in paper.sides]

    @property
    def beginnings(self) -> set[int]:
        """The places at which papers begin, from 0."""
        places, at = set[int](), 0
        for paper in self.papers:
            places.add(at)
            at += len(paper.sides)
        return places


def dossiers(seed: int, count: int, sheet: Callable[[Random], Paper]) -> Iterator[TrueDossier]:
    """``count`` dossiers, the procedures taking turns; the same arguments give the same ones."""
    procedures = sorted({kind.procedure for kind in kinds() if kind.procedure})
    for number in range(count):
        random = Random(f"papers/{seed}/{number}")
        procedure = procedures[number % len(procedures)]
        chosen = _chosen(procedure, random)
        random.shuffle(chosen)
        papers = tuple(_written(kind, type_, random, sheet) for kind, type_ in chosen)
        yield TrueDossier(procedure, random.random() >= UNLINKED, papers)


def _chosen(procedure: str, random: Random) -> list[tuple[Kind, str]]:
    """Kinds of papers, each with the type that it has in this dossier."""
    asked = [kind for kind in kinds() if kind.procedure == procedure]
    own = [(kind, kind.id) for kind in asked if random.random() >= MISSING] or [(asked[0], asked[0].id)]
    found = list(own)
    if random.random() < TWICE:
        found.append(random.choice(own))
    if random.random() < STRAY:
        strays = [kind for kind in kinds() if kind.own and kind.procedure != procedure]
        found.append((random.choice(strays), OTHER))
    for share, group in ((COMMON, "common"), (INTERNAL, INTERNAL_FORM), (UNKNOWN, OTHER)):
        if random.random() < share:
            kind = random.choice([kind for kind in kinds() if not kind.procedure and _group(kind) == group])
            found.append((kind, _type_in(kind, {each.id for each in asked})))
    return found


def _group(kind: Kind) -> str:
    return kind.id if kind.id in (OTHER, INTERNAL_FORM) else "common"


def _type_in(kind: Kind, asked: set[str]) -> str:
    """A paper common to all is what the procedure asks for, where it asks for one such."""
    return kind.asked_as if kind.asked_as in asked else kind.id


def _written(kind: Kind, type_: str, random: Random, sheet: Callable[[Random], Paper]) -> TruePaper:
    title = random.choice(kind.titles)
    writer = Writer(lambda: sheet(random), random, broken(title, random), random.choice(kind.forms))
    return TruePaper(type_, title, tuple(SHAPES[kind.shape](writer)))
