"""How often a flag was raised where its fault is, and where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one flag."""

    flag: str
    faults: int
    found: int
    false: int
    """Pages that bear the flag without the fault."""
    by_strength: tuple[float, ...] = ()
    """Share of the faults found, from just noticeable to bad; empty where the fault has no strength."""

    @property
    def recall(self) -> float:
        """Share of the faults that were found."""
        return round(self.found / self.faults, 3)

    @property
    def precision(self) -> float:
        """Share of the flags that were right; 1 where none was raised."""
        return round(self.found / max(1, self.found + self.false), 3) if self.found + self.false else 1.0


def merged(parts: Iterable[Found]) -> list[Found]:
    """The counts of several seeds added up, flag by flag."""
    sums: dict[str, Found] = {}
    for each in parts:
        old = sums.get(each.flag, Found(each.flag, 0, 0, 0))
        sums[each.flag] = Found(each.flag, old.faults + each.faults, old.found + each.found, old.false + each.false)
    return list(sums.values())
