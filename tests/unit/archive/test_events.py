"""The chain of events: whole when untouched, broken by every change."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update

from archive.archive import Archive
from archive.events import broken_links
from archive.models import Event, EventLink


@pytest.fixture
def chained(archive: Archive) -> Archive:
    for number in range(4):
        with archive.ledger.write() as work:
            work.record("test.happened", f"page:{number}", name="đề nghị", number=number)
            work.record("test.happened", f"page:{number}", name="again")
    return archive


def broken(archive: Archive) -> list[int]:
    with archive.ledger.read() as session:
        return broken_links(session)


def test_an_untouched_chain_is_whole(chained: Archive) -> None:
    assert broken(chained) == []


def test_a_transaction_without_events_adds_no_link(chained: Archive) -> None:
    with chained.ledger.write():
        pass
    with chained.ledger.read() as session:
        assert session.query(EventLink).count() == 4


def test_a_transaction_that_fails_leaves_no_event(chained: Archive) -> None:
    with pytest.raises(RuntimeError, match="power cut"), chained.ledger.write() as work:
        work.record("test.lost", "page:9")
        raise RuntimeError("power cut")
    with chained.ledger.read() as session:
        assert session.query(Event).where(Event.kind == "test.lost").count() == 0
    assert broken(chained) == []


@pytest.mark.parametrize(
    "tampering",
    [
        update(Event).where(Event.id == 3).values(data={"name": "đề nghi", "number": 1}),
        update(Event).where(Event.id == 3).values(subject="page:7"),
        update(Event).where(Event.id == 3).values(kind="test.else"),
        delete(Event).where(Event.id == 4),
        text("UPDATE event SET at = '2020-01-01 00:00:00.000000' WHERE id = 4"),
    ],
)
def test_a_changed_event_breaks_its_link(chained: Archive, tampering: object) -> None:
    with chained.ledger.write() as work:
        work.execute(tampering)  # type: ignore[call-overload]
    assert broken(chained) == [2]


def test_a_missing_link_is_noticed(chained: Archive) -> None:
    with chained.ledger.write() as work:
        work.execute(delete(Event).where(Event.link_id == 2))
        work.execute(delete(EventLink).where(EventLink.id == 2))
    assert broken(chained) == [3]
