"""Drawings of reading: errors against each trouble, costs against pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt

from benchmarks.plots import OURS, STYLE, THEIRS, svg

COMPARED = {"sohoa": OURS, "ocrmypdf": THEIRS}
TICKS = (0, 1, 3, 10, 30, 100)
"""Per cent; below one the scale is even, above it by ratio: one program's worst is a hundred times another's."""
_LABELS = {"sohoa": "sohoa", "ocrmypdf": "OCRmyPDF"}


def dial_errors(dials: dict[str, Any]) -> bytes:
    """A panel for each trouble: the word-bag error of both at every setting, the easiest on the left."""
    with plt.rc_context(STYLE):
        figure, panels = plt.subplots(1, len(dials), figsize=(2.0 * len(dials), 2.4), sharey=True, layout="constrained")
        for axes, (name, found) in zip(np.atleast_1d(panels), dials.items(), strict=True):
            places = range(len(found["settings"]))
            for program, colour in COMPARED.items():
                errors = [100 * error for error in found[program]]
                axes.plot(places, errors, "o-", color=colour, markersize=3, linewidth=1.2, label=_LABELS[program])
            axes.set_xticks(places, [f"{setting:g}" for setting in found["settings"]])
            axes.set_title(name, fontsize=9)
            axes.set_xlabel(found["unit"], fontsize=6)
            axes.set_yscale("symlog", linthresh=1.0)
            axes.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
            axes.set_ylim(0, 100)
        panels_list = np.atleast_1d(panels)
        panels_list[0].set_ylabel("word-bag error, %")
        panels_list[0].legend(frameon=False, loc="upper left", fontsize=7)
        return svg(figure)


def stack_costs(costs: dict[str, Any]) -> bytes:
    """CPU and wall seconds of both against the pages of a stack."""
    with plt.rc_context(STYLE):
        figure, panels = plt.subplots(1, 2, figsize=(6.4, 2.4), layout="constrained")
        for axes, key in zip(panels, ("cpu_seconds", "wall_seconds"), strict=True):
            for program, colour in COMPARED.items():
                values = [each[key] for each in costs[program]]
                axes.plot(costs["pages"], values, "o-", color=colour, markersize=4, label=_LABELS[program])
            axes.set_xlabel("pages")
            axes.set_ylabel(key.replace("_", " ").replace("cpu", "CPU"))
            axes.set_xlim(0)
            axes.set_ylim(0)
        panels[0].legend(frameon=False, loc="upper left")
        return svg(figure)


def line_through(pages: Sequence[float], seconds: Sequence[float]) -> tuple[float, float]:
    """Seconds of starting up and seconds a page: the straight line nearest to what was measured, least squares."""
    slope, start = np.polyfit(pages, seconds, 1) if len(pages) > 1 else (seconds[0] / pages[0], 0.0)
    return float(start), float(slope)
