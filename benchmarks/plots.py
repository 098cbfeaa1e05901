"""Drawings of results, as SVG that is small and the same again for the same figures."""

from __future__ import annotations

import io
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

OURS, THEIRS = "#1f6f8b", "#c9a227"
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "sohoa",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def search_times(result: dict[str, Any]) -> bytes:
    """How long questions of each kind take, half of them (p50) and nearly all (p95), ours and FTS5's."""
    asked = result["questions"]
    kinds = [*asked["sohoa"]["kinds"], "all"]
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(6.4, 0.42 * len(kinds) + 1.2), layout="constrained")
        for shift, side, colour in ((-0.2, "sohoa", OURS), (0.2, "fts5", THEIRS)):
            figures = {**asked[side]["kinds"], "all": asked[side]["all"]}
            for place, kind in enumerate(kinds):
                if kind in figures:
                    half, most = figures[kind]["p50"], figures[kind]["p95"]
                    axes.plot([half, most], [place + shift] * 2, color=colour, linewidth=5, solid_capstyle="butt")
                    axes.plot(half, place + shift, "o", color=colour, markersize=6)
            axes.plot([], [], color=colour, linewidth=5, label="sohoa" if side == "sohoa" else "SQLite FTS5")
        axes.axvline(30, color="grey", linewidth=0.8, linestyle=":")
        axes.set_xscale("log")
        axes.set_yticks(range(len(kinds)), kinds)
        axes.invert_yaxis()
        axes.set_xlabel(f"milliseconds, p50 (dot) to p95, {result['pages']:,} pages; dotted: asked for p95")
        axes.legend(frameon=False, loc="best")
        return svg(figure)


def index_costs(result: dict[str, Any]) -> bytes:
    """How fast the index is built and how large it is, ours and FTS5's."""
    words, ours, theirs = result["words"], result["index"], result["fts5"]
    rate = [words / ours["texts"]["cpu_seconds"] / 1e6, words / theirs["cpu_seconds"] / 1e6]
    size = [ours["bytes"] / words, theirs["bytes"] / words]
    with plt.rc_context(STYLE):
        figure, panels = plt.subplots(1, 2, figsize=(6.4, 1.6), layout="constrained")
        for axes, values, title in zip(
            panels, (rate, size), ("million words per CPU second", "bytes a word"), strict=True
        ):
            bars = axes.barh(["sohoa", "SQLite FTS5"], values, color=[OURS, THEIRS])
            axes.bar_label(bars, fmt="%.2f", padding=3)
            axes.invert_yaxis()
            axes.margins(x=0.2)
            axes.set_title(title, fontsize=9)
        return svg(figure)


def svg(figure: Figure) -> bytes:
    """The finished figure; it is closed."""
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)
    return file.getvalue()
