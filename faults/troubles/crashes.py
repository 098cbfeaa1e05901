"""The agent killed at chosen and at random moments, and everything at once."""

from __future__ import annotations

import threading
from contextlib import suppress
from ftplib import all_errors

from faults.agent_double import Moment
from faults.cell import Cell
from faults.papers import page
from faults.troubles.trouble import trouble
from faults.verdict import Fate
from tests.waiting import wait_until

PAGES = 4
KILLS = 4
BROKEN_OFF: tuple[type[BaseException], ...] = (AssertionError, *all_errors)
"""What clients of servers raise when those die."""
LONGEST = 1.5
"""Seconds that an agent lives before it is killed: enough to begin watching, or not."""
MOMENTS = {
    Moment.SETTLING: "while a file settles",
    Moment.CLAIMED: "after the claim",
    Moment.LANDED: "after landing",
    Moment.SPLIT: "while splitting",
    Moment.READ: "while reading",
    Moment.CLOSED: "after the batch is closed",
    Moment.BUNDLED: "while bundling",
}
_ONCE = {Moment.SETTLING, Moment.CLOSED, Moment.BUNDLED}
"""One job may come to these only once; to the others it comes with every page."""


def _killed_at(moment: Moment) -> None:
    @trouble(f"agent killed {MOMENTS[moment]}, restarted", "every page is stored once")
    def killed(cell: Cell) -> None:
        count = 1 if moment in _ONCE else cell.chance.randrange(1, PAGES)
        cell.watch(die=(moment, count))
        cell.job(PAGES)
        cell.agent.await_death()
        cell.watch()
        cell.job(1, PAGES + 1)


for _moment in MOMENTS:
    _killed_at(_moment)


@trouble(f"agent killed {KILLS} times at random moments while pages come", "every page is stored once")
def killed_at_random(cell: Cell) -> None:
    pause = threading.Event()
    for kill in range(KILLS):
        cell.agent.start()
        cell.job(2, 1 + 2 * kill)
        pause.wait(cell.chance.uniform(0.0, LONGEST))
        cell.agent.kill()
    cell.watch()


@trouble("power cut: server and agent killed while pages come", "what the server confirmed is stored once")
def power_cut(cell: Cell) -> None:
    cell.watch()
    confirmed: list[int] = []
    wanted = [cell.new_page() for _ in range(8)]

    def deliver() -> None:
        for number in wanted:
            try:
                cell.server.put(page(number), f"SCN_{number:04}.jpg")
            except BROKEN_OFF:
                return  # the power is gone
            confirmed.append(number)

    device = threading.Thread(target=deliver)
    device.start()
    stop_at = cell.chance.randrange(1, 4)
    wait_until(lambda: len(confirmed) >= stop_at, "the first pages are delivered")
    cell.cut_line()
    cell.agent.kill()
    device.join()
    cell.open_line()
    cell.watch()
    # The device knows which pages were confirmed. The one in hand may have arrived, whole or not; it comes again.
    for number in wanted:
        name = f"SCN_{number:04}.jpg"
        if number not in confirmed:
            if number == min(set(wanted) - set(confirmed)):
                cell.expect(name, page(number), number, fate=Fate.ATTEMPT)
            with suppress(OSError):
                cell.server.put(page(number), name)
        cell.expect(name, page(number), number)
