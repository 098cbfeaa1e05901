"""What errors come to: intervals that hold the mean, and None where nothing is known."""

from pathlib import Path

import pytest

from benchmarks.reading.cost import Cost
from benchmarks.reading.figures import figures, mean_and_interval, skew_figures
from benchmarks.reading.rivals import Outcome, Run
from benchmarks.reading.samples import Sample

IMAGE = Path("page.jpg")
COST = Cost(cpu_seconds=8, wall_seconds=4, peak_bytes=2_000_000, exit_code=0)
SAMPLES = [
    Sample("a", IMAGE, "một hai ba bốn", rotation=90, skew=1.0, seal=True),
    Sample("b", IMAGE, "năm sáu", rotation=0, skew=-1.0, seal=False),
    Sample("back", IMAGE, "", rotation=0, blank=True, seal=False),
]


def test_an_interval_holds_its_mean_and_is_the_same_again() -> None:
    found = mean_and_interval([0.0, 0.1, 0.4])
    assert found is not None
    assert found["mean"] == pytest.approx(0.5 / 3)
    assert found["low"] < found["mean"] < found["high"]
    assert found == mean_and_interval([0.0, 0.1, 0.4])
    assert mean_and_interval([]) is None


def test_a_program_that_tells_is_judged_by_what_it_tells() -> None:
    outcomes = [
        Outcome("một hai ba bốn", 90, 1.05, False, True),
        Outcome("năm sáu", 180, -0.8, False, True),
        Outcome("", 180, None, True, False),
    ]
    found = figures(SAMPLES, Run(outcomes, COST, 3_000))
    assert (found["turn_wrong"], found["blank_wrong"], found["seal_wrong"]) == (1, 0, 1)
    assert found["error"]["mean"] == 0
    assert (found["cpu"], found["peak_mb"], found["kb"]) == (pytest.approx(8 / 3), 2, 1)
    assert found["each"][1]["skew_error"] == pytest.approx(0.2)


def test_a_program_that_does_not_tell_has_turned_a_page_wrongly_where_its_words_are_lost() -> None:
    found = figures(SAMPLES, Run([Outcome("một"), Outcome("năm sáu"), Outcome("rác")], COST))
    assert found["turn_wrong"] == 1
    assert found["blank_wrong"] is found["seal_wrong"] is found["kb"] is None


def test_a_skew_that_was_not_told_is_not_close() -> None:
    found = skew_figures([1.05, None], [1.0, 2.0])
    assert (found["told"], found["close"]) == (1, 0.5)
    assert found["max"] == pytest.approx(0.05)
