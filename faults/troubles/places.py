"""Folders, disks, clocks and neighbours that fail."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from config.home import Home
from faults.agents import AgentProcess
from faults.cell import Cell
from faults.troubles.trouble import trouble
from tests.waiting import wait_until

HOUR = 3600


@trouble("watched folder removed and made anew", "what came before and after is stored")
def removed(cell: Cell) -> None:
    cell.watch()
    cell.put("SCN_0001.jpg")
    wait_until(lambda: cell.deliveries() == 1 and _claims_are_gone(cell), "the first page is taken")
    shutil.rmtree(cell.drop)
    if cell.chance.random() < 0.5:  # noticed or not: both happen
        cell.agent.await_line("cannot be collected now")
    cell.drop.mkdir()
    cell.put("SCN_0002.jpg")


def _claims_are_gone(cell: Cell) -> bool:
    return not any(path.is_file() for path in cell.drop.rglob("*"))


@trouble("agent may not read the watched folder for a while", "everything is stored when it may again")
def forbidden(cell: Cell) -> None:
    cell.watch()
    cell.put("SCN_0001.jpg")
    usual = cell.drop.stat().st_mode
    cell.drop.chmod(0)
    cell.agent.await_line("cannot be collected now")
    cell.job(2, 2)
    cell.drop.chmod(usual)


@trouble("disk of the home runs full, noticed in time", "files wait with the scanner", keep_free=3, home_size=12)
def full_in_time(cell: Cell) -> None:
    _full(cell, leave=2_900_000, says="The disk is full")


@trouble("disk of the home full to the last byte", "files wait with the scanner", keep_free=0, home_size=12)
def full_to_the_last_byte(cell: Cell) -> None:
    _full(cell, leave=500_000, says="")


def _full(cell: Cell, leave: int, says: str) -> None:
    cell.watch()
    cell.put("SCN_0000.jpg")
    wait_until(lambda: cell.deliveries() == 1, "the first page is taken")
    ballast = cell.home.path / "ballast"
    with ballast.open("wb") as file:
        while (free := shutil.disk_usage(cell.home.path).free) > leave:
            file.write(bytes(min(100_000, free - leave)))
            file.flush()
    cell.job(6)
    if says:
        cell.agent.await_line(says)
    else:
        wait_until(lambda: "No space" in cell.agent.said or "full" in cell.agent.said, "the disk is full", 30)
    ballast.unlink()
    _restart_if_ended(cell)


@trouble("home moved away and back", "files wait with the scanner until it is back", log_is_away=True)
def home_away(cell: Cell) -> None:
    cell.watch()
    cell.put("SCN_0001.jpg")
    wait_until(lambda: cell.deliveries() == 1, "the first page is taken")
    away = cell.place / "away"
    cell.home.path.rename(away)
    cell.job(3, 2)
    threading.Event().wait(2.0)  # enough to take a file, were the home there
    if cell.home.path.exists():
        shutil.rmtree(cell.home.path)  # the agent made what it missed, and the mount hides it again
    away.rename(cell.home.path)
    _restart_if_ended(cell)


def _restart_if_ended(cell: Cell) -> None:
    """As the unit says: Restart=on-failure."""
    threading.Event().wait(1.0)
    if cell.agent.ended:
        cell.watch()


@trouble("clock set back an hour while pages come", "every page is stored once, no job stays open")
def clock_back(cell: Cell) -> None:
    clock = _clock(cell, 0)
    cell.watch(clock=clock)
    cell.job(2)
    wait_until(lambda: cell.deliveries() >= 1, "the first page is taken")
    clock.write_text(str(-HOUR))
    cell.job(2, 3)


@trouble("clock set back an hour while the agent is down", "every page is stored once, no job stays open")
def clock_back_meanwhile(cell: Cell) -> None:
    clock = _clock(cell, HOUR)
    cell.watch(clock=clock)
    cell.job(2)
    wait_until(lambda: cell.deliveries() == 2, "both pages are taken")
    cell.agent.kill()
    cell.watch()
    cell.job(1, 3)


def _clock(cell: Cell, seconds: int) -> Path:
    file = cell.place / "clock"
    file.write_text(str(seconds))
    return file


@trouble("two agents with homes of their own on one folder", "one collects, the other when that has died")
def two_agents(cell: Cell) -> None:
    other = Home(cell.place / "other-home")
    cell.set_up(other)
    cell.homes.append(other)
    cell.watch()
    second = AgentProcess(other, cell.place / "second.log")
    second.start()
    second.await_line("another agent collects it")
    cell.job(3)
    wait_until(lambda: cell.deliveries() >= cell.chance.randrange(1, 3), "the first pages are taken")
    cell.agent.kill()
    first = cell.agent
    cell.agent = second
    cell.job(2, 4)
    wait_until(lambda: not cell.files(), "the second agent takes over")
    first_again = first  # what the first had in hand is finished in its own home
    second_is_busy = cell.agent
    first_again.start()
    wait_until(cell.all_is_over, "both are done", 60)
    first_again.kill()
    cell.agent = second_is_busy


@trouble("watching is impossible: the limit of inotify is used up", "looking through the folder finds everything")
def deaf(cell: Cell) -> None:
    cell.watch(deaf=True)
    cell.agent.await_line("only looked through from time to time")
    cell.job()
