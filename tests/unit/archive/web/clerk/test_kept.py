"""What is kept is gathered anew when something has happened, and by one alone."""

from __future__ import annotations

import threading
from itertools import count

from archive.archive import Archive
from archive.web.clerk.kept import Kept
from config.clock import wall_clock


def test_a_view_changes_nothing_and_everything_else_does(archive: Archive) -> None:
    kept, number, now = Kept(), count(1), wall_clock()

    def get() -> int:
        with archive.ledger.read() as session:
            return kept.get(session, now, "key", lambda: next(number), unseen=0)

    assert [get(), get()] == [1, 1]
    with archive.ledger.write() as work:
        work.record("web.searched", "somebody")
    assert get() == 1
    with archive.ledger.write() as work:
        work.record("page.read", "page:1")
    assert [get(), get()] == [2, 2]
    kept.forget()
    assert get() == 3


def test_of_many_that_ask_at_once_one_gathers(archive: Archive) -> None:
    kept, number, now, got = Kept(), count(1), wall_clock(), list[int]()
    together = threading.Barrier(10)

    def ask() -> None:
        together.wait()
        with archive.ledger.read() as session:
            got.append(kept.get(session, now, "key", lambda: next(number)))

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [1] * 10
