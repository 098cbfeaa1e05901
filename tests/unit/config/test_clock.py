"""The system's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from config.clock import Clock, system_clock
from config.errors import UsageError


def test_the_present_moment_is_aware_and_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    clock: Clock = system_clock
    before = datetime.now(UTC)
    assert before <= clock() <= datetime.now(UTC)
    assert clock().utcoffset() == timedelta(0)


def test_source_date_epoch_stops_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1785800000")
    assert system_clock() == datetime(2026, 8, 3, 23, 33, 20, tzinfo=UTC)


def test_an_empty_source_date_epoch_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert datetime.now(UTC) - system_clock() < timedelta(minutes=1)


@pytest.mark.parametrize("nonsense", ["yesterday", "1e9", "9" * 30])
def test_a_source_date_epoch_that_is_no_moment_is_refused(nonsense: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", nonsense)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        system_clock()
