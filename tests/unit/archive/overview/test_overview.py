"""Figures of cases that were made up: each counts what its list lists, and deadlines are those of single cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from archive.archive import Archive, open_archive
from archive.deadlines import Progress, Rules, standing_of
from archive.models import Batch, CasePause, CaseRecord, Delivery, DeliveryState, Dossier, Edit
from archive.overview import NOWHERE, Age, Asked, Figure, behind, overview
from archive.overview.asked import OF_DEADLINES
from archive.overview.clock import clocked
from archive.overview.figures import rate
from benchmarks.overview import NOW, fill
from config.home import Home

LAST = date(2026, 8, 4)
YEAR, DAY = Asked(LAST - timedelta(days=365), LAST), Asked(LAST, LAST)


def rescan(work: Session, dossier: str, undone: bool = False) -> None:
    """A page of the dossier is replaced by one of another, and that perhaps taken back."""
    back = Edit(at=NOW, command=f"undo {dossier}", before={}, after={})
    work.add_all([back, Edit(at=NOW, command=f"hide {dossier} 1", before={}, after={})])
    work.flush()
    command = f"page replace {dossier} 1 d-ffffffffffff 1"
    work.add(Edit(at=NOW, command=command, before={}, after={}, undone_by_id=back.id if undone else None))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(Home(tmp_path_factory.mktemp("overview") / "home")) as opened:
        with opened.ledger.write() as work:
            fill(work, 600, days=90)
            for number, record in enumerate(work.query(CaseRecord).limit(40)):
                record.resolved_at = None
                record.extended_to = NOW + timedelta(days=2) if number % 2 else None
                record.due_at = NOW + timedelta(days=number - 20) if number % 3 else None
                if number % 5 == 0:
                    at = record.received_at
                    work.add(CasePause(case_code=record.code, requested_at=at, answered_at=at if number % 10 else None))
            for dossier in work.query(Dossier).limit(5):
                rescan(work, dossier.id)
            rescan(work, dossier.id)
            rescan(work, work.query(Dossier).limit(1).offset(7).one().id, undone=True)
            batch = work.query(Batch).order_by(Batch.received_at.desc()).first()
            assert batch
            work.add(
                Delivery(batch_id=batch.id, ordinal=1, name="x.jpg", state=DeliveryState.QUARANTINED, received_at=NOW)
            )
        yield opened


@pytest.fixture
def rules(archive: Archive) -> Rules:
    return Rules.load(archive.home)


@pytest.mark.parametrize(
    "asked",
    [YEAR, DAY, Asked(YEAR.first, LAST, desk="quay-3"), Asked(YEAR.first, LAST, NOWHERE, "2.000648")],
)
def test_a_figure_counts_what_its_list_lists(archive: Archive, rules: Rules, asked: Asked) -> None:
    with archive.ledger.read() as session:
        total = overview(session, rules, NOW, asked).total
        listed = {figure: behind(session, rules, NOW, asked, figure, None, 1000, 0) for figure in Figure}
    assert {figure: total[figure] for figure in Figure} == {figure: each.total for figure, each in listed.items()}
    assert all(len(each.rows) == each.total for each in listed.values())


def test_every_received_case_is_one_of_three(archive: Archive, rules: Rules) -> None:
    with archive.ledger.read() as session:
        seen = overview(session, rules, NOW, YEAR)
    total = seen.total
    assert total[Figure.RECEIVED] == 600
    assert total[Figure.RECEIVED] == total[Figure.DIGITISED] + total[Figure.PENDING] + total[Figure.UNKNOWN]
    assert min(total[figure] for figure in (Figure.UNKNOWN, Figure.RESCAN, Figure.OVERDUE, Figure.REFUSED)) > 0
    assert rate(total) == total[Figure.DIGITISED] / (600 - total[Figure.UNKNOWN])
    for by in (seen.by_desk, seen.by_procedure):
        assert sum(each[Figure.RECEIVED] for each in by.values()) == 600


def test_a_dossier_with_rescans_that_hold_is_counted_once_under_its_desk_and_procedure(
    archive: Archive, rules: Rules
) -> None:
    with archive.ledger.read() as session:
        seen = overview(session, rules, NOW, YEAR)
        listed = behind(session, rules, NOW, YEAR, Figure.RESCANNED, None, 10, 0)
    assert seen.total[Figure.RESCANNED] == listed.total == 5
    assert len({row.dossiers for row in listed.rows}) == 5
    for by in (seen.by_desk, seen.by_procedure):
        assert sum(each[Figure.RESCANNED] for each in by.values()) == 5


def test_ages_make_up_the_backlog(archive: Archive, rules: Rules) -> None:
    with archive.ledger.read() as session:
        seen = overview(session, rules, NOW, DAY)
        lists = {age: behind(session, rules, NOW, DAY, Figure.BACKLOG, age, 1, 0).total for age in Age}
    assert lists == seen.ages and sum(lists.values()) == seen.total[Figure.BACKLOG] > 0


def test_deadlines_are_those_of_single_cases(archive: Archive, rules: Rules) -> None:
    with archive.ledger.read() as session:
        seen = {each.code: each.figure for each in clocked(session, rules, NOW, DAY)}
        records = session.query(CaseRecord).all()
        alone = {record.code: standing_of(record, rules, NOW) for record in records}
        for code, standing in alone.items():
            assert (code in seen) == standing.open
            if standing.open:
                assert (seen[code] is Figure.OVERDUE) == (standing.state is Progress.OVERDUE)
                assert (seen[code] is Figure.DUE_TODAY) == (
                    standing.left == 0 and standing.state is Progress.WITHIN and not standing.paused
                )
                assert (seen[code] is Figure.WAITING) == (standing.paused and standing.state is not Progress.OVERDUE)
                assert (seen[code] is Figure.DUE_UNKNOWN) == (standing.due_at is None and not standing.paused)
    assert set(seen.values()) <= OF_DEADLINES and {Figure.OVERDUE, Figure.WAITING} <= set(seen.values())


def test_of_nothing_there_is_no_rate(archive: Archive, rules: Rules) -> None:
    with archive.ledger.read() as session:
        seen = overview(session, rules, NOW, Asked(date(2000, 1, 1), date(2000, 1, 1)))
    assert rate(seen.total) is None
