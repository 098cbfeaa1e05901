"""How cases stand to their deadlines, which come first, and what an officer says of their time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.cases import find_case, import_cases
from archive.deadlines import Rules, Standing, extend_case, pause_case, resume_case, standing_of, urgent
from archive.models import Event
from config.clock import VIETNAM
from config.errors import CaseNotFound, UsageError, WrongDataFile
from config.procedures import PACKAGED

Bring = Callable[..., str]

CASE = "H26.12-260804-0583"
NOW = datetime(2026, 8, 10, 9, 0, tzinfo=VIETNAM)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def bring(archive: Archive, tmp_path: Path) -> Bring:
    def bring(code: str = CASE, **values: str) -> str:
        row = {"code": code, "procedure": "2.000004", "applicant": "A", "received_at": "2026-08-04T09:30"} | values
        path = tmp_path / "cases.json"
        path.write_text(json.dumps([row]), encoding="utf-8")
        assert import_cases(archive.ledger, path).rejected == []
        return code

    return bring


def standing(archive: Archive, code: str = CASE, now: datetime = NOW) -> Standing:
    with archive.ledger.read() as session:
        return standing_of(find_case(session, code), Rules.load(archive.home), now)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ("2026-08-11T09:30", True, "within", 1, True)),
        ({"procedure": "2.000004.000.00.00.H36"}, ("2026-08-11T09:30", True, "within", 1, True)),
        ({"received_at": "2026-08-03T08:59"}, ("2026-08-10T08:59", True, "overdue", 0, True)),
        ({"received_at": "2026-07-30T08:59"}, ("2026-08-06T08:59", True, "overdue", -2, True)),
        ({"due_at": "2026-08-13T17:00"}, ("2026-08-13T17:00", False, "within", 3, True)),
        ({"procedure": "something else"}, (None, False, None, None, True)),
        ({"procedure": "2.000033"}, (None, False, None, None, True)),
        (
            {"procedure": "something else", "due_at": "2026-08-07T17:00"},
            ("2026-08-07T17:00", False, "overdue", -1, True),
        ),
        ({"resolved_at": "2026-08-10T17:00"}, ("2026-08-11T09:30", True, "early", None, False)),
        ({"resolved_at": "2026-08-11T09:30"}, ("2026-08-11T09:30", True, "on_time", None, False)),
        ({"resolved_at": "2026-08-11T09:31"}, ("2026-08-11T09:30", True, "late", None, False)),
        ({"status": "ĐÃ TRẢ KẾT QUẢ"}, ("2026-08-11T09:30", True, None, None, False)),
        ({"status": "Đang giải quyết"}, ("2026-08-11T09:30", True, "within", 1, True)),
        ({"received_at": "2031-08-04T09:30"}, (None, False, None, None, True)),
        ({"received_at": "2031-08-04", "due_at": "2031-08-11"}, ("2031-08-11T00:00", False, "within", None, True)),
    ],
)
def test_how_a_case_stands(
    archive: Archive, bring: Bring, values: dict[str, str], expected: tuple[object, ...]
) -> None:
    bring(**values)
    found = standing(archive)
    due = found.due_at.strftime("%Y-%m-%dT%H:%M") if found.due_at else None
    assert (due, found.computed, found.state, found.left, found.open) == expected
    assert (found.problem is not None) == ("2031" in values.get("received_at", ""))


def test_a_shorter_time_of_the_home_holds(archive: Archive, bring: Bring) -> None:
    bring()
    text = (PACKAGED / "2.000004.toml").read_text(encoding="utf-8").replace("days = 5", "days = 4")
    archive.home.procedures.mkdir()
    (archive.home.procedures / "ours.toml").write_text(text, encoding="utf-8")
    found = standing(archive)
    assert (found.due_at, found.working_days) == (at("2026-08-10T09:30"), 4)


def test_waiting_for_the_applicant_stops_the_clock(archive: Archive, bring: Bring) -> None:
    bring()
    pause_case(archive.ledger, CASE, at("2026-08-05T15:00"))
    waiting = standing(archive, now=at("2026-09-30T09:00"))
    assert (waiting.due_at, waiting.state, waiting.left, waiting.paused) == (None, "within", 4, True)
    resume_case(archive.ledger, CASE, at("2026-08-07T10:00"))
    again = standing(archive)
    assert (again.due_at, again.left, again.paused) == (at("2026-08-13T09:30"), 3, False)


def test_a_record_with_its_own_due_time_is_not_overdue_while_the_applicant_is_awaited(
    archive: Archive, bring: Bring
) -> None:
    bring(due_at="2026-08-07T17:00")
    assert standing(archive).state == "overdue"
    pause_case(archive.ledger, CASE, at("2026-08-06T15:00"))
    assert (standing(archive).state, standing(archive).left) == ("within", 1)


def test_a_case_is_extended_once(archive: Archive, bring: Bring) -> None:
    bring()
    extend_case(archive.ledger, CASE, at("2026-08-20T17:00"))
    assert standing(archive).due_at == at("2026-08-20T17:00")
    bring(status="still at it")
    assert standing(archive).due_at == at("2026-08-20T17:00")
    with pytest.raises(UsageError, match=r"20/08/2026"):
        extend_case(archive.ledger, CASE, at("2026-08-21T17:00"))


def test_what_cannot_be_is_refused_and_changes_nothing(archive: Archive, bring: Bring) -> None:
    bring()
    for change in (
        lambda: pause_case(archive.ledger, CASE, at("2026-08-04T09:29")),
        lambda: resume_case(archive.ledger, CASE, NOW),
        lambda: extend_case(archive.ledger, CASE, at("2026-08-01T09:29")),
    ):
        with pytest.raises(UsageError):
            change()
    pause_case(archive.ledger, CASE, at("2026-08-05T15:00"))
    with pytest.raises(UsageError, match="05/08/2026 15:00"):
        pause_case(archive.ledger, CASE, NOW)
    with pytest.raises(UsageError):
        resume_case(archive.ledger, CASE, at("2026-08-05T14:59"))
    with pytest.raises(CaseNotFound):
        pause_case(archive.ledger, "H26.12-260804-9999", NOW)
    with archive.ledger.read() as session:
        kinds = [event.kind for event in session.query(Event).order_by(Event.id)]
    assert kinds == ["case.imported", "case.paused"]


def test_the_most_urgent_comes_first(archive: Archive, bring: Bring) -> None:
    names = {
        "late": bring("H26.12-260804-0001", received_at="2026-07-28T09:00"),
        "unknown": bring("H26.12-260804-0002", procedure="something else"),
        "soon": bring("H26.12-260804-0003"),
        "waits": bring("H26.12-260804-0004"),
        "later": bring("H26.12-260804-0005", procedure="2.000648"),
        "done": bring("H26.12-260804-0006", resolved_at="2026-08-05T09:00"),
        "closed": bring("H26.12-260804-0007", status="Đã trả kết quả"),
    }
    pause_case(archive.ledger, names["waits"], at("2026-08-05T09:00"))

    def order(overdue: bool = False, within: int | None = None) -> list[str]:
        with archive.ledger.read() as session:
            found = urgent(session, Rules.load(archive.home), NOW, overdue, within)
            return [next(name for name, code in names.items() if code == record.code) for record, _ in found]

    assert order() == ["late", "soon", "later", "waits", "unknown"]
    assert order(overdue=True) == ["late"]
    assert order(within=1) == ["late", "soon"]
    assert order(within=0) == ["late"]


def test_rules_are_read_again_when_a_file_of_theirs_comes_or_changes(archive: Archive) -> None:
    before = Rules.load(archive.home)
    assert Rules.load(archive.home) is before, "nothing has changed"
    archive.home.calendar.mkdir(parents=True, exist_ok=True)
    (archive.home.calendar / "wrong.toml").write_text("year = 'soon'\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(WrongDataFile):
            Rules.load(archive.home)
    (archive.home.calendar / "wrong.toml").unlink()
    assert Rules.load(archive.home).calendar == before.calendar
