"""Parts of RESULTS.md that every subject uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Row = Sequence[str]


def about(told: dict[str, Any]) -> str:
    """Where, when and how something was measured; ``told`` is `Circumstances` as it is kept."""
    versions = ", ".join(f"{name} {version}" for name, version in sorted(told["versions"].items()))
    machine = f"{told['cpu']}, {told['cores']} cores, {told['memory_gb']} GB; {versions}"
    return f"`{told['command']}`, {told['date']}; {machine}; load {told['load']}.\n"


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table whose first column stands on the left and all others on the right."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
