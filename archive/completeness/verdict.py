"""From the papers that lie there to a state for each that the procedure asks for. Pure: nothing is looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.models import PaperWord
from archive.papers import INTERNAL_FORM
from config.procedures import Component, NotDigitised
from ocr.text.fold import fold

TYPE_UNSURE = "type_unsure"
"""Why a paper is doubtful that may be another one."""


class PaperState(StrEnum):
    """How a paper that the procedure names stands in a case."""

    FOUND = "found"
    """It lies there, for certain, and every page of it can be read."""
    MISSING = "missing"
    """It is required and does not lie there."""
    DOUBTFUL = "doubtful"
    """It may lie there: its title was not told for certain, or a page of it is unread, withheld or illegible."""
    NOT_DIGITISED = "not_digitised"
    """It need not be scanned, as a person said."""
    IF = "if"
    """It is required under a condition, and nobody has said whether that is met."""
    NOT_ASKED = "not_asked"
    """It need not lie there: it is never required, or its condition is not met."""


OPEN = (PaperState.MISSING, PaperState.DOUBTFUL)
"""States of a paper for which somebody must do something."""


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """What is wrong with a page of a paper, or with the paper as a whole."""

    dossier: str
    page: int
    """Its number in the dossier, from 1; of the paper's first page where the paper is meant."""
    reason: str
    """`TYPE_UNSURE`, ``unread``, ``withheld`` or a flag of `archive.quality.ILLEGIBLE`."""


@dataclass(frozen=True, slots=True)
class Found:
    """One paper of a dossier, as far as it is to be seen: hidden pages are left out."""

    dossier: str
    type: str
    title: str
    pages: Mapping[int, int]
    """Ids of its pages by their numbers, at least one."""
    sure: bool
    """Whether ``type`` is certain."""
    paper: str | None = None
    """The paper of the catalogue that its title is: ``procedure/id``, or an id alone of one that is common to many."""
    troubles: tuple[Trouble, ...] = ()
    """Of its pages."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a paper."""

    word: PaperWord
    reason: NotDigitised | None = None
    pages: frozenset[int] = frozenset()
    """Ids of the pages that were accepted."""


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """How one paper of the procedure stands."""

    component: Component
    state: PaperState
    required: bool
    found: tuple[Found, ...] = ()
    why: tuple[Trouble, ...] = ()
    """What makes it doubtful."""
    reason: NotDigitised | None = None
    accepted: bool = False
    """It was doubtful, and a person accepted it."""


class ExtraKind(StrEnum):
    """Why a paper is more than the procedure asks for. None of it is a mistake by itself."""

    UNKNOWN = "unknown"
    """It is no paper that the catalogue knows."""
    FOREIGN = "foreign"
    """Another procedure asks for it."""
    TWICE = "twice"
    """It lies there more often than originals and copies are asked for."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A paper that nobody asked for."""

    kind: ExtraKind
    found: Found


@dataclass(frozen=True, slots=True)
class Verdict:
    """How all papers of a case stand."""

    papers: tuple[PaperVerdict, ...]
    """One for each that the procedure names, in its order."""
    extras: tuple[Extra, ...]

    @property
    def complete(self) -> bool:
        """Whether every required paper is there for certain, or need not be, and none is doubtful."""
        return all(paper.state not in OPEN for paper in self.papers)

    def in_state(self, state: PaperState) -> list[PaperVerdict]:
        """The papers in ``state``."""
        return [paper for paper in self.papers if paper.state is state]


def judged(
    components: Sequence[Component],
    known: Collection[str],
    found: Sequence[Found],
    said: Mapping[str, Sequence[Said]],
) -> Verdict:
    """Hold the papers that were ``found`` in a case against the ``components`` of its procedure.

    ``known``: ids of attachments that may lie in any dossier; ``said``: what holds of each component, by its id.
    """
    return Verdict(
        tuple(
            _paper(component, [paper for paper in found if paper.type == component.id], said.get(component.id, ()))
            for component in components
        ),
        tuple(_extras({component.id: component for component in components}, known, found)),
    )


def _paper(component: Component, found: Sequence[Found], said: Sequence[Said]) -> PaperVerdict:
    words = {each.word: each for each in said}
    required = component.always or (component.condition is not None and PaperWord.APPLIES in words)
    excuse = words.get(PaperWord.NOT_DIGITISED)
    why = _doubts(found)
    accepted = _accepted(found, words.get(PaperWord.ACCEPTED))
    if found and (accepted or not why):
        return PaperVerdict(component, PaperState.FOUND, required, tuple(found), accepted=bool(why))
    if excuse:
        return PaperVerdict(component, PaperState.NOT_DIGITISED, required, tuple(found), why, excuse.reason)
    if found and PaperWord.DOES_NOT_APPLY not in words:
        return PaperVerdict(component, PaperState.DOUBTFUL, required, tuple(found), why)
    if required:
        return PaperVerdict(component, PaperState.MISSING, required)
    asked = component.condition is not None and PaperWord.DOES_NOT_APPLY not in words
    return PaperVerdict(component, PaperState.IF if asked else PaperState.NOT_ASKED, required, tuple(found), why)


def _doubts(found: Sequence[Found]) -> tuple[Trouble, ...]:
    """What is to be said against it; a paper that is only perhaps the one says nothing beside one that is."""
    certain = [paper for paper in found if paper.sure]
    unsure = [] if certain else [Trouble(p.dossier, min(p.pages), TYPE_UNSURE) for p in found]
    return (*unsure, *(trouble for paper in certain or found for trouble in paper.troubles))


def _accepted(found: Iterable[Found], said: Said | None) -> bool:
    """Whether a person has looked at all of it; pages that came later were not looked at."""
    return said is not None and all(said.pages.issuperset(paper.pages.values()) for paper in found)


def _extras(components: Mapping[str, Component], known: Collection[str], found: Sequence[Found]) -> Iterable[Extra]:
    seen = Counter[tuple[str, str]]()
    for paper in found:
        component = components.get(paper.type)
        if component is not None:
            # One component may be several papers, each with a title of its own: those are no copies of each other.
            same = paper.type, fold(paper.title)
            seen[same] += 1
            if seen[same] > component.originals + component.copies:
                yield Extra(ExtraKind.TWICE, paper)
        elif paper.type != INTERNAL_FORM and paper.type not in known:
            foreign = paper.paper is not None and "/" in paper.paper
            yield Extra(ExtraKind.FOREIGN if foreign else ExtraKind.UNKNOWN, paper)
