"""What an officer says of a case's time: the applicant was asked, has answered, or there is one new date."""

from __future__ import annotations

from datetime import datetime

from archive.cases import find_case
from archive.deadlines.term import local
from archive.ledger import Ledger
from archive.models import CasePause, CaseRecord
from config.errors import UsageError


def pause_case(ledger: Ledger, code: str, requested_at: datetime) -> None:
    """The applicant was asked for papers: from then on no time runs. Raises `CaseNotFound` and `UsageError`."""
    with ledger.write() as work:
        record = find_case(work, code)
        _refuse_before(record.received_at, requested_at)
        last = record.pauses[-1] if record.pauses else None
        if last and last.answered_at is None:
            raise UsageError(
                vi=f"Hồ sơ {record.code} đang chờ bổ sung từ {_said(last.requested_at)}.",
                en=f"Case {record.code} has been waiting for the applicant since {_said(last.requested_at)}.",
            )
        if last and last.answered_at:
            _refuse_before(last.answered_at, requested_at)
        work.add(CasePause(case_code=record.code, requested_at=requested_at))
        work.record("case.paused", f"case:{record.code}", at=requested_at.isoformat())


def resume_case(ledger: Ledger, code: str, answered_at: datetime) -> None:
    """The applicant has answered: time runs again. Raises `CaseNotFound` and `UsageError`."""
    with ledger.write() as work:
        record = find_case(work, code)
        waiting = next((each for each in record.pauses if each.answered_at is None), None)
        if waiting is None:
            raise UsageError(vi=f"Hồ sơ {record.code} không chờ bổ sung.", en=f"Case {record.code} waits for nobody.")
        _refuse_before(waiting.requested_at, answered_at)
        waiting.answered_at = answered_at
        work.record("case.resumed", f"case:{record.code}", at=answered_at.isoformat())


def extend_case(ledger: Ledger, code: str, until: datetime) -> None:
    """The office apologises and sets a new date, which it may do once. Raises `CaseNotFound` and `UsageError`."""
    with ledger.write() as work:
        record: CaseRecord = find_case(work, code)
        if record.extended_to is not None:
            raise UsageError(
                vi=f"Hồ sơ {record.code} đã được gia hạn một lần, đến {_said(record.extended_to)}.",
                en=f"Case {record.code} was extended once already, to {_said(record.extended_to)}.",
            )
        _refuse_before(record.due_at or record.received_at, until)
        record.extended_to = until
        work.record("case.extended", f"case:{record.code}", until=until.isoformat())


def _refuse_before(earliest: datetime, moment: datetime) -> None:
    if moment < earliest:
        raise UsageError(
            vi=f"{_said(moment)} đứng trước {_said(earliest)}; hãy xem lại ngày giờ.",
            en=f"{_said(moment)} lies before {_said(earliest)}; please look at the time again.",
        )


def _said(moment: datetime) -> str:
    return local(moment).strftime("%d/%m/%Y %H:%M")
