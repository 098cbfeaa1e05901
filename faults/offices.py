"""Where a busy day takes place: one machine with a ledger of its own, or two on one PostgreSQL, of which one dies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.home import Home
from faults.agents import AgentProcess
from tests.postgres import postgres_server, programs

TIMES = "settle = 0.5\nsettle_growing = 3\nempty_grace = 20\nquiet = 20\nrescan = 0.5\nkeep_free_megabytes = 1\n"
"""Quiet longer than a device pauses on a machine that has much else to do."""

TAKEOVER = 30
"""Seconds after which what a silent machine had open is closed by the other; ten minutes unless set."""


@dataclass(frozen=True, slots=True)
class Office:
    """The machines at work."""

    machines: tuple[AgentProcess, ...]
    """All collect all drops: the one that was first, and when it is gone the other."""

    @property
    def last(self) -> AgentProcess:
        """The one that is there to the end, and has all that is kept."""
        return self.machines[-1]

    def lose_one(self) -> bool:
        """The first machine dies for good; False where there is only one."""
        if len(self.machines) == 1:
            return False
        self.machines[0].kill()
        return True


@contextmanager
def one_machine(place: Path, drops: Sequence[Path]) -> Iterator[Office]:
    """An office with the embedded ledger; the agent watches when the block begins."""
    with _agents([_agent(place / "home", drops)], drops) as office:
        yield office


@contextmanager
def two_machines(place: Path, drops: Sequence[Path]) -> Iterator[Office]:
    """Two homes on one ledger and one store. Raises `FileNotFoundError` where no PostgreSQL server is installed."""
    found = programs()
    if found is None:
        raise FileNotFoundError("no PostgreSQL server is installed: apt-get install postgresql")
    with postgres_server(found) as server:
        server.folder.chmod(0o711)  # agents run without root's right to pass through closed folders
        shared = f'[database]\nurl = "{server.url(server.create())}"\n[store]\npath = "{place / "store"}"\n'
        names = ("first", "second")
        agents = [_agent(place / name, drops, shared, f'station = "{name}"\ntakeover = {TAKEOVER}\n') for name in names]
        with _agents(agents, drops) as office:
            yield office


def _agent(home: Path, drops: Sequence[Path], before: str = "", more: str = "") -> AgentProcess:
    opened = Home(home).open()
    sources = [f'[[sources]]\npath = "{drop}"\ndesk = "{drop.name}"\nprofile = "kyocera"\n' for drop in drops]
    opened.settings.write_text(before + "".join(sources) + f"[agent]\n{more}{TIMES}", encoding="utf-8")
    return AgentProcess(opened, home.with_suffix(".log"))


@contextmanager
def _agents(agents: Sequence[AgentProcess], drops: Sequence[Path]) -> Iterator[Office]:
    first, *others = agents
    try:
        first.start()
        for drop in drops:
            first.await_watching(drop)
        for other in others:  # it finds every drop taken, and waits
            other.start()
        yield Office(tuple(agents))
    finally:
        for agent in agents:
            if not agent.ended:
                agent.kill()
