"""What a trouble is: a name, what is promised in spite of it, and the steps that bring it about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from faults.cell import Cell, Run
from faults.ways import WAYS
from tests.servers import Cut

CUTS = {
    "folder": frozenset({Cut.FIN, Cut.KILL}),
    "FTP": frozenset(Cut),
    "SMB": frozenset({Cut.KILL}),
    "SFTP": frozenset({Cut.KILL}),
}
"""How an upload of each way can break off."""


class CannotBeTried(Exception):
    """The machine does not allow what the trouble needs."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One row of the matrix."""

    name: str
    promise: str
    run: Run
    """Delivers, disturbs, and leaves an agent running that can bring everything to its end."""
    ways: tuple[str, ...] = tuple(WAYS)
    """Those in which it can happen."""
    times: Mapping[str, float] = field(default_factory=dict)
    """Settings of the agent that must be longer than the trouble lasts."""
    keep_free: int = 1
    """Millions of bytes."""
    log_is_away: bool = False
    """With the home its log goes: faults are then printed, and no fault of their own."""
    home_size: int | None = None
    """Millions of bytes of a file system of its own; None: the home lies beside everything else."""


TROUBLES: list[Trouble] = []
"""All rows, in order."""


def trouble(name: str, promise: str, cut: Cut | None = None, **options: object) -> Callable[[Run], Run]:
    """Enter a function as a row; ``cut``: only where an upload can break off so; ``options`` of `Trouble`."""
    ways = tuple(way for way in WAYS if cut is None or cut in CUTS[way])

    def enter(run: Run) -> Run:
        TROUBLES.append(Trouble(name, promise, run, ways, **options))  # type: ignore[arg-type]
        return run

    return enter


__all__ = ["TROUBLES", "CannotBeTried", "Cell", "Trouble", "trouble"]
