"""Two machines on one ledger and one store: PostgreSQL, a home each, and one of them killed for good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select, text

from archive.archive import Archive, open_archive
from archive.arrivals import land
from archive.models import Batch, BatchState, Beat, Dossier, Page, Task, TaskKind
from archive.search.generations import Generations
from archive.stations import abandoned_batches
from archive.verify import verify
from archive.work.beats import ENGINE, SILENT_SECONDS, beat
from archive.work.engine import Engine
from archive.work.plan import lease_tasks
from config.clock import wall_clock
from config.errors import DatabaseAway, ExitCode, UsageError
from config.home import Home
from scanner_agent import jobs
from scanner_agent.cli import run
from scanner_agent.collect import watching_agent
from scanner_agent.news import News
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.postgres import Server, postgres_server, programs
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
TIMES = "settle = 0.3\nsettle_growing = 1.0\nquiet = 1.5\nrescan = 0.5\nkeep_free_megabytes = 1\ntakeover = 3\n"
OTHER = "elsewhere.4711.1"
"""An engine of a machine of which nothing is known but its beats."""


class Machine(NamedTuple):
    """What one of the machines has."""

    home: Home
    drop: Path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = programs()
    assert found is not None
    with postgres_server(found) as running:
        yield running


@pytest.fixture
def machines(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Machine]:
    """Two machines with a drop each."""
    monkeypatch.delenv("SOHOA_DATABASE__URL", raising=False)
    url, made = server.url(server.create()), []
    for name in ("một", "hai"):
        home, drop = Home(tmp_path / name / "home"), tmp_path / name / "drop"
        drop.mkdir(parents=True)
        home.open()
        home.settings.write_text(
            f'[database]\nurl = "{url}"\n[store]\npath = "{tmp_path / "store"}"\n'
            f'[[sources]]\npath = "{drop}"\ndesk = "quầy {name}"\n[agent]\nstation = "{name}"\n{TIMES}',
            encoding="utf-8",
        )
        made.append(Machine(home, drop))
    return made


@pytest.fixture
def start() -> Iterator[Callable[[Machine], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def agent(machine: Machine) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.agent_double", str(machine.home.path)]
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True))
        return started[-1]

    yield agent
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"\xff\xd8" + f"{folder} {name}".encode() + b"\xff\xd9")


def dossiers(machine: Machine) -> list[tuple[str, list[str]]]:
    """Desk and names of the pages of every dossier that has its file, by desk."""
    with open_archive(machine.home) as archive, archive.ledger.read() as session:
        found = session.scalars(select(Dossier))
        return sorted((d.batch.desk, [page.delivery.name for page in d.pages]) for d in found if d.file)


def test_two_machines_collect_for_one_archive(
    machines: list[Machine], start: Callable[[Machine], subprocess.Popen[bytes]]
) -> None:
    agents = [start(machine) for machine in machines]
    for machine in machines:
        lay(machine.drop, "1.jpg", "2.jpg", "3.jpg")
    expected = [("quầy hai", ["1.jpg", "2.jpg", "3.jpg"]), ("quầy một", ["1.jpg", "2.jpg", "3.jpg"])]
    wait_until(lambda: dossiers(machines[0]) == expected, "both dossiers")
    assert dossiers(machines[1]) == expected
    for agent in agents:
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(30) == 0
    _everything_is_there_once(machines[1], pages=6)


def test_where_one_machine_dies_for_good_the_other_takes_over(
    machines: list[Machine], start: Callable[[Machine], subprocess.Popen[bytes]]
) -> None:
    first, second = machines
    doomed = start(first)
    lay(first.drop, "1.jpg", "2.jpg")
    wait_until(lambda: _landed(first) == 2, "two files to land")
    os.killpg(doomed.pid, signal.SIGKILL)
    start(second)
    lay(second.drop, "3.jpg")
    expected = [("quầy hai", ["3.jpg"]), ("quầy một", ["1.jpg", "2.jpg"])]
    wait_until(lambda: dossiers(second) == expected, "the dossier of the dead machine", seconds=60)
    _everything_is_there_once(second, pages=3)


def test_a_machine_with_many_files_to_take_is_not_taken_for_dead(
    machines: list[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = machines
    lay(first.drop, *(f"{number}.jpg" for number in range(10)))

    def slowly(*arguments: Any) -> Any:
        time.sleep(0.5)  # together longer than `takeover`
        return land(*arguments)

    monkeypatch.setattr(jobs, "land", slowly)
    with open_archive(first.home) as busy, open_archive(second.home) as other:
        agent = watching_agent(busy, News(busy, lambda line: None, lambda tally: None))
        taking = threading.Thread(target=agent.drain)
        taking.start()
        while taking.is_alive() and _landed(first) < 10:
            assert abandoned_batches(other) == []
            time.sleep(0.2)
        agent.stop()
        taking.join()
        agent.engine.stop()
    assert _landed(first) == 10


def test_an_agent_outlives_its_database(
    machines: list[Machine], start: Callable[[Machine], subprocess.Popen[bytes]], server: Server
) -> None:
    agent = start(machines[0])
    lay(machines[0].drop, "1.jpg")
    wait_until(lambda: len(dossiers(machines[0])) == 1, "the first dossier")
    server.stop()
    try:
        lay(machines[0].drop, "2.jpg")
        with pytest.raises(DatabaseAway), open_archive(machines[0].home):
            pass
    finally:
        server.start()
    wait_until(lambda: len(dossiers(machines[0])) == 2, "the second dossier", seconds=60)
    assert agent.poll() is None
    _everything_is_there_once(machines[0], pages=2)


def _landed(machine: Machine) -> int:
    with open_archive(machine.home) as archive, archive.ledger.read() as session:
        return sum(len(batch.deliveries) for batch in session.scalars(select(Batch)))


def _everything_is_there_once(machine: Machine, pages: int) -> None:
    with open_archive(machine.home) as archive:
        *_, report = verify(archive)
        assert report.ok
        with archive.ledger.read() as session:
            images = Counter(session.scalars(select(Page.image_sha256)))
            assert sum(images.values()) == pages and max(images.values()) == 1
            assert all(batch.state is BatchState.DONE for batch in session.scalars(select(Batch)))


@pytest.fixture
def shared(machines: list[Machine]) -> Iterator[Archive]:
    with open_archive(machines[0].home) as archive:
        yield archive


def _take_in(archive: Archive, tmp_path: Path) -> None:
    from archive.intake import take_in

    (tmp_path / "page").write_bytes(b"page")
    take_in(archive.ledger, archive.objects, [tmp_path / "page"], "desk", None)


def _engine(archive: Archive) -> Engine:
    return Engine(archive.ledger, OneRunner(ScriptedRunner(PlainWork(archive.objects, archive.dossiers))))


@pytest.mark.parametrize(("age", "taken"), [(0.0, False), (SILENT_SECONDS + 1, True)])
def test_what_another_machine_holds_is_free_only_when_it_was_silent_for_long(
    shared: Archive, tmp_path: Path, age: float, taken: bool
) -> None:
    _take_in(shared, tmp_path)
    with shared.ledger.write() as work:
        lease_tasks(work, 1, OTHER, wall_clock())
        beat(work, ENGINE + OTHER)
        work.execute(text(f"UPDATE beat SET at = at - interval '{age} seconds'"))
    steps = _engine(shared).run() if taken else iter(())
    if not taken:
        _engine(shared)._take_stock(anew=True)
    done = [step.kind for step in steps]
    with shared.ledger.read() as session:
        owner = session.scalars(select(Task.owner).where(Task.kind == TaskKind.SPLIT)).one()
    assert (done[:1], owner) == (([TaskKind.SPLIT], None) if taken else ([], OTHER))


def test_results_of_one_that_was_only_slow_are_not_wanted(shared: Archive, tmp_path: Path) -> None:
    _take_in(shared, tmp_path)
    engine = _engine(shared)
    steps = engine.run()
    with shared.ledger.write() as work:
        beat(work, ENGINE + OTHER)
    original = engine._refill

    def slow(runner: object) -> int:
        taken = original(runner)  # type: ignore[arg-type]
        with shared.ledger.write() as work:
            work.execute(text(f"UPDATE task SET owner = '{OTHER}' WHERE owner IS NOT NULL"))
        return taken

    engine._refill = slow  # type: ignore[method-assign]
    first = next(steps)
    assert not first.ended
    with shared.ledger.read() as session:
        assert session.scalars(select(Page)).all() == []
    steps.close()  # type: ignore[attr-defined]


def test_every_machine_finds_what_any_of_them_read(machines: list[Machine], tmp_path: Path) -> None:
    with open_archive(machines[0].home) as archive:
        _take_in(archive, tmp_path)
        list(_engine(archive).run())
    for machine in machines:
        assert run(["--home", str(machine.home.path), "reindex"]) == ExitCode.OK
        assert Generations.of(machine.home).current()


def test_a_backup_is_left_to_the_server(shared: Archive, tmp_path: Path) -> None:
    from archive.backup import backup

    with pytest.raises(UsageError, match="pg_dump"):
        list(backup(shared, tmp_path / "backup", wall_clock()))


@pytest.mark.parametrize("url", ["mysql://a/b", "không phải", "sqlite:///x"])
def test_an_address_of_no_such_database_is_refused(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_DATABASE__URL", url)
    with pytest.raises(UsageError), open_archive(Home(tmp_path / "home")):
        pass


def test_beats_are_by_the_clock_of_the_database(shared: Archive) -> None:
    with shared.ledger.write() as work:
        beat(work, "station:x")
        beat(work, "station:x")
    with shared.ledger.read() as session:
        assert abs((session.scalars(select(Beat.at)).one() - wall_clock()).total_seconds()) < 60


def test_workers_put_what_they_make_into_the_shared_folder(machines: list[Machine], tmp_path: Path) -> None:
    page = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(page).text((200, 300), "SO CONG THUONG", font_size=60)
    page.save(tmp_path / "page.png", dpi=(200, 200))
    home = machines[0].home
    assert run(["--home", str(home.path), "ingest", str(tmp_path / "page.png")]) == ExitCode.NEEDS_PERSON
    assert not [path for pool in ("objects", "dossiers") for path in (home.path / pool).rglob("*") if path.is_file()]
    assert len(list((tmp_path / "store" / "dossiers").rglob("*.pdf"))) == 1
    _everything_is_there_once(machines[1], pages=1)
