"""What RESULTS.md says of reading, of the figures that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.markdown import Row, about, table
from benchmarks.reading import plots

NAMES = {"sohoa": "sohoa", "ocrmypdf": "OCRmyPDF", "tesseract": "Tesseract", "deskew": "deskew", "jdeskew": "jdeskew"}
SETS = {
    "office": "200-300 dpi in colour, skew to 4°, any quarter turn, noise, a red seal on six pages of ten",
    "hard": "150-300 dpi, faint ink, more noise, the other side showing through, tables, violet seals, too",
    "onebit": "black and white, CCITT G4",
    "real": "scanned administrative documents, transcribed once",
    "turned": "landscape tables and blank backs as a duplex feeder gave them; their text is not known",
    "drawn": "the papers of `sohoa demo`",
}
_HEAD = """## Reading

Every program is run as a person would run it on the same pages: `sohoa ingest` of the images; `ocrmypdf -l vie
--deskew --rotate-pages --output-type pdfa` on one PDF of them; `tesseract -l vie` on one after the other as they are.
The text is what `pdftotext -raw` takes out of the finished PDF. *Words* is 1 − 2·common/(truth + text), in whatever
order, *letters* the edit distance for each letter of the truth in reading order, the two columns of the head in either
order; in brackets 95 % intervals, by bootstrap over the pages. Costs are those of the whole process tree a page, blank
sides included; OCRmyPDF lowers its own priority, so its wall-clock time says little where others want the cores, too.
*Turn*, *blank* and *seal* count pages told wrongly: how sohoa says that it turned a page, how OCRmyPDF's PDF shows it
turned; Tesseract turns none, and those count of which more than half of the words are lost.
"""
Figures = dict[str, Any]


def sets_section(result: Figures) -> str:
    """Errors and costs of every program on every set, then what reading costs beside bare recognition, then skew."""
    found = {name: result["sets"][name] for name in SETS if name in result["sets"]}
    described = [f"- *{name}*, {each['pages']} pages: {SETS[name]}.\n" for name, each in found.items()]
    return "\n".join(
        [
            _HEAD,
            about(result["about"]),
            "".join(described),
            table(
                ("pages", "words %", "letters %", "turn", "blank", "seal", "CPU s", "wall s", "peak MB", "KB"),
                (row for name, each in found.items() for row in _program_rows(name, each)),
            ),
            "Reading in one process, without PDF, ledger and index, beside the engine alone on the page as it was",
            "prepared for it; pages with text, CPU seconds. At most 1.3 times as much is asked for.\n",
            table(("pages", "read", "× engine alone", "words %", "engine alone"), _inside_rows(found)),
            "How near the measured skew comes, in degrees; *within 0.1°* of all pages whose skew is known. The others",
            "get the pages upright and grey.\n",
            table(("pages", "mean", "most", "within 0.1°"), _skew_rows({n: e["skew"] for n, e in found.items()})),
        ]
    )


def _program_rows(name: str, found: Figures) -> Iterator[Row]:
    for program, each in _in_order(found["programs"]):
        yield (
            f"{name}, {NAMES[program]}",
            *(_interval(each[key]) for key in ("error", "characters")),
            *(_shown(each[key], str) for key in ("turn_wrong", "blank_wrong", "seal_wrong")),
            *(_shown(each[key], lambda value: f"{value:.1f}") for key in ("cpu", "wall")),
            *(_shown(each[key], lambda value: f"{value:,.0f}") for key in ("peak_mb", "kb")),
        )


def _in_order(programs: Figures) -> Iterator[tuple[str, Any]]:
    """Ours first: what is kept stands in the order of the alphabet."""
    return ((name, programs[name]) for name in NAMES if name in programs)


def _inside_rows(sets: Figures) -> Iterator[Row]:
    for name, found in sets.items():
        inside = found["inside"]
        numbers = [_shown(inside[key], lambda value: f"{value:.2f}") for key in ("cpu_with_text", "bare_ratio")]
        yield (
            name,
            *numbers,
            *(_shown(inside[key], lambda share: f"{100 * share:.2f}") for key in ("error", "bare_error")),
        )


def _skew_rows(sets: Figures) -> Iterator[Row]:
    for name, programs in sets.items():
        for program, each in _in_order(programs or {}):
            degrees = (_shown(each[key], lambda value: f"{value:.3f}") for key in ("mean", "max"))
            yield f"{name}, {NAMES[program]}", *degrees, f"{each['close']:.0%}"


def skew_section(result: Figures) -> str:
    """Skew on real pages."""
    return "\n".join(
        [
            "### Skew of real pages\n",
            about(result["about"]),
            "Their truth was measured by hand, ± 0.3°: nearer than that nobody can be told to be.\n",
            table(("pages", "mean", "most", "within 0.1°"), _skew_rows({"real": result["skew"]})),
        ]
    )


def dials_section(result: Figures) -> str:
    """The drawing of errors against each trouble."""
    skews = table(
        ("pages", "mean", "most", "within 0.1°"), _skew_rows({"dial": result["dials"]["skew"].get("measured")})
    )
    return "\n".join(
        ["### One trouble at a time\n", about(result["about"]), "![dials](../docs/plots/reading-dials.svg)\n", skews]
    )


def costs_section(result: Figures) -> str:
    """The drawing of costs against pages, and what starting up and a page cost by themselves."""
    return "\n".join(
        [
            "### Costs of stacks\n",
            about(result["about"]),
            table(("CPU seconds", "of starting up", "a page"), _cost_rows(result["costs"])),
            "![costs](../docs/plots/reading-costs.svg)\n",
        ]
    )


def _cost_rows(costs: Figures) -> Iterator[Row]:
    for program in plots.COMPARED:
        start, page = plots.line_through(costs["pages"], [each["cpu_seconds"] for each in costs[program]])
        yield NAMES[program], f"{start:.1f}", f"{page:.1f}"


SECTIONS: dict[str, Callable[[Figures], str]] = {
    "sets": sets_section,
    "dials": dials_section,
    "skew": skew_section,
    "costs": costs_section,
}
DRAWINGS: dict[str, Callable[[Figures], bytes]] = {"dials": plots.dial_errors, "costs": plots.stack_costs}


def reading_sections(results: list[Figures], drawings: Path) -> list[str]:
    """The section of each part that was measured, in the order of `SECTIONS`; drawings are written into a folder."""
    sections = []
    for part, section in SECTIONS.items():
        for result in results:
            if part in result:
                sections.append(section(result))
                if part in DRAWINGS:
                    (drawings / f"reading-{part}.svg").write_bytes(DRAWINGS[part](result[part]))
    return sections


def _interval(found: dict[str, float] | None) -> str:
    if found is None:
        return "–"
    return f"{100 * found['mean']:.2f} ({100 * found['low']:.2f}-{100 * found['high']:.2f})"


def _shown(value: Any, form: Callable[[Any], str]) -> str:
    return "–" if value is None else form(value)
