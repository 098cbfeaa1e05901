"""The measuring of photographs does what it says: a step that it leaves out is one that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.photos import figures, photographs, scans, sheets_of
from config.settings import ReadingSettings
from ocr.engine import open_engine


def test_a_photograph_is_found_and_read_and_a_scan_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = sheets_of(1, 1, None, tmp_path)["drawn"]
    found = figures(list(photographs(sheets, 1, tmp_path, open_engine(ReadingSettings()))), list(scans(sheets)))
    assert (found["photos"], found["found"], found["scans"], found["mistaken"]) == (1, 1, 1, 0)
    assert found["error"] < 0.05
    assert found["error"] <= found["error_before"]
    assert capsys.readouterr().out
