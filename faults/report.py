"""What docs/reliability.md says in figures: written between its marks by the programs that measured them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from faults.matrix import SEED, Outcome
from faults.troubles import TROUBLES
from faults.ways import WAYS

DOCUMENT = Path(__file__).parents[1] / "docs" / "reliability.md"


def matrix_text(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The table, and below it what differs."""
    head = ["trouble", "promised", *WAYS]
    lines = [head, ["---"] * 2 + [":-:"] * len(WAYS)]
    known = {(each.trouble, each.way): each for each in outcomes}
    for trouble in TROUBLES:
        marks = [_mark(known.get((trouble.name, way))) for way in WAYS]
        lines.append([trouble.name, trouble.promise, *marks])
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    red = [f"- {each.trouble}, {each.way}: {'; '.join(each.differences)}\n" for each in outcomes if each.differences]
    skipped = {f"- {each.trouble}: {each.skipped}\n" for each in outcomes if each.skipped}
    well = sum(each.well for each in outcomes)
    about = f"`make faults`, {today()}, {os.cpu_count()} cores, seed {SEED}, {seconds / 60:.0f} minutes: "
    return f"{about}{well} of {len(outcomes)} cells ✓.\n\n{table}\n{''.join(red)}{''.join(sorted(skipped))}"


def _mark(outcome: Outcome | None) -> str:
    if outcome is None:
        return "–"
    return "skipped" if outcome.skipped else "✓" if outcome.well else "✗"


def today() -> str:
    """The date."""
    return datetime.now(UTC).date().isoformat()


def write(part: str, text: str) -> None:
    """Put ``text`` between the marks of a part of the document."""
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    before = DOCUMENT.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    assert pattern.search(before), f"{DOCUMENT} has no part {part}"
    after = pattern.sub(lambda _: f"{begin}\n{text.strip()}\n\n{end}", before)
    DOCUMENT.write_text(after, encoding="utf-8")
