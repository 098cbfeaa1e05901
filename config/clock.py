"""The time, as something that is handed in: what decides never looks at the wall itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from config.errors import UsageError

Clock = Callable[[], datetime]
"""Gives the present moment, aware and in UTC."""
VIETNAM = timezone(timedelta(hours=7))
"""The clocks of every office; there is no summer time."""


def system_clock() -> datetime:
    """The present moment in UTC; `SOURCE_DATE_EPOCH` (seconds since 1970) stops it, so that output can be made again.

    Raises `UsageError` where the variable is set to something that is no moment.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    stopped = os.environ.get("SOURCE_DATE_EPOCH")
    if not stopped:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(stopped), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            vi=f"SOURCE_DATE_EPOCH phải là số giây tính từ năm 1970, không phải “{stopped}”.",
            en=f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not “{stopped}”.",
        ) from error


def wall_clock() -> datetime:
    """The present moment in UTC whatever the environment says: for waiting, never for what is written down."""
    return datetime.now(UTC)
