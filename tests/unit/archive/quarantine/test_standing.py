"""Ways back for which nobody waits, in somebody's name, of what that person saw."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from archive.archive import Archive
from archive.dossiers.correct import Manner
from archive.models import Event, Page
from archive.quarantine import Item, discard, listing, release, retry, standing
from archive.work.engine import Engine
from config.errors import ItemChanged, NotInQuarantine
from tests.doubles import OneRunner
from tests.unit.archive.quarantine.conftest import Desk

FILE = Item("file", 1)


def told(archive: Archive, kind: str) -> list[Any]:
    with archive.ledger.read() as session:
        return [event.data.get("by") for event in session.scalars(select(Event).where(Event.kind == kind))]


def seen(archive: Archive, item: Item) -> Manner:
    """The manner of somebody who looks at the item now."""
    with archive.ledger.read() as session:
        return Manner(by="lan", seen={str(item): standing(session, item).version})


def withheld(archive: Archive) -> Item:
    with archive.ledger.read() as session:
        return Item.parse(listing(session)[0]["id"])


def test_who_does_not_wait_leaves_the_reading_to_the_engine(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    orders = len(desk.runner.carried_out)
    desk.broken.clear()
    returned = retry(archive, [FILE], seen(archive, FILE))
    assert returned.items[0]["state"] == "quarantined" and len(desk.runner.carried_out) == orders
    with archive.ledger.read() as session:
        now = standing(session, FILE)
    assert now.in_hand and not now.retriable
    list(Engine(archive.ledger, OneRunner(desk.runner)).run())
    assert [pages for _, pages, _ in desk.dossiers()] == [["a"]]
    assert told(archive, "delivery.retried") == ["lan"]


def test_a_released_page_comes_into_its_file_when_the_engine_comes_to_it(archive: Archive, desk: Desk) -> None:
    desk.secret = {"b"}
    desk.scan("a", "b")
    item = withheld(archive)
    release(archive, [item], "no mark", seen(archive, item))
    ((_, _, before),) = desk.dossiers()
    list(Engine(archive.ledger, OneRunner(desk.runner)).run())
    ((_, _, after),) = desk.dossiers()
    assert archive.objects.put(b"b") not in before and archive.objects.put(b"b") in after
    assert told(archive, "page.released") == ["lan"]


def test_of_two_who_decide_on_a_file_the_second_is_told(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    first, second = seen(archive, FILE), seen(archive, FILE)
    discard(archive, FILE, "scanned again", first)
    for way in (lambda: retry(archive, [FILE], second), lambda: discard(archive, FILE, "no", second)):
        with pytest.raises(ItemChanged, match="file:1"):
            way()
    assert told(archive, "delivery.discarded") == ["lan"] and told(archive, "delivery.retried") == []


def test_of_two_who_try_a_file_again_the_second_is_told(archive: Archive, desk: Desk) -> None:
    desk.broken = {"a"}
    desk.scan("a")
    first, second = seen(archive, FILE), seen(archive, FILE)
    retry(archive, [FILE], first)
    with pytest.raises(ItemChanged):
        retry(archive, [FILE], second)
    assert told(archive, "delivery.retried") == ["lan"]


def test_of_two_who_release_a_page_the_second_is_told(archive: Archive, desk: Desk) -> None:
    desk.secret = {"b"}
    desk.scan("a", "b")
    item = withheld(archive)
    first, second = seen(archive, item), seen(archive, item)
    release(archive, [item], "", first)
    with pytest.raises(ItemChanged):
        release(archive, [item], "", second)
    with archive.ledger.read() as session:
        assert not session.get_one(Page, item.number).withheld


def test_what_is_not_there_stands_nowhere(archive: Archive, desk: Desk) -> None:
    desk.scan("a")
    with archive.ledger.read() as session:
        for item in (FILE, Item("page", 1), Item("file", 99)):
            with pytest.raises(NotInQuarantine):
                standing(session, item)
