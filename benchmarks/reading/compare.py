"""Sets × programs: every set is read by every program, and the figures are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.reading import sets
from benchmarks.reading.dials import DIALS, dial_pages
from benchmarks.reading.figures import figures
from benchmarks.reading.inside import figures as figures_inside
from benchmarks.reading.inside import read_all
from benchmarks.reading.rivals import PROGRAMS, Run
from benchmarks.reading.samples import Sample
from benchmarks.reading.straightness import compare_skews
from config.settings import ReadingSettings, available_cores

DOSSIER_MAKERS = ("sohoa", "ocrmypdf")
"""The programs that make a PDF."""
PARTS = ("sets", "dials", "skew", "costs")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    name: str
    pages: int
    """Of each generated set and seed."""
    seeds: tuple[int, ...]
    papers: int
    """On which each dial is turned."""
    stacks: tuple[int, ...]
    """Pages of the stacks whose cost is compared."""


QUICK = Size("quick", 8, (41,), 1, (1, 3, 8))
FULL = Size("full", 16, (41, 42), 3, (1, 4, 16))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where pages come from, where there is room to work, and whom to tell how far it has come."""

    shared: Path | None
    folder: Path
    size: Size
    say: Say

    def part(self, name: str) -> Iterator[dict[str, Any]]:
        """The figures of one of `PARTS`; more than once where there is something to keep before all is measured."""
        if name == "sets":
            yield from self.sets()
        else:
            yield {"dials": self.dials, "skew": self.skew_of_real_pages, "costs": self.costs}[name]()

    def sets(self) -> Iterator[dict[str, dict[str, Any]]]:
        """Every set by every program: those that are done, after each one."""
        found: dict[str, dict[str, Any]] = {}
        for name, samples in self.page_sets():
            found[name] = self.one_set(name, samples)
            yield found

    def page_sets(self) -> Iterator[tuple[str, list[Sample]]]:
        """The sets with their pages, generated as they are wanted."""
        if self.shared is None:
            yield "drawn", [page for seed in self.size.seeds for page in sets.drawn(seed, self.folder / "drawn")]
            return
        for kind in sets.KINDS:
            yield kind, self.generated(kind)
        yield "real", sets.real(self.shared)
        yield "turned", sets.turned(self.shared)

    def generated(self, kind: str) -> list[Sample]:
        """The pages of one kind of all seeds, named by their seeds."""
        assert self.shared is not None
        pages = []
        for seed in self.size.seeds:
            made = sets.generated(self.shared, kind, seed, self.size.pages, self.folder / f"{kind}-{seed}")
            pages += [replace(page, name=f"{seed}-{page.name}") for page in made]
        return pages

    def one_set(self, name: str, samples: list[Sample]) -> dict[str, Any]:
        """The figures of a set: of every program, of skew, and of what reading costs beside bare recognition."""
        runs = self.runs(
            name, samples, tuple(PROGRAMS) if any(sample.readable for sample in samples) else DOSSIER_MAKERS
        )
        ours = [outcome.skew for outcome in runs["sohoa"].outcomes]
        return {
            "pages": len(samples),
            "with_text": sum(sample.readable for sample in samples),
            "programs": {program: figures(samples, run) for program, run in runs.items()},
            "inside": figures_inside(read_all(samples, ReadingSettings(), available_cores())),
            "skew": self.skews(name, samples, ours),
        }

    def skews(self, name: str, samples: list[Sample], ours: Sequence[float | None]) -> dict[str, Any] | None:
        """The skew errors, where the skew of any page is known."""
        if all(sample.skew is None for sample in samples):
            return None
        self.say(f"{name}: skew")
        return compare_skews(samples, ours, self.folder / f"{name}-upright")

    def runs(self, name: str, samples: list[Sample], programs: Sequence[str] = tuple(PROGRAMS)) -> dict[str, Run]:
        """What each program makes of the pages."""
        runs = {}
        for program in programs:
            self.say(f"{name}: {program}, {len(samples)} pages")
            folder = self.folder / f"{name}-{program}"
            folder.mkdir(parents=True)
            runs[program] = PROGRAMS[program](samples, folder)
        return runs

    def dials(self) -> dict[str, Any]:
        """The error of sohoa and OCRmyPDF at each setting of each dial; both read all pages as one stack."""
        by_dial = dial_pages(self.size.papers, self.folder / "dials")
        samples = [page for pages in by_dial.values() for page in pages]
        runs = self.runs("dial", samples, DOSSIER_MAKERS)
        found: dict[str, Any] = {}
        for dial in DIALS:
            found[dial.name] = {"unit": dial.unit, "settings": list(dial.settings)}
            for program, run in runs.items():
                rows = figures(samples, run)["each"]
                settings = [
                    (sample, row) for sample, row in zip(samples, rows, strict=True) if sample in by_dial[dial.name]
                ]
                found[dial.name][program] = [
                    _mean([row["error"] for sample, row in settings if sample.setting == setting])
                    for setting in dial.settings
                ]
        skewed = by_dial["skew"]
        ours = [
            outcome.skew for sample, outcome in zip(samples, runs["sohoa"].outcomes, strict=True) if sample in skewed
        ]
        found["skew"]["measured"] = self.skews("dial", skewed, ours)
        return found

    def skew_of_real_pages(self) -> dict[str, Any]:
        """The skew errors on real pages; nothing where they are absent."""
        if self.shared is None:
            return {}
        samples = sets.skewed(self.shared)
        run = self.runs("skewed", samples, ("sohoa",))["sohoa"]
        return self.skews("skewed", samples, [outcome.skew for outcome in run.outcomes]) or {}

    def costs(self) -> dict[str, Any]:
        """What stacks of growing size cost both."""
        samples = self.generated("office") if self.shared else sets.drawn(1, self.folder / "drawn")
        stacks = [count for count in self.size.stacks if count <= len(samples)]
        found: dict[str, Any] = {"pages": stacks, "sohoa": [], "ocrmypdf": []}
        for count in stacks:
            for program, run in self.runs(f"stack-{count}", samples[:count], DOSSIER_MAKERS).items():
                found[program].append(asdict(run.cost))
        return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
