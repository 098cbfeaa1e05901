"""One cell of the matrix: a home, a drop, a way to deliver and an agent, all of its own; and the trouble with them."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
from sqlalchemy import func, select

from archive.archive import open_archive
from archive.models import Batch, BatchState, Delivery
from config.home import Home
from faults.account import account_of
from faults.agents import AgentProcess
from faults.papers import page
from faults.verdict import Account, Fate, Sent, judge
from faults.ways import Way
from tests.servers import DropServer

TIMES = {"settle": 0.3, "settle_growing": 2.5, "empty_grace": 3.0, "quiet": 1.5, "rescan": 0.3}
"""Seconds: a day of a desk in a few of them, in the proportions of the defaults."""
STABLE = 1.0
"""Seconds for which nothing may change before all is over: three rescans, in which a double would show."""
PATIENCE = 60.0
"""Seconds after which what has not come is given up, and the verdict says so."""


class Cell:
    """What a trouble works with."""

    def __init__(self, place: Path, way: Way, seed: str, times: dict[str, float]) -> None:
        self.place = place
        self.chance = random.Random(seed)
        self.home, self.drop = Home(place / "home"), place / "drop"
        self.drop.mkdir()
        self.agent = AgentProcess(self.home, place / "agent.log")
        self.homes = [self.home]
        self.sent: list[Sent] = []
        self.stays: list[str] = []
        """Names that nobody shall take."""
        self.complaints: list[str] = []
        self.keep_free = 1
        """Millions of bytes."""
        self._times = {**TIMES, **times}
        self._way = way
        self._line = ExitStack()
        self._server: DropServer | None = None
        self._of_server: list[psutil.Process] = []
        self._pages = 0

    # -- what is there ------------------------------------------------------------------------------------------------

    @property
    def server(self) -> DropServer:
        """The running one."""
        assert self._server
        return self._server

    def set_up(self, home: Home | None = None) -> None:
        """Settings of a home; unset: of the cell's own."""
        home = home or self.home
        home.open()
        times = "".join(f"{name} = {value}\n" for name, value in self._times.items())
        source = f'[[sources]]\npath = "{self.drop}"\ndesk = "quay"\nprofile = "xerox"\n'
        agent = f"[agent]\n{times}keep_free_megabytes = {self.keep_free}\n"
        home.settings.write_text(source + agent, encoding="utf-8")

    def open_line(self) -> None:
        """Start the server."""
        before = set(psutil.Process().children())
        self._server = self._line.enter_context(self._way(self.drop))
        self._of_server = [child for child in psutil.Process().children() if child not in before]

    def cut_line(self) -> None:
        """Kill the server, and whatever it started."""
        for process in [each for server in self._of_server for each in (server, *server.children(recursive=True))]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.close_line()

    def close_line(self) -> None:
        """End the server."""
        self._line.close()

    def watch(self, **orders: object) -> None:
        """Start the agent, and wait until it watches."""
        self.agent.start(**orders)  # type: ignore[arg-type]
        self.agent.await_watching(self.drop)

    # -- what is delivered --------------------------------------------------------------------------------------------

    def new_page(self) -> int:
        """The number of a page that was not used before."""
        self._pages += 1
        return self._pages

    def put(self, name: str, folder: str = "") -> None:
        """Deliver a page of its own, whole."""
        number = self.new_page()
        self.server.put(page(number), folder + name)
        self.expect(name, page(number), number)

    def job(self, count: int = 3, first: int = 1) -> None:
        """Deliver a few pages."""
        for number in range(first, first + count):
            self.put(f"SCN_{number:04}.jpg")

    def expect(self, name: str, content: bytes, *numbers: int, fate: Fate = Fate.STORED) -> None:
        """Note what was delivered by other means."""
        self.sent.append(Sent(name, content, numbers, fate))

    # -- what comes of it ---------------------------------------------------------------------------------------------

    def files(self) -> list[Path]:
        """What lies in the drop and is not claimed."""
        found = []
        with suppress(OSError):
            for path in self.drop.rglob("*"):
                if ".sohoa-claimed" not in path.parts and not path.is_dir():
                    found.append(path)
        return found

    def deliveries(self) -> int:
        """How many files the ledgers have."""
        return sum(_count(home)[0] for home in self.homes)

    def all_is_over(self) -> bool:
        """Whether everything that was sent is in a closed batch whose dossiers are made, and nothing is left."""
        least = sum(each.fate is not Fate.ATTEMPT for each in self.sent)
        counted = [_count(home) for home in self.homes]
        left = sorted(path.name for path in self.drop.rglob("*") if path.is_symlink() or not path.is_dir())
        return (
            sum(files for files, _ in counted) >= least
            and not any(unfinished for _, unfinished in counted)
            and left == sorted(self.stays)
        )

    def await_end(self) -> None:
        """Wait until all is over and stays so, or for as long as is reasonable: the verdict finds what is missing."""
        deadline, since, pause = time.monotonic() + PATIENCE, None, threading.Event()
        while time.monotonic() < deadline and not self.agent.ended:
            over = False
            with suppress(OSError):
                over = self.all_is_over()
            since = (since or time.monotonic()) if over else None
            if since is not None and time.monotonic() - since >= STABLE:
                return
            pause.wait(0.1)

    def account(self) -> Account:
        """What there is now; the agent must have ended."""
        return account_of(self.homes, [self.drop], self.stays)

    def verdict(self) -> tuple[str, ...]:
        """Every difference."""
        return (*judge(self.sent, self.account()), *self.complaints)


def _count(home: Home) -> tuple[int, int]:
    """Files, and batches that are not done."""
    with open_archive(home) as archive, archive.ledger.read() as session:
        files = session.scalar(select(func.count()).select_from(Delivery)) or 0
        unfinished = session.scalar(select(func.count()).select_from(Batch).where(Batch.state != BatchState.DONE)) or 0
        return files, unfinished


@contextmanager
def cell(place: Path, way: Way, seed: str, times: dict[str, float]) -> Iterator[Cell]:
    """A cell whose processes end with the block, however it ends."""
    one = Cell(place, way, seed, times)
    try:
        yield one
    finally:
        if not one.agent.ended:
            one.agent.kill()
        one.close_line()


Run = Callable[[Cell], None]
