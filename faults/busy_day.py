"""A day of three desks in a few minutes: FTP, SMB and SFTP at once, some of it badly; is all there, and is memory flat?

``python -m faults.busy_day [--dossiers 300]``; what it measured goes into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlalchemy import func, select

from archive.archive import open_archive
from archive.models import Batch, BatchState, Delivery, Dossier
from config.home import Home
from faults.account import account_of
from faults.agents import AgentProcess
from faults.matrix import SEED
from faults.papers import page
from faults.report import today, write
from faults.verdict import Fate, Sent, judge
from faults.ways import WAYS
from tests.servers import Cut, DropServer

DESKS = ("FTP", "SMB", "SFTP")
TROUBLE = 0.1
"""Share of pages that come badly."""
WARM = 15.0
"""Seconds after which memory is looked at: until then the agent loads what it needs."""
LARGE = 3
"""As in `faults.troubles.uploads`."""
SAMPLE_EVERY = 0.5
PATIENCE = 180.0
"""Seconds after the last page for everything to be over."""
TIMES = "settle = 0.5\nsettle_growing = 3\nempty_grace = 20\nquiet = 20\nrescan = 0.5\nkeep_free_megabytes = 1\n"


@dataclass
class Desk:
    """One device: a server, a folder, and what it sent. Kyocera's names tell its jobs apart."""

    name: str
    number: int
    server: DropServer
    chance: random.Random
    sent: list[Sent] = field(default_factory=list)
    jobs: list[list[int]] = field(default_factory=list)
    badly: int = 0

    def work(self, jobs: int) -> None:
        """Deliver so many dossiers of one to three pages."""
        for job in range(jobs):
            numbers = []
            for sheet in range(1, self.chance.randrange(2, 5)):
                numbers.append(20_000 * self.number + 3 * job + sheet)
                self._deliver(f"{self.name.lower()}{job:04}_{sheet:03}.jpg", numbers[-1])
            self.jobs.append(numbers)

    def _deliver(self, name: str, number: int) -> None:
        how = self.chance.choice(("cut", "renamed", "filled")) if self.chance.random() < TROUBLE else "well"
        self.badly += how != "well"
        scale = LARGE if how == "cut" else 1
        content = page.__wrapped__(number, scale)  # kept for nobody: memory is measured beside it
        if how == "cut":
            self.server.cut(content, f"cut-{name}.part", len(content) // 5, Cut.KILL)
            (self.server.root / f"cut-{name}.part").unlink(missing_ok=True)  # cut before the server had made it
        if how == "renamed":
            self.server.put_renamed(content, name, f"{name}.part")
        elif how == "filled":
            self.server.put(b"", name)
            self.server.put(content, name)
        else:
            self.server.put(content, name)
        self.sent.append(Sent(name, content, (number,), Fate.STORED))


@dataclass
class Watch:
    """Looks at the agent and its folders twice a second."""

    agent: AgentProcess
    drops: list[Path]
    memory: list[float] = field(default_factory=list)
    """Millions of bytes, of the agent and all that it started."""
    waiting: list[int] = field(default_factory=list)
    """Files in the drops."""
    over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Until it is over."""
        root, began = psutil.Process(self.agent.pid), time.monotonic()
        while not self.over.wait(SAMPLE_EVERY):
            with suppress(psutil.NoSuchProcess):
                family = [root, *root.children(recursive=True)]
                if time.monotonic() - began > WARM:
                    self.memory.append(sum(each.memory_info().rss for each in family) / 1e6)
            self.waiting.append(sum(path.is_file() for drop in self.drops for path in drop.iterdir()))


def busy_day(place: Path, dossiers: int) -> tuple[str, ...]:
    """Go through it; writes its figures down, and returns what differs."""
    home, began = Home(place / "home").open(), time.monotonic()
    drops = [place / name for name in DESKS]
    sources = [f'[[sources]]\npath = "{drop}"\ndesk = "{drop.name}"\nprofile = "kyocera"\n' for drop in drops]
    home.settings.write_text("".join(sources) + f"[agent]\n{TIMES}", encoding="utf-8")
    agent = AgentProcess(home, place / "agent.log")
    with ExitStack() as stack:
        desks = []
        for number, drop in enumerate(drops):
            drop.mkdir()
            server = stack.enter_context(WAYS[drop.name](drop))
            desks.append(Desk(drop.name, number, server, random.Random(f"{SEED} {drop.name}")))
        agent.start()
        stack.callback(agent.kill)
        for drop in drops:
            agent.await_watching(drop)
        watch = Watch(agent, drops)
        devices = [threading.Thread(target=desk.work, args=(dossiers // len(desks),)) for desk in desks]
        looking = threading.Thread(target=watch.look)
        for thread in (looking, *devices):
            thread.start()
        for thread in devices:
            thread.join()
        sending = time.monotonic() - began
        _await_end(home, sum(len(desk.sent) for desk in desks))
        watch.over.set()
        looking.join()
        complaints = agent.end()
    sent = [each for desk in desks for each in desk.sent]
    each = dossiers // len(desks)
    broken_off = [f"{desk.name} broke off after {len(desk.jobs)} jobs" for desk in desks if len(desk.jobs) < each]
    differences = (*judge(sent, account_of([home], drops)), *complaints, *broken_off, *_mixed(home, desks))
    write("busy day", _figures(desks, watch, sending, time.monotonic() - began, differences))
    return differences


def _await_end(home: Home, files: int) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        with open_archive(home) as archive, archive.ledger.read() as session:
            landed = session.scalar(select(func.count()).select_from(Delivery)) or 0
            left = session.scalar(select(func.count()).select_from(Batch).where(Batch.state != BatchState.DONE))
        if landed >= files and not left:
            return
        pause.wait(1.0)


def _mixed(home: Home, desks: list[Desk]) -> list[str]:
    """Dossiers that are not the pages of one job of one desk."""
    jobs = {(f"{desk.name.lower()}{job:04}",) * len(pages) for desk in desks for job, pages in enumerate(desk.jobs)}
    complaints, count = [], 0
    with open_archive(home) as archive, archive.ledger.read() as session:
        for dossier in session.scalars(select(Dossier)):
            count += 1
            names = [row.delivery.name for row in dossier.pages]
            if tuple(name.partition("_")[0] for name in names) not in jobs:
                complaints.append(f"dossier {dossier.id} is not one job: {names}")
    return complaints if count == len(jobs) else [*complaints, f"{count} dossiers, not {len(jobs)}"]


def _figures(desks: list[Desk], watch: Watch, sending: float, lasted: float, differences: tuple[str, ...]) -> str:
    pages, badly = sum(len(desk.sent) for desk in desks), sum(desk.badly for desk in desks)
    third = max(1, len(watch.memory) // 3)
    first, last = (statistics.median(part) for part in (watch.memory[:third], watch.memory[-third:]))
    rows = {
        "dossiers, pages": f"{sum(len(desk.jobs) for desk in desks)}, {pages}",
        "pages that came badly": str(badly),
        "pages a minute": f"{60 * pages / sending:.0f}",
        "most files waiting in the folders": str(max(watch.waiting)),
        "memory, first third → last third (median)": f"{first:.0f} → {last:.0f} MB",
        "differences": "none" if not differences else "; ".join(differences),
    }
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    asked = f"`python -m faults.busy_day --dossiers {sum(len(desk.jobs) for desk in desks)}`"
    return f"{asked}, {today()}, seed {SEED}, {lasted / 60:.1f} minutes.\n\n| | |\n| --- | ---: |\n{table}"


def main() -> int:
    """1 where anything differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dossiers", type=int, default=300)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        differences = busy_day(Path(place), chosen.dossiers)
    print("\n".join(differences) or "nothing lost, doubled, changed or mixed")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
