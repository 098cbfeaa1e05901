"""A day of three desks in a few minutes: FTP, SMB and SFTP at once, some of it badly; is all there, and is memory flat?

``python -m faults.busy_day [--dossiers 300] [--postgresql]``; what it measured goes into docs/reliability.md. On
PostgreSQL two machines collect, one of which is killed for good in the middle.
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
from faults.offices import Office, one_machine, two_machines
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
SAID = 6_000
"""Letters of the agent's log that are shown where something differs."""
PATIENCE = 180.0
"""Seconds after the last page for everything to be over."""


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


def busy_day(place: Path, dossiers: int, postgresql: bool) -> tuple[str, ...]:
    """Go through it; writes its figures down, and returns what differs."""
    began = time.monotonic()
    drops = [place / name for name in DESKS]
    with ExitStack() as stack:
        desks = []
        for number, drop in enumerate(drops):
            drop.mkdir()
            server = stack.enter_context(WAYS[drop.name](drop))
            desks.append(Desk(drop.name, number, server, random.Random(f"{SEED} {drop.name}")))
        office = stack.enter_context((two_machines if postgresql else one_machine)(place, drops))
        home, watch = office.last.home, Watch(office.last, drops)
        devices = [threading.Thread(target=desk.work, args=(dossiers // len(desks),)) for desk in desks]
        looking = threading.Thread(target=watch.look)
        for thread in (looking, *devices):
            thread.start()
        cut = _lose_one_in_the_middle(office, home, desks, dossiers)
        for thread in devices:
            thread.join()
        sending = time.monotonic() - began
        _await_end(home, sum(len(desk.sent) for desk in desks))
        watch.over.set()
        looking.join()
        complaints = office.last.end()
        held = account_of([home], drops)
        complaints = (*complaints, *_mixed(home, desks, cut))
    sent = [each for desk in desks for each in desk.sent]
    each = dossiers // len(desks)
    broken_off = [f"{desk.name} broke off after {len(desk.jobs)} jobs" for desk in desks if len(desk.jobs) < each]
    differences = (*judge(sent, held), *complaints, *broken_off)
    figures = _figures(desks, watch, sending, time.monotonic() - began, differences)
    command = f"python -m faults.busy_day --dossiers {dossiers}" + " --postgresql" * postgresql
    write("busy day on postgresql" if postgresql else "busy day", f"`{command}`, {figures}")
    if differences:
        for machine in office.machines:
            print(machine.said[-SAID:], file=sys.stderr)
    return differences


def _lose_one_in_the_middle(office: Office, home: Home, desks: list[Desk], dossiers: int) -> set[str]:
    """Kill the first of several machines when half is delivered; the jobs that it was collecting then may be cut.

    They lie behind what the devices deliver by as many files as wait.
    """
    if len(office.machines) == 1:
        return set()
    pause = threading.Event()
    while sum(len(desk.jobs) for desk in desks) < dossiers // 2:
        pause.wait(0.1)
    office.lose_one()
    with open_archive(home) as archive, archive.ledger.read() as session:
        names = session.scalars(select(Delivery.name).join(Batch).where(Batch.state == BatchState.OPEN)).all()
    collected = {(name[:-4], int(name[-4:])) for name in (each.partition("_")[0] for each in names)}
    return {f"{desk}{job + near:04}" for desk, job in collected for near in (0, 1)}


def _await_end(home: Home, files: int) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        with open_archive(home) as archive, archive.ledger.read() as session:
            landed = session.scalar(select(func.count()).select_from(Delivery)) or 0
            left = session.scalar(select(func.count()).select_from(Batch).where(Batch.state != BatchState.DONE))
        if landed >= files and not left:
            return
        pause.wait(1.0)


def _mixed(home: Home, desks: list[Desk], may_be_cut: set[str]) -> list[str]:
    """Dossiers that are not the pages of one job of one desk, or not all of them; those of some jobs may be cut."""
    jobs = {(f"{desk.name.lower()}{job:04}",) * len(pages) for desk in desks for job, pages in enumerate(desk.jobs)}
    complaints, count = [], 0
    with open_archive(home) as archive, archive.ledger.read() as session:
        for dossier in session.scalars(select(Dossier)):
            count += 1
            names = [row.delivery.name for row in dossier.pages]
            of = tuple(name.partition("_")[0] for name in names)
            if of not in jobs and not (set(of) <= may_be_cut and len(set(of)) == 1):
                complaints.append(f"dossier {dossier.id} is not one job: {names}")
    right = count == len(jobs) or len(jobs) < count <= len(jobs) + len(may_be_cut)
    return complaints if right else [*complaints, f"{count} dossiers, not {len(jobs)}"]


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
    return f"{today()}, seed {SEED}, {lasted / 60:.1f} minutes.\n\n| | |\n| --- | ---: |\n{table}"


def main() -> int:
    """1 where anything differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dossiers", type=int, default=300)
    options.add_argument("--postgresql", action="store_true", help="two machines on one server, one of which dies")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        differences = busy_day(Path(place), chosen.dossiers, chosen.postgresql)
    print("\n".join(differences) or "nothing lost, doubled, changed or mixed")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
