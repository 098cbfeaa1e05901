"""The page of results is made of the figures alone: the same again, and saying what was measured."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from benchmarks import plots, report, results
from benchmarks.results import Circumstances, percentile

KIND = {"count": 10, "p50": 1.0, "p95": 2.0, "p99": 3.0, "found": 9}
SIDE = {"all": KIND, "cpu": KIND, "kinds": {"words": KIND, "name": KIND}}
SEARCH: dict[str, Any] = {
    "subject": "search",
    "about": Circumstances.here("python -m benchmarks.search --pages 20").to_json(),
    "pages": 20,
    "words": 10_000,
    "index": {
        "bytes": 30_000,
        "text_bytes": 20_000,
        "texts": {"seconds": 0.01, "cpu_seconds": 0.02, "adopting_seconds": 0.5},
        "readings": {"seconds": 0.1, "cpu_seconds": 0.1, "adopting_seconds": 0.5},
    },
    "fts5": {"seconds": 0.04, "cpu_seconds": 0.04, "merging_seconds": 0.01, "bytes": 90_000},
    "questions": {"sohoa": {**SIDE, "kinds": {**SIDE["kinds"], "misspelt": KIND}}, "fts5": SIDE},
}
ERRORS = {"mean": 0.02, "low": 0.01, "high": 0.03}
PROGRAM: dict[str, Any] = {
    **{"error": ERRORS, "characters": ERRORS, "turn_wrong": 1, "blank_wrong": None, "seal_wrong": None},
    **{"cpu": 1.5, "wall": 1.0, "peak_mb": 300.0, "kb": None, "each": []},
}
SKEW = {"sohoa": {"pages": 2, "told": 2, "mean": 0.01, "max": 0.02, "close": 1.0}}
INSIDE = {"cpu_with_text": 1.3, "bare_ratio": 1.25, "error": 0.02, "bare_error": 0.021}
ABOUT = {"subject": "reading", "about": Circumstances.here("python -m benchmarks.reading").to_json(), "pages": 8}
READING: dict[str, dict[str, Any]] = {
    "sets": {
        "office": {"pages": 2, "programs": {"sohoa": PROGRAM, "tesseract": PROGRAM}, "inside": INSIDE, "skew": SKEW},
        "turned": {"pages": 1, "programs": {"sohoa": PROGRAM | {"error": None}}, "inside": INSIDE, "skew": None},
    },
    "dials": {
        "noise": {"unit": "grey levels", "settings": [0, 9], "sohoa": [0.0, 0.1], "ocrmypdf": [0.0, 0.9]},
        "skew": {"unit": "degrees", "settings": [0], "sohoa": [0.0], "ocrmypdf": [0.0], "measured": SKEW},
    },
    "skew": SKEW,
    "costs": {
        "pages": [1, 3],
        "sohoa": [{"cpu_seconds": 6.0, "wall_seconds": 5.0}, {"cpu_seconds": 10.0, "wall_seconds": 8.0}],
        "ocrmypdf": [{"cpu_seconds": 10.0, "wall_seconds": 9.0}, {"cpu_seconds": 28.0, "wall_seconds": 20.0}],
    },
}
PROFILE = {"kb_in": 1000.0, "kb_out": 250.0, "error": 0.01, "cpu": 0.5, "valid": True}
RASTER = {
    **ABOUT,
    "sets": {"office, seed 1": {"profiles": dict.fromkeys(("faithful", "standard", "compact"), PROFILE)}},
}
RUN = {"pages": 48, "early_megabytes": 200.0, "late_megabytes": 210.0, "most_megabytes": 215.0}
RUNS = [{**RUN, "workers": 1, "pages_a_minute": 20.0}, {**RUN, "workers": 2, "pages_a_minute": 38.0}]
SCALING = {**ABOUT, "pages": 48, "delivered": "JPEGs", "runs": RUNS}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "FOLDER", tmp_path / "results")
    monkeypatch.setattr(report, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(report, "PLOTS", tmp_path / "plots")
    results.keep("search-20", SEARCH)
    for part, found in READING.items():
        results.keep(f"reading-{part}", {**ABOUT, part: found})
    results.keep("raster", RASTER)
    results.keep("scaling", SCALING)
    return tmp_path


def test_the_page_has_a_table_for_each_subject_and_names_every_drawing_that_is_there(place: Path) -> None:
    text = report.write_report().read_text(encoding="utf-8")
    assert "| words/s indexed from stored text | 1,000,000 | 250,000 | 4.00 | ≥ 1,200,000 |" in text
    assert "| bytes a word of the index | 3.00 | 9.00 | 0.33 | ≤ 3.5 |" in text
    assert "| misspelt | 10 | 1.0 | 2.0 | 3.0 | 90% | – | – | – | – |" in text
    assert "| office, Tesseract | 2.00 (1.00-3.00) | 2.00 (1.00-3.00) | 1 | – | – | 1.5 | 1.0 | 300 | – |" in text
    assert "| turned, sohoa | – |" in text
    assert "| office | 1.30 | 1.25 | 2.00 | 2.10 |" in text
    assert "| OCRmyPDF | 1.0 | 9.0 |" in text
    assert "| office, seed 1 | 1,000 | 250 | 1.00 | 0.50 | 250 |" in text
    assert "| 48 pages, JPEGs | 2 | 38.0 | 0.95 | 200 | 210 | 215 |" in text
    drawings = {path.name for path in (place / "plots").iterdir()}
    assert drawings == {"search-20.svg", "index-20.svg", "reading-dials.svg", "reading-costs.svg"}
    assert all(f"](../docs/plots/{name})" in text for name in drawings)


def test_the_same_figures_give_the_same_bytes(place: Path) -> None:
    def everything() -> dict[str, bytes]:
        report.write_report()
        return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}

    assert everything() == everything()


def test_a_drawing_follows_its_figures_and_is_small() -> None:
    slower = copy.deepcopy(SEARCH)
    slower["questions"]["sohoa"]["kinds"]["words"]["p95"] = 90.0
    assert plots.search_times(slower) != plots.search_times(SEARCH)
    assert len(plots.search_times(SEARCH)) < 40_000


def test_smaller_measurings_stand_first(place: Path) -> None:
    results.keep("search-100", {**SEARCH, "pages": 100})
    assert [result["pages"] for result in results.kept("search")] == [20, 100]


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 95), percentile(values, 100)) == (50, 95, 100)
    assert percentile([7.0], 99) == 7.0


def test_flags_of_pages_have_their_table(place: Path) -> None:
    found = {"flag": "blurred", "faults": 8, "found": 7, "false": 1, "recall": 0.875, "precision": 0.875}
    result = {"about": SEARCH["about"], "pages": 30, "seeds": [3], "whole": 9, "whole_flagged": 1, "milliseconds": 20.5}
    results.keep("quality", {**result, "flags": [{**found, "by_strength": [0.75, 1.0]}]})
    written = report.write_report().read_text(encoding="utf-8")
    assert "| blurred | 8 | 7 | 1 | 0.88 | 0.88 | 0.75 1.00 |" in written


def test_papers_told_apart_have_their_table_and_what_was_not_asked_has_no_figure(place: Path) -> None:
    shares = dict.fromkeys(("recall", "precision", "types_right", "sure", "sure_right", "presumed"), 0.985)
    run = {"seed": 3, "run": "worn and read", "dossiers": 7, "papers": 14, "pages": 23, "milliseconds": 4.2, **shares}
    run |= {"presumed_wrongly": 0.0, "missing_recall": None, "false_alarms": None}
    fields = {"date": {"right": 3, "in part": 5, "silent": 0, "wrong": 0}}
    scans = {"pages": 17, "papers": 8, "found": 8, "in_vain": 0, "fields": fields}
    results.keep("papers", {"about": SEARCH["about"], "pages": 23, "runs": [run], "scans": scans})
    written = report.write_report().read_text(encoding="utf-8")
    assert "| types right | 98.5 % | ≥ 95 % |" in written
    assert "| papers said to be missing in vain | – | ≤ 2 % |" in written
    assert "| date | 3 | 5 | 0 | 0 |" in written
