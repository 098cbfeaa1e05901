"""In time or not, by the day and by the minute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.deadlines import Outcome, Progress, outcome, progress

DUE = datetime(2026, 4, 10, 3, 56, tzinfo=UTC)  # 10:56 in Vietnam


@pytest.mark.parametrize(
    ("resolved", "expected"),
    [
        ("2026-04-09T09:00:00+00:00", Outcome.EARLY),
        ("2026-04-09T16:59:59+00:00", Outcome.EARLY),
        ("2026-04-09T17:00:00+00:00", Outcome.ON_TIME),  # midnight in Vietnam: the last day begins
        ("2026-04-10T10:55:00+07:00", Outcome.ON_TIME),
        ("2026-04-10T10:56:59+07:00", Outcome.ON_TIME),
        ("2026-04-10T10:57:00+07:00", Outcome.LATE),
        ("2026-04-13T08:00:00+07:00", Outcome.LATE),
    ],
)
def test_a_resolved_case(resolved: str, expected: Outcome) -> None:
    assert outcome(DUE, datetime.fromisoformat(resolved)) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-04-10T10:56:59+07:00", Progress.WITHIN), ("2026-04-10T10:57:00+07:00", Progress.OVERDUE)],
)
def test_a_case_in_progress(now: str, expected: Progress) -> None:
    assert progress(DUE, datetime.fromisoformat(now)) is expected


def test_while_the_applicant_is_awaited_nothing_is_overdue() -> None:
    assert progress(None, DUE) is Progress.WITHIN
