"""In time or not: three values for a case that is resolved, two for one in progress, as the reports ask.

The reports are forms II.06 of Thông tư 02/2017/TT-VPCP, as amended by Thông tư 01/2020/TT-VPCP.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from archive.deadlines.term import local


class Outcome(StrEnum):
    """Of a resolved case."""

    EARLY = "early"
    """Trước hạn: on a day before the last."""
    ON_TIME = "on_time"
    """Đúng hạn: on the last day, not after its minute."""
    LATE = "late"
    """Quá hạn."""


class Progress(StrEnum):
    """Of a case in progress."""

    WITHIN = "within"
    """Trong hạn."""
    OVERDUE = "overdue"
    """Quá hạn."""


def outcome(due: datetime, resolved: datetime) -> Outcome:
    """How a case that was ``resolved`` stands to its ``due`` time; by the minute, which is what receipts print."""
    if _minute(resolved) > _minute(due):
        return Outcome.LATE
    return Outcome.EARLY if local(resolved).date() < local(due).date() else Outcome.ON_TIME


def progress(due: datetime | None, now: datetime) -> Progress:
    """How a case in progress stands; without a ``due`` time, while the applicant is awaited, it is within."""
    return Progress.OVERDUE if due is not None and _minute(now) > _minute(due) else Progress.WITHIN


def _minute(moment: datetime) -> datetime:
    return local(moment).replace(second=0, microsecond=0)
