"""Notes of many requests in one commit: each is told when its own are on the disk, and of what kept them from it."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from sqlalchemy import func, select

from archive.archive import Archive
from archive.events import broken_links
from archive.ledger import Recording
from archive.models import Event, EventLink
from archive.web.scribe import Scribe

PEOPLE = 30


def noted(archive: Archive) -> list[str]:
    with archive.ledger.read() as session:
        assert broken_links(session) == []
        return sorted(session.scalars(select(Event.subject).where(Event.kind == "web.searched")))


def test_everybodys_notes_are_there_when_they_are_told_so(archive: Archive) -> None:
    scribe, missing = Scribe(archive.ledger), list[str]()

    def ask(name: str) -> None:
        scribe.write(lambda work: work.record("web.searched", name))
        if name not in noted(archive):
            missing.append(name)

    threads = [threading.Thread(target=ask, args=(f"person {n:02}",)) for n in range(PEOPLE)]
    with archive.ledger.write():  # they all come while somebody else writes
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert missing == []
    assert noted(archive) == [f"person {n:02}" for n in range(PEOPLE)]
    with archive.ledger.read() as session:
        assert (session.scalar(select(func.count(EventLink.id))) or 0) < PEOPLE, "several of them in one commit"


def test_who_could_not_be_written_down_is_told(archive: Archive) -> None:
    scribe = Scribe(archive.ledger)

    def fail(_work: Recording, error: Exception) -> None:
        raise error

    with pytest.raises(OSError, match="the disk"):
        scribe.write(partial(fail, error=OSError("the disk")))
    scribe.write(lambda work: work.record("web.searched", "after it"))
    assert noted(archive) == ["after it"]
