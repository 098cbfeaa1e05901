"""``make faults``: runs the matrix; the whole of it goes into docs/reliability.md."""

from __future__ import annotations

import argparse
import os
import sys
import time

from faults.matrix import Outcome, cells, run
from faults.report import matrix_text, write

AT_ONCE = 3 * (os.cpu_count() or 1)
"""Cells mostly wait for times of quiet."""


def main() -> int:
    """Run what is chosen; 1 where a cell is red."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="one way for each trouble; nothing is written")
    options.add_argument("--only", default="", help="troubles with these words in their names; nothing is written")
    options.add_argument("--way", default="", help="only this way; nothing is written")
    options.add_argument("--at-once", type=int, default=AT_ONCE, help="cells beside each other")
    chosen = options.parse_args()
    wanted = [
        (trouble, way) for trouble, way in cells(chosen.quick) if chosen.only in trouble and chosen.way in ("", way)
    ]
    began, outcomes = time.monotonic(), []
    for outcome in run(wanted, chosen.at_once):
        outcomes.append(outcome)
        tell(outcome, len(outcomes), len(wanted))
    seconds = time.monotonic() - began
    red = [outcome for outcome in outcomes if outcome.differences]
    print(f"{len(outcomes)} cells, {len(red)} red, {seconds:.0f} s")
    if wanted == cells():
        write("matrix", matrix_text(outcomes, seconds))
    return 1 if red else 0


def tell(outcome: Outcome, number: int, of: int) -> None:
    """One line, and the differences below it."""
    mark = "-" if outcome.skipped else "✓" if outcome.well else "✗"
    line = f"{number:3}/{of} {mark} {outcome.way:6} {outcome.seconds:5.1f} s  {outcome.trouble} {outcome.skipped}"
    print(line, flush=True)
    for difference in outcome.differences:
        print(f"          {difference}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
