"""RESULTS.md of the results that are kept: ``python -m benchmarks.report``. Nobody writes it by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import plots
from benchmarks.desk import desk_section
from benchmarks.markdown import Row, about, table
from benchmarks.papers.report import papers_section
from benchmarks.quality.report import quality_section
from benchmarks.raster import raster_section
from benchmarks.reading.report import reading_sections
from benchmarks.results import kept
from benchmarks.scaling import scaling_section

RESULTS = Path(__file__).with_name("RESULTS.md")
PLOTS = Path(__file__).parents[1] / "docs" / "plots"
_HEAD = """# Results

`make bench` measures and writes this page, of the JSON in `results/`; `make bench PAGES=200000` measures search on as
many pages as a desk scans in years. Pages for search are invented (`benchmarks/corpus`): 450-550 words each, word
frequencies counted from laws and decisions, invented names and codes, 2 % of the words misread. CPU times and ratios
tell more than wall-clock times where *load* says that the machine had other things to do.
"""


def write_report() -> Path:
    """Write the page and its drawings; returns where it is."""
    PLOTS.mkdir(exist_ok=True)
    sections = [*map(_search, kept("search")), *reading_sections(kept("reading"), PLOTS)]
    sections += [
        *map(quality_section, kept("quality")),
        *map(papers_section, kept("papers")),
        *map(_photos, kept("photos")),
    ]
    parts = [_HEAD, *sections, *map(raster_section, kept("raster")), scaling_section(kept("scaling"))]
    parts += map(desk_section, kept("desk"))
    RESULTS.write_text("\n".join(filter(None, parts)), encoding="utf-8")
    return RESULTS


def _photos(result: dict[str, Any]) -> str:
    found, photos = result["found"], result["photos"]
    rows = (
        ("outline found", f"{found} of {photos}", "≥ 95 %"),
        ("worst corner, of the longest side", f"{100 * result['worst_corner']:.2f} %", "≤ 1 %"),
        ("word-bag error", f"{100 * result['error']:.2f} %", "≤ 1.5 %"),
        ("the same photographs read as scans", f"{100 * result['error_before']:.2f} %", ""),
        ("worst skew", f"{result['worst_skew']:.3f}°", "≤ 0.1°"),
        ("CPU seconds a written page", f"{result['cpu_seconds']:.2f}", ""),
        ("scans taken for photographs", f"{result['mistaken']} of {result['scans']}", "0"),
        ("looking for an outline on a scan, ms of CPU", f"{result['outline_ms']:.1f}", "≤ 10"),
    )
    about_them = f"Office pages of seeds {', '.join(map(str, result['seeds']))}, drawn as photographs: desks of seven"
    text = f"{about_them}\nkinds, tilts up to 25°, shadows, JPEG of quality 85. Scans of all three sets beside them.\n"
    return "\n".join(["## Photographed pages\n", about(result["about"]), text, table(("", "measured", "asked"), rows)])


def _search(result: dict[str, Any]) -> str:
    pages = result["pages"]
    drawings = {f"search-{pages}.svg": plots.search_times, f"index-{pages}.svg": plots.index_costs}
    for name, draw in drawings.items():
        (PLOTS / name).write_bytes(draw(result))
    return "\n".join(
        [
            f"## Search on {pages:,} pages\n",
            about(result["about"]),
            table(("", "sohoa", "SQLite FTS5", "ratio", "asked"), _index_rows(result)),
            "Percentiles in milliseconds, with snippets and boxes for sohoa, the bare ids for FTS5; *own page* is how",
            "often the page from which a question was drawn is among the twenty best.\n",
            table(
                ("questions", "how many", "p50", "p95", "p99", "own page", "FTS5 p50", "p95", "p99", "own page"),
                _question_rows(result["questions"]),
            ),
            *(f"![{name}](../docs/plots/{name})\n" for name in drawings),
        ]
    )


def _index_rows(result: dict[str, Any]) -> Iterable[Row]:
    words, ours, theirs = result["words"], result["index"], result["fts5"]
    texts, asked = ours["texts"], result["questions"]

    def compared(what: str, mine: float, other: float, form: str, target: str = "") -> Row:
        return what, format(mine, form), format(other, form), f"{mine / other:.2f}", target

    yield compared(
        "words/s indexed from stored text", words / texts["seconds"], words / theirs["seconds"], ",.0f", "≥ 1,200,000"
    )
    yield compared("words per CPU second", words / texts["cpu_seconds"], words / theirs["cpu_seconds"], ",.0f")
    if readings := ours.get("readings"):
        yield "words/s indexed from readings (the first time)", f"{words / readings['seconds']:,.0f}", "", "", ""
    yield "seconds until the finished index answers", f"{texts['adopting_seconds']:.2f}", "", "", ""
    yield compared("bytes a word of the index", ours["bytes"] / words, theirs["bytes"] / words, ".2f", "≤ 3.5")
    yield "bytes a word of the kept texts", f"{ours['text_bytes'] / words:.2f}", "", "", ""
    every, cpu = ((asked["sohoa"][key], asked["fts5"][key]) for key in ("all", "cpu"))
    for mark, target in (("p50", ""), ("p95", "≤ 30"), ("p99", "")):
        yield compared(f"{mark} of all questions, ms", every[0][mark], every[1][mark], ".1f", target)
    yield compared("p95 of CPU time, ms", cpu[0]["p95"], cpu[1]["p95"], ".1f")


def _question_rows(asked: dict[str, Any]) -> Iterable[Row]:
    theirs = asked["fts5"]["kinds"]
    for kind, ours in asked["sohoa"]["kinds"].items():
        yield kind, str(ours["count"]), *_percentiles(ours), *_percentiles(theirs.get(kind))


def _percentiles(figures: dict[str, Any] | None) -> Row:
    if figures is None:
        return ("–",) * 4
    return *(f"{figures[mark]:.1f}" for mark in ("p50", "p95", "p99")), f"{figures['found'] / figures['count']:.0%}"


if __name__ == "__main__":
    print(write_report())
