"""The table for daily work: pages are read as in production, and bare recognition is known of the same run."""

import json
from pathlib import Path

import pytest

from benchmarks.reading.__main__ import main
from benchmarks.reading.inside import figures, read_all
from benchmarks.reading.sets import drawn
from config.settings import ReadingSettings


def test_a_folder_is_read_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = drawn(1, tmp_path)[0]
    truth = {"text": (page.text or "").split("\n"), "rotation": page.rotation, "skew": page.skew}
    truth_file = page.image.with_suffix(".json")
    truth_file.write_text(json.dumps(truth | {"seal": page.seal, "blank": False}), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["benchmarks.reading", str(tmp_path), "--workers", "1"])
    main()
    told = capsys.readouterr().out
    assert page.name in told
    assert "pages 1, with text 1" in told
    assert "WRONG" not in told


def test_reading_costs_more_than_the_engine_alone_and_of_a_blank_side_only_samples_are_read(tmp_path: Path) -> None:
    pages = drawn(1, tmp_path)[2:4]
    written, blank = read_all(pages, ReadingSettings(), 1)
    assert (written.blank, blank.blank) == (False, True)
    assert written.cpu_seconds > written.bare_cpu_seconds > 0
    assert blank.recognitions <= 4 and blank.bare_cpu_seconds < 0.5 * written.bare_cpu_seconds
    assert figures([written, blank])["bare_ratio"] > 1
