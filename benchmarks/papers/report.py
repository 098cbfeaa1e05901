"""The section of RESULTS.md about papers told apart and named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.markdown import Row, about, table

_FIGURES = (
    ("beginnings found", "recall", "≥ 97 %"),
    ("beginnings said, right", "precision", "≥ 97 %"),
    ("types right", "types_right", "≥ 95 %"),
    ("types certain", "sure", "≥ 60 %"),
    ("of these right", "sure_right", "≥ 99.5 %"),
    ("missing papers found missing", "missing_recall", "≥ 99 %"),
    ("papers said to be missing in vain", "false_alarms", "≤ 2 %"),
    ("unlinked dossiers whose procedure was presumed", "presumed", ""),
    ("the same, wrongly", "presumed_wrongly", "0"),
)


def papers_section(result: dict[str, Any]) -> str:
    """How papers of shuffled dossiers were told apart, named and missed."""
    runs = result["runs"]
    return "\n".join(
        [
            "## Papers of a dossier\n",
            about(result["about"]),
            "Invented dossiers of the eight procedures: papers shuffled, one in seven of those asked for not there,",
            "one dossier in four with a paper of another procedure, one in seven with a paper twice, one in five",
            "without a case that says whose procedure it is. Titles are written apart from the catalogue; words are",
            "damaged as recognition damages them, or pages are worn and read.\n",
            table(("", *(f"seed {run['seed']}, {run['run']}" for run in runs), "asked"), _rows(runs)),
            *([_scans(result["scans"])] if result["scans"] else []),
        ]
    )


def _rows(runs: list[dict[str, Any]]) -> Iterator[Row]:
    for what in ("dossiers", "papers", "pages"):
        yield what, *(str(run[what]) for run in runs), ""
    for what, key, asked in _FIGURES:
        yield what, *("–" if run[key] is None else f"{100 * run[key]:.1f} %" for run in runs), asked
    yield "milliseconds of CPU a page", *(f"{run['milliseconds']:.1f}" for run in runs), "≤ 30"


def _scans(scans: dict[str, Any]) -> str:
    answers = ("right", "in part", "silent", "wrong")
    rows = ((field, *(str(counts[answer]) for answer in answers)) for field, counts in scans["fields"].items())
    text = (
        f"Eight real scans of one province, {scans['pages']} pages in one stack: {scans['found']} of {scans['papers']}"
    )
    said = f"beginnings found, {scans['in_vain']} in vain. Numbers and days are mostly written by hand.\n"
    return "\n".join([text, said, table(("", *answers), rows)])
