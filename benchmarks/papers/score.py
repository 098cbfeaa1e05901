"""How well papers were told apart and named: every figure from counts that can be added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.papers import KnownTitles, Named, first_pages, name_paper, presumed_procedure
from benchmarks.papers.dossiers import TrueDossier
from config.procedures import Catalogue
from ocr.fields import PageHead


@dataclass(slots=True)
class Score:
    """Counts over dossiers."""

    dossiers: int = 0
    pages: int = 0
    papers: int = 0
    beginnings_found: int = 0
    """Pages said to begin a paper, and right."""
    beginnings_in_vain: int = 0
    pages_right: int = 0
    """Pages of which it was said rightly whether a paper begins there."""
    named: int = 0
    """Papers of which the first page was found."""
    types_right: int = 0
    sure: int = 0
    sure_right: int = 0
    unlinked: int = 0
    presumed: int = 0
    """Unlinked dossiers whose procedure was presumed rightly."""
    presumed_wrongly: int = 0
    missing: int = 0
    missing_found: int = 0
    required: int = 0
    """Papers that are asked for and there."""
    alarms: int = 0
    """Of these, said to be missing."""
    seconds: float = 0.0
    """CPU of heads with their fields, boundaries and names."""
    errors: list[str] = field(default_factory=list)

    def take(
        self, dossier: TrueDossier, heads: Sequence[PageHead | None], known: KnownTitles, asked: Catalogue | None = None
    ) -> None:
        """Count one dossier; without ``asked`` nobody asks what is missing."""
        begun = first_pages(heads, known)
        starts = [beginning.page for beginning in begun]
        procedure = dossier.procedure if dossier.linked else presumed_procedure((heads[at] for at in starts), known)
        ends = [*starts[1:], len(heads)]
        firsts = [next((head for head in heads[a:b] if head), None) for a, b in zip(starts, ends, strict=True)]
        said = {at: name_paper(head, known, procedure) for at, head in zip(starts, firsts, strict=True)}
        self.dossiers += 1
        self.pages += len(heads)
        self._boundaries(dossier, {each.page: each.rule for each in begun}, heads)
        self._presumed(dossier, procedure)
        self._types(dossier, said)
        if asked:
            self._completeness(dossier, said, asked)

    def _boundaries(self, dossier: TrueDossier, rules: dict[int, str], heads: Sequence[PageHead | None]) -> None:
        true, starts = dossier.beginnings, set(rules)
        self.papers += len(true)
        self.beginnings_found += len(true & starts)
        self.beginnings_in_vain += len(starts - true)
        self.pages_right += len(dossier.sides) - len(true ^ starts)
        titles = _titles_of_pages(dossier)
        self.errors += [
            f"begins in vain ({rules[at]}): {titles[at]}: {_shown(heads[at])}" for at in sorted(starts - true)
        ]
        self.errors += [f"beginning missed: {titles[at]}: {_shown(heads[at])}" for at in sorted(true - starts)]

    def _presumed(self, dossier: TrueDossier, procedure: str | None) -> None:
        if not dossier.linked:
            self.unlinked += 1
            self.presumed += procedure == dossier.procedure
            self.presumed_wrongly += procedure not in (None, dossier.procedure)

    def _types(self, dossier: TrueDossier, said: dict[int, Named]) -> None:
        for at, paper in zip(sorted(dossier.beginnings), dossier.papers, strict=True):
            named = said.get(at)
            if named is None:
                continue
            right = named.type == paper.type
            self.named += 1
            self.types_right += right
            self.sure += named.evidence["sure"]
            self.sure_right += named.evidence["sure"] and right
            if not right:
                linked = dossier.procedure if dossier.linked else "unlinked"
                self.errors.append(f"{linked}: {paper.type} {paper.title!r} is named {named}")

    def _completeness(self, dossier: TrueDossier, said: dict[int, Named], catalogue: Catalogue) -> None:
        """Without a case that names the procedure nobody asks what is missing."""
        if not dossier.linked:
            return
        found, true = {named.type for named in said.values()}, {paper.type for paper in dossier.papers}
        for part in catalogue.procedures[dossier.procedure].versions[-1].components:
            if not part.always:
                continue
            self.missing += part.id not in true
            self.missing_found += part.id not in true | found
            self.required += part.id in true
            self.alarms += part.id in true - found
            if part.id in true ^ found:
                self.errors.append(f"{dossier.procedure}/{part.id}: {'missed' if part.id in found else 'alarm'}")

    def shares(self) -> dict[str, Any]:
        """What RESULTS.md tells."""
        said = self.beginnings_found + self.beginnings_in_vain
        return {
            "dossiers": self.dossiers,
            "pages": self.pages,
            "papers": self.papers,
            "recall": _share(self.beginnings_found, self.papers),
            "precision": _share(self.beginnings_found, said),
            "pages_right": _share(self.pages_right, self.pages),
            "types_right": _share(self.types_right, self.papers),
            "sure": _share(self.sure, self.papers),
            "sure_right": _share(self.sure_right, self.sure),
            "presumed": _share(self.presumed, self.unlinked) if self.unlinked else None,
            "presumed_wrongly": _share(self.presumed_wrongly, self.unlinked) if self.unlinked else None,
            "missing": self.missing,
            "missing_recall": _share(self.missing_found, self.missing) if self.required else None,
            "false_alarms": _share(self.alarms, self.required) if self.required else None,
            "milliseconds": round(1000 * self.seconds / max(self.pages, 1), 2),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _titles_of_pages(dossier: TrueDossier) -> list[str]:
    return [
        f"page {number} of {len(paper.sides)} of {paper.type} {paper.title!r}"
        for paper in dossier.papers
        for number, _ in enumerate(paper.sides, 1)
    ]


def _shown(head: PageHead | None) -> str:
    return " | ".join(line.text for line in head.lines[:4]) + f" ({head.page_number})" if head else "nothing"
