"""Runs cells beside each other, each in a folder of its own, and says what came of each."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults.cell import Cell, cell
from faults.troubles import TROUBLES, CannotBeTried, Trouble
from faults.ways import WAYS

SEED = 583


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one cell."""

    trouble: str
    way: str
    differences: tuple[str, ...] = ()
    """None: all is well."""
    skipped: str = ""
    """Why it was not tried."""
    seconds: float = 0.0

    @property
    def well(self) -> bool:
        """Whether it was tried and nothing differs."""
        return not (self.differences or self.skipped)


LAST_LINES = 40
"""Of the agent's log, told of a red cell."""
Chosen = tuple[str, str]
"""Trouble and way."""


def cells(quick: bool = False) -> list[Chosen]:
    """All that can be, or one for each trouble, the ways taking turns."""
    if not quick:
        return [(trouble.name, way) for trouble in TROUBLES for way in trouble.ways]
    return [(trouble.name, trouble.ways[number % len(trouble.ways)]) for number, trouble in enumerate(TROUBLES)]


def run(chosen: Sequence[Chosen], at_once: int) -> Iterator[Outcome]:
    """Run them, ``at_once`` at a time; yields each when it is over."""
    with ProcessPoolExecutor(at_once) as pool:
        running = {pool.submit(run_cell, *each): each for each in chosen}
        for future in as_completed(running):
            name, way = running[future]
            error = future.exception()
            yield Outcome(name, way, (f"{type(error).__name__}: {error}",)) if error else future.result()


def run_cell(name: str, way: str) -> Outcome:
    """One cell from its first file to its verdict; where a server is missing it was not tried."""
    trouble, began = next(each for each in TROUBLES if each.name == name), time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="faults-") as place:
            differences = _differences(Path(place), trouble, way)
    except (pytest.skip.Exception, CannotBeTried) as reason:
        return Outcome(name, way, skipped=str(reason))
    except AssertionError as error:
        differences = (str(error),)
    return Outcome(name, way, differences, seconds=round(time.monotonic() - began, 1))


def _differences(place: Path, trouble: Trouble, way: str) -> tuple[str, ...]:
    with ExitStack() as stack:
        if trouble.home_size is not None:
            stack.enter_context(_disk(place / "home", trouble.home_size))
        one = stack.enter_context(cell(place, WAYS[way], f"{SEED} {trouble.name} {way}", dict(trouble.times)))
        one.keep_free = trouble.keep_free
        one.set_up()
        one.open_line()
        _go_through(one, trouble)
        differences = one.verdict()
        said = one.agent.said.splitlines()[-LAST_LINES:] if differences else []
        return (*differences, *(f"the agent said: {line}" for line in said))


def _go_through(one: Cell, trouble: Trouble) -> None:
    """What breaks off before its end is a difference beside those that the verdict finds."""
    try:
        trouble.run(one)
    except AssertionError as error:
        one.complaints.append(str(error))
    else:
        one.await_end()
    one.complaints += one.agent.end(tracebacks=trouble.log_is_away)


@contextmanager
def _disk(point: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own. Raises `CannotBeTried` where nothing can be mounted."""
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "faults", str(point)]
    tried = subprocess.run(mount, capture_output=True, text=True)
    if tried.returncode:
        raise CannotBeTried(f"no file system can be mounted: {tried.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(point)], check=False)
