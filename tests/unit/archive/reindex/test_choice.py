"""Which pages are meant: by the day they came on, by what read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from archive.reindex.choice import ALL_PAGES, Choice, is_older
from config.errors import UsageError


@pytest.mark.parametrize(
    ("pipeline", "than", "older"),
    [
        ("1", "2", True),
        ("2", "2", False),
        ("9", "10", True),
        ("2.9", "2.10", True),
        ("none", "1", True),
        (None, "1", True),
    ],
)
def test_versions_are_numbers(pipeline: str | None, than: str, older: bool) -> None:
    assert is_older(pipeline, than) is older


@pytest.mark.parametrize("version", ["", "two", "1.", "1 or 1"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(UsageError):
        Choice(older_than=version)


def test_a_day_begins_at_the_desk() -> None:
    assert Choice.of(date(2026, 9, 1), None).received_from == datetime(2026, 8, 31, 17, tzinfo=UTC)


def test_all_pages_are_meant_where_nothing_is_said() -> None:
    assert Choice.of(None, None) == ALL_PAGES and ALL_PAGES.everything
    assert not Choice(older_than="2").everything
