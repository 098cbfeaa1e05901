"""What the errors of single pages come to, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.measures import character_error_rate, word_bag_error
from benchmarks.reading.rivals import Run
from benchmarks.reading.samples import Sample

DRAWS = 2000
"""Times that as many pages are drawn anew: the interval's ends then stay where they are to a tenth of its width."""
SEED = 1
CLOSE = 0.1
"""Degrees of skew error below which nobody sees that a page lies askew."""
LOST = 0.5
"""Word-bag error above which a page was left turned the wrong way: what is read of it is noise."""


def mean_and_interval(values: Sequence[float]) -> dict[str, float] | None:
    """The mean with its 95 % interval, by bootstrap over the values (Efron, 1979); None of none."""
    if not values:
        return None
    array = np.array(values)
    draws = np.random.default_rng(SEED).integers(len(array), size=(DRAWS, len(array)))
    low, high = np.percentile(array[draws].mean(axis=1), [2.5, 97.5])
    return {"mean": float(array.mean()), "low": float(low), "high": float(high)}


def page_rows(samples: Sequence[Sample], run: Run) -> list[dict[str, Any]]:
    """Of each page its errors; None is what the truth or the program does not tell."""
    rows = []
    for sample, outcome in zip(samples, run.outcomes, strict=True):
        error = word_bag_error(sample.text or "", outcome.text) if sample.readable else None
        told = outcome.rotation is not None
        if sample.blank or (sample.rotation is None if told else error is None):
            turned_right = None
        else:
            turned_right = outcome.rotation == sample.rotation if told else bool(error is not None and error <= LOST)
        rows.append(
            {
                "page": sample.name,
                "error": error,
                "characters": min(character_error_rate(order, outcome.text) for order in sample.orders)
                if sample.readable
                else None,
                "turn_right": turned_right,
                "blank_right": None if outcome.blank is None else outcome.blank == sample.blank,
                "seal_right": None if outcome.seal is None or sample.seal is None else outcome.seal == sample.seal,
                "skew": outcome.skew,
                "skew_error": abs(outcome.skew - sample.skew)
                if outcome.skew is not None and sample.skew is not None
                else None,
            }
        )
    return rows


def figures(samples: Sequence[Sample], run: Run) -> dict[str, Any]:
    """The figures of one program on one set: errors as shares, costs a page of all pages, blank ones included."""
    rows, pages = page_rows(samples, run), len(samples)

    def wrong(key: str) -> int | None:
        known = [row[key] for row in rows if row[key] is not None]
        return sum(not right for right in known) if known else None

    return {
        "error": mean_and_interval([row["error"] for row in rows if row["error"] is not None]),
        "characters": mean_and_interval([row["characters"] for row in rows if row["characters"] is not None]),
        "turn_wrong": wrong("turn_right"),
        "blank_wrong": wrong("blank_right"),
        "seal_wrong": wrong("seal_right"),
        "cpu": run.cost.cpu_seconds / pages,
        "wall": run.cost.wall_seconds / pages,
        "peak_mb": run.cost.peak_bytes / 1e6,
        "kb": None if run.pdf_bytes is None else run.pdf_bytes / pages / 1e3,
        "each": rows,
    }


def skew_figures(found: Sequence[float | None], truth: Sequence[float]) -> dict[str, Any]:
    """Errors of measured skews in degrees; a page for which none was told counts as one that is not close."""
    errors = [abs(degrees - true) for degrees, true in zip(found, truth, strict=True) if degrees is not None]
    return {
        "pages": len(truth),
        "told": len(errors),
        "mean": float(np.mean(errors)) if errors else None,
        "max": max(errors, default=None),
        "close": sum(error <= CLOSE for error in errors) / len(truth),
    }
