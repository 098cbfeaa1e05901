"""Two hundred dossiers of the eight procedures, shuffled, some papers left out, foreign or twice: titles to verdicts.

What it says of naming and judging; how well pages are read is measured elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from archive.completeness.verdict import ExtraKind, Found, PaperState, judged
from archive.papers import first_pages, name_paper
from config.procedures import Component, Procedure
from ocr.fields import PageHead
from tests.unit.archive.papers.heads import CATALOGUE, KNOWN, bare, titled

DOSSIERS = 200
COMMON = {paper.id for paper in CATALOGUE.common.attachments}


@dataclass(slots=True)
class Tally:
    """Of all dossiers."""

    left_out: int = 0
    missed: int = 0
    """Papers that were left out, and of which that was not said."""
    there: int = 0
    alarms: int = 0
    """Papers that were there, and were called missing."""
    doubtful: int = 0
    """Papers that were there, and of which nobody can be sure that they are."""
    foreign: int = 0
    foreign_told: int = 0
    twice: int = 0
    twice_told: int = 0


def worn(text: str, rate: float, chance: random.Random) -> str:
    return "".join(chance.choice("AEIOUN") if each.isalpha() and chance.random() < rate else each for each in text)


def in_lines(title: str) -> list[str]:
    words = title.upper().split()
    return [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]


def pages_of(wording: str, rate: float, chance: random.Random) -> list[PageHead]:
    """A first page, and sometimes a second with nothing but its number."""
    first = titled(*in_lines(worn(wording, rate, chance)))
    return [first, *([bare(number=2)] if chance.random() < 0.3 else [])]


def found_in(heads: list[PageHead], procedure: str) -> Iterator[Found]:
    starts = [beginning.page for beginning in first_pages(heads, KNOWN)]
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=True):
        named = name_paper(heads[start], KNOWN, procedure)
        pages = {number: number for number in range(start + 1, end + 1)}
        yield Found("d", named.type, named.title, pages, named.evidence["sure"], named.evidence.get("paper"))


def strange_to(procedure: Procedure, chance: random.Random) -> str:
    """The first title of a paper that only another procedure asks for, and that is like none of this one's."""
    own = {title for part in procedure.versions[-1].components for title in part.titles}
    others = [part.title for other in CATALOGUE.procedures.values() for part in other.versions[-1].components]
    common = {title for paper in CATALOGUE.common.attachments for title in paper.titles}
    return chance.choice([title for title in others if title not in own | common])


def judge_one(tally: Tally, rate: float, chance: random.Random) -> None:
    procedure = chance.choice(list(CATALOGUE.procedures.values()))
    components = procedure.versions[-1].components
    left_out = {part.id for part in components if chance.random() < 0.15}
    papers = [(part, chance.choice(part.titles)) for part in components if part.id not in left_out]
    stack = [pages_of(wording, rate, chance) for _, wording in papers]
    doubled: Component | None = None
    if papers and chance.random() < 0.2:
        doubled, wording = chance.choice(papers)
        stack += [pages_of(wording, rate, chance) for _ in range(doubled.originals + doubled.copies)]
    foreign = chance.random() < 0.2
    if foreign:
        stack.append(pages_of(strange_to(procedure, chance), rate, chance))
    chance.shuffle(stack)
    heads = [head for pages in stack for head in pages]
    verdict = judged(components, COMMON, list(found_in(heads, procedure.code)) if heads else [], {})
    for paper in verdict.papers:
        if not paper.required:
            continue
        missing = paper.state is PaperState.MISSING
        if paper.component.id in left_out:
            tally.left_out += 1
            tally.missed += not missing
        else:
            tally.there += 1
            tally.alarms += missing
            tally.doubtful += paper.state is PaperState.DOUBTFUL
    kinds = {extra.kind for extra in verdict.extras}
    tally.foreign += foreign
    tally.foreign_told += foreign and bool(kinds & {ExtraKind.FOREIGN, ExtraKind.UNKNOWN})
    tally.twice += doubled is not None
    tally.twice_told += doubled is not None and ExtraKind.TWICE in kinds


@pytest.mark.parametrize("rate", [0.0, 0.04], ids=["clean", "one letter in 25 is another one"])
def test_missing_papers_are_told_and_hardly_any_other(rate: float) -> None:
    tally, chance = Tally(), random.Random(43)
    for _ in range(DOSSIERS):
        judge_one(tally, rate, chance)
    print(tally)  # the figures of record 0043, with `pytest -s`
    assert tally.left_out > 60 and tally.there > 300
    assert tally.missed <= 0.01 * tally.left_out
    assert tally.alarms <= 0.02 * tally.there
    assert tally.twice_told >= 0.95 * tally.twice and tally.foreign_told >= 0.95 * tally.foreign
