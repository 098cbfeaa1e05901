"""The section of RESULTS.md about flags of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.markdown import Row, about, table


def quality_section(result: dict[str, Any]) -> str:
    """How often each flag was raised where its fault is, and where it is not."""
    seeds = " ".join(map(str, result["seeds"]))
    return "\n".join(
        [
            "## Flags of pages\n",
            about(result["about"]),
            f"Faults drawn over {result['whole']} sheets of all kinds (seeds {seeds}), in",
            "four strengths from just noticeable to bad; *in vain* counts pages that bear a flag without its fault,",
            f"whatever else is wrong with them. Of the whole sheets {result['whole_flagged']} are flagged. At least",
            f"0.9 is asked of recall and precision. The measures cost {result['milliseconds']} ms of CPU a page.\n",
            table(("flag", "faults", "found", "in vain", "recall", "precision", "recall by strength"), _rows(result)),
        ]
    )


def _rows(result: dict[str, Any]) -> Iterator[Row]:
    for each in result["flags"]:
        counts = (str(each[key]) for key in ("faults", "found", "false"))
        shares = (f"{each[key]:.2f}" for key in ("recall", "precision"))
        steps = " ".join(f"{share:.2f}" for share in each["by_strength"])
        yield each["flag"], *counts, *shares, steps or "–"
