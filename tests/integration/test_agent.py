"""The agent as a process of its own, with real files and the system's own reports: nothing is lost, nothing doubled."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from archive.archive import open_archive
from archive.dossiers.describe import needs_person, passes_match
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier, Page, Sides
from archive.verify import verify
from config.home import Home
from scanner_agent.claim import CLAIMED, Claims
from scanner_agent.settle import Mark
from tests.waiting import wait_until
from tests.watching import Start, agents, dossiers, end, left_in

QUIET = 1.5
TIMES = (
    f"settle = 0.3\nsettle_growing = 1.0\nempty_grace = 2.0\nquiet = {QUIET}\nrescan = 0.5\nkeep_free_megabytes = 1\n"
)
KILLS = 12


@pytest.fixture
def drop(home: Home, tmp_path: Path) -> Path:
    """The source of a home whose agent is quick to believe."""
    folder = tmp_path / "drop"
    folder.mkdir()
    home.open()
    home.settings.write_text(f'[[sources]]\npath = "{folder}"\ndesk = "quầy"\n[agent]\n{TIMES}', encoding="utf-8")
    return folder


@pytest.fixture
def start(home: Home) -> Iterator[Start]:
    with agents(home) as started:
        yield started


def page(text: str) -> bytes:
    """Bytes that end as a JPEG does."""
    return b"\xff\xd8" + text.encode() + b"\xff\xd9"


def lay(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(page(name))


def once(start: Start) -> tuple[int, Any]:
    """Exit code and document of ``--once --json``."""
    process = start("--once", "--json")
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    return process.returncode, json.loads(out)


def test_pages_that_land_out_of_order_become_one_dossier_in_order(home: Home, drop: Path, start: Start) -> None:
    agent = start()
    for name in ("SCN_0001.jpg", "SCN_0003.jpg", "SCN_0002.jpg"):
        lay(drop, name)
    wait_until(lambda: dossiers(home), "a dossier")
    assert dossiers(home) == [["SCN_0001.jpg", "SCN_0002.jpg", "SCN_0003.jpg"]]
    code, out = end(agent)
    assert code == 0 and left_in(drop) == []
    assert out.count("SCN_000") == 3 and "d-" in out


def test_a_file_that_is_written_slowly_is_taken_whole(home: Home, drop: Path, start: Start) -> None:
    start()
    slow, whole = drop / "slow.jpg", page("x" * 5000)
    with slow.open("wb") as writer:
        for part in range(0, len(whole), 1000):
            writer.write(whole[part : part + 1000])
            writer.flush()
            lay(drop, f"beside{part}.jpg")
            wait_until(lambda part=part: not (drop / f"beside{part}.jpg").exists(), "the file beside it")  # type: ignore[misc]
            assert slow.exists()
    wait_until(lambda: any("slow.jpg" in names for names in dossiers(home)), "the slow file")
    with open_archive(home) as archive, archive.ledger.read() as session:
        delivery = session.scalars(select(Delivery).where(Delivery.name == "slow.jpg")).one()
        assert archive.objects.read(str(delivery.sha256)) == whole


def test_files_that_are_renamed_linked_or_moved_in_as_a_folder_are_taken(
    home: Home, drop: Path, start: Start, tmp_path: Path
) -> None:
    agent = start()
    wait_until((drop / CLAIMED).exists, "the agent")
    lay(drop, "renamed.jpg.part")
    (drop / "renamed.jpg.part").rename(drop / "renamed.jpg")
    lay(drop, ".pureftpd-upload.1")
    os.link(drop / ".pureftpd-upload.1", drop / "SCN_0001.tif.1")
    (drop / ".pureftpd-upload.1").unlink()
    lay(tmp_path / "tang-2" / "job", "0001.jpg", "0002.jpg")
    (tmp_path / "tang-2").rename(drop / "tang-2")
    wait_until(lambda: len(dossiers(home)) == 2, "both desks")
    assert sorted(map(len, dossiers(home))) == [2, 2]
    with open_archive(home) as archive, archive.ledger.read() as session:
        desks = Counter((row.batch.desk, row.name) for row in session.query(Delivery))
    assert set(desks) == {
        ("quầy", "renamed.jpg"),
        ("quầy", "SCN_0001.tif.1"),
        ("tang-2", "0001.jpg"),
        ("tang-2", "0002.jpg"),
    }
    assert end(agent)[0] == 0


def test_a_page_that_was_being_taken_when_the_power_failed_stays_with_its_job(
    home: Home, drop: Path, start: Start
) -> None:
    agent = start()
    came = time.time()
    lay(drop, "SCN_0001.jpg")
    wait_until(lambda: not (drop / "SCN_0001.jpg").exists(), "the first page was claimed")
    os.killpg(agent.pid, signal.SIGKILL)
    agent.communicate()
    wait_until(lambda: time.time() > came + 3 * QUIET, "the end of the gap between jobs")
    lay(drop, "SCN_0002.jpg")
    claims = Claims(drop)
    assert claims.open()
    assert claims.take(Path("SCN_0002.jpg"), Mark.of((drop / "SCN_0002.jpg").lstat()), came)
    claims.close()
    once(start)
    assert dossiers(home) == [["SCN_0001.jpg", "SCN_0002.jpg"]]


def test_the_same_name_again_is_another_job_and_overwrites_nothing(home: Home, drop: Path, start: Start) -> None:
    start()
    for number in range(3):
        (drop / "SCN_0001.jpg").write_bytes(page(f"job {number}"))
        wait_until(lambda: not (drop / "SCN_0001.jpg").exists(), "the file was taken")
    wait_until(lambda: len(dossiers(home)) == 3, "three dossiers")
    with open_archive(home) as archive, archive.ledger.read() as session:
        stored = [archive.objects.read(str(row.sha256)) for row in session.query(Delivery).order_by(Delivery.id)]
    assert stored == [page(f"job {number}") for number in range(3)]


def test_a_folder_that_goes_and_comes_back_is_collected_on(home: Home, drop: Path, start: Start) -> None:
    agent = start()
    lay(drop, "SCN_0001.jpg")
    wait_until(lambda: dossiers(home), "the first dossier")
    shutil.rmtree(drop)
    assert agent.stdout
    while "drop" not in agent.stdout.readline():  # it says that the folder is gone
        assert agent.poll() is None
    lay(drop, "SCN_0002.jpg")
    wait_until(lambda: len(dossiers(home)) == 2, "the second dossier")
    assert end(agent)[0] == 0


def test_a_restart_goes_on_with_the_open_batch(home: Home, drop: Path, start: Start) -> None:
    home.settings.write_text(home.settings.read_text().replace("quiet = 1.5", "quiet = 600"))
    first = start()
    lay(drop, "SCN_0001.jpg")
    wait_until(lambda: not (drop / "SCN_0001.jpg").exists() and not left_in(drop), "the first page")
    assert end(first, signal.SIGINT)[0] == 130
    with open_archive(home) as archive, archive.ledger.read() as session:
        assert [batch.state for batch in session.query(Batch)] == [BatchState.OPEN]
    lay(drop, "SCN_0002.jpg")
    assert start("--once").wait(timeout=60) in (0, 10)
    assert dossiers(home) == [["SCN_0001.jpg", "SCN_0002.jpg"]]


def test_a_batch_of_a_clock_that_was_ahead_is_closed_by_the_next_agent(home: Home, drop: Path, start: Start) -> None:
    settings = home.settings.read_text()
    home.settings.write_text(settings.replace(f"quiet = {QUIET}", "quiet = 600"))
    first = start()
    lay(drop, "SCN_0001.jpg")
    wait_until(lambda: not (drop / "SCN_0001.jpg").exists() and not left_in(drop), "the page")
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    with open_archive(home) as archive, archive.ledger.write() as work:
        batch = work.scalars(select(Batch)).one()
        assert batch.state is BatchState.OPEN
        batch.last_arrival_at = datetime.now(UTC) + timedelta(hours=1)
    home.settings.write_text(settings)
    start()
    wait_until(lambda: dossiers(home) == [["SCN_0001.jpg"]], "the dossier")


def test_once_drains_accounts_for_every_file_and_knows_what_came_before(home: Home, drop: Path, start: Start) -> None:
    lay(drop, "SCN_0002.jpg", "SCN_0001.jpg")
    (drop / "empty.jpg").touch()
    lay(drop / "tang-2", "0001.jpg")
    code, first = once(start)
    assert code == 10  # no case is named on the pages
    assert {(Path(file["path"]).relative_to(drop).as_posix(), file["state"]) for file in first["files"]} == {
        ("SCN_0001.jpg", "stored"),
        ("SCN_0002.jpg", "stored"),
        ("empty.jpg", "stored"),  # the double finds a page in everything
        ("tang-2/0001.jpg", "stored"),
    }
    hashes = [file["sha256"] for file in first["files"] if "SCN" in file["path"]]
    assert hashes == [hashlib.sha256(page(f"SCN_000{n}.jpg")).hexdigest() for n in (1, 2)]
    assert len(first["dossiers"]) == 2
    lay(drop / "tang-2", "0001.jpg")
    code, again = once(start)
    assert code == 0 and [file["state"] for file in again["files"]] == ["duplicate"] and again["dossiers"] == []


def test_while_the_disk_is_full_files_stay_with_the_scanner(home: Home, drop: Path, start: Start) -> None:
    lay(drop, "SCN_0001.jpg")
    enough = home.settings.read_text()
    home.settings.write_text(enough.replace("keep_free_megabytes = 1", "keep_free_megabytes = 1000000000"))
    code, answer = once(start)
    assert (code, answer["error"]["code"]) == (6, "storage_full")
    assert left_in(drop) == [drop / "SCN_0001.jpg"]
    home.settings.write_text(enough)
    assert once(start)[1]["dossiers"] and left_in(drop) == []


def test_a_source_that_is_not_there_needs_a_person(drop: Path, start: Start) -> None:
    drop.rmdir()
    assert once(start) == (10, {"files": [], "dossiers": []})


def test_without_a_source_once_ends_well(home: Home, start: Start) -> None:
    assert once(start) == (0, {"files": [], "dossiers": []})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_at_any_moment_while_files_keep_coming_it_loses_and_doubles_nothing(
    home: Home, drop: Path, start: Start
) -> None:
    moments = random.Random(583)
    laid: list[str] = []
    for _ in range(KILLS):
        agent = start()
        names = [f"SCN_{len(laid) + number:04}.jpg" for number in range(moments.randrange(4, 12))]
        laid += names
        for name in names:
            lay(drop, name)
        wait_until(lambda: len(list(drop.iterdir())) <= len(names), "the first was claimed")  # noqa: B023
        try:
            agent.communicate(timeout=moments.uniform(0, 0.6))
        except subprocess.TimeoutExpired:
            os.killpg(agent.pid, signal.SIGKILL)
            agent.communicate()
        else:
            pytest.fail("the agent ended by itself")
    code, _ = once(start)
    assert code in (0, 10)  # 0 where the last kill came after everything was done
    assert left_in(drop) == []
    with open_archive(home) as archive, archive.ledger.read() as session:
        deliveries = list(session.query(Delivery))
        assert Counter(row.name for row in deliveries) == Counter(laid)
        assert {row.state for row in deliveries} == {DeliveryState.STORED}
        assert all(archive.objects.read(str(row.sha256)) == page(row.name) for row in deliveries)
        assert session.query(Page).count() == len(laid)
        assert all(page_.component_id is not None for page_ in session.query(Page))
        *_, report = verify(archive)
    assert report.ok and not report.orphans
    assert sorted(name for names in dossiers(home) for name in names) == laid


def test_backs_that_come_in_a_second_pass_stand_behind_their_fronts(home: Home, drop: Path, start: Start) -> None:
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text.replace("[agent]", "two_passes = true\n[agent]"), encoding="utf-8")
    agent = start()
    lay(drop, "F_1.jpg", "F_2.jpg", "F_3.jpg")
    wait_until(lambda: _waits_for_backs(home), "the fronts")
    lay(drop, "B_1.jpg", "B_2.jpg", "B_3.jpg")
    wait_until(lambda: dossiers(home), "a dossier")
    assert dossiers(home) == [["F_1.jpg", "B_3.jpg", "F_2.jpg", "B_2.jpg", "F_3.jpg", "B_1.jpg"]]
    assert end(agent)[0] == 0
    with open_archive(home) as archive, archive.ledger.read() as session:
        dossier = session.scalars(select(Dossier)).one()
        assert passes_match(dossier) and dossier.batch.sides is Sides.BOTH


def _waits_for_backs(home: Home) -> bool:
    """Whether all fronts were taken so long ago that their job is over."""
    with open_archive(home) as archive, archive.ledger.read() as session:
        batch = session.scalar(select(Batch))
        quiet = datetime.now(UTC) - (batch.last_arrival_at or batch.received_at) if batch else timedelta()
        return batch is not None and len(batch.deliveries) == 3 and quiet.total_seconds() > QUIET


def test_backs_that_are_fewer_than_the_fronts_need_a_person(home: Home, drop: Path, start: Start) -> None:
    text = home.settings.read_text(encoding="utf-8")
    home.settings.write_text(text.replace("[agent]", "two_passes = true\n[agent]"), encoding="utf-8")
    lay(drop, "F_1.jpg", "F_2.jpg")
    agent = start()
    wait_until(lambda: len(left_in(drop)) == 0, "the fronts to be taken")
    lay(drop, "F_1.jpg")
    wait_until(lambda: dossiers(home), "a dossier")
    assert end(agent)[0] == 0
    assert dossiers(home) == [["F_1.jpg", "F_2.jpg", "F_1.jpg"]]
    with open_archive(home) as archive, archive.ledger.read() as session:
        dossier = session.scalars(select(Dossier)).one()
        assert needs_person(dossier) and not passes_match(dossier)
