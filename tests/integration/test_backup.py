"""Backup, wipe, restore: everything is there again; disturbed at any moment, what was safe stays safe."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.archive import Archive, open_archive
from archive.backup import BackupReport, RestoreReport, backup, restore
from archive.intake import take_in
from archive.models import Delivery, Dossier, Page, Task, TaskState
from archive.verify import verify
from archive.work.engine import Engine
from archive.work.plan import lease_tasks
from config import calendar, procedures
from config.errors import (
    BackupNotFound,
    BackupRunning,
    DamagedBackup,
    ExitCode,
    HomeNotEmpty,
    HomeNotRestored,
    LedgerTooNew,
    SohoaError,
    UsageError,
)
from config.home import Home
from scanner_agent.demo import DemoSheet
from tests.command import Sohoa
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.waiting import wait_until

NOON = datetime(2026, 8, 4, 12, tzinfo=UTC)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    return tmp_path / "disk" / "backups"


@pytest.fixture
def other(tmp_path: Path) -> Home:
    """Where everything is restored to."""
    return Home(tmp_path / "other")


def give(archive: Archive, tmp_path: Path, *names: str) -> None:
    """Files that plain workers make dossiers of."""
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    take_in(archive.ledger, archive.objects, [tmp_path / name for name in names], "desk", None)
    runner = OneRunner(ScriptedRunner(PlainWork(archive.objects, archive.dossiers)))
    deque(Engine(archive.ledger, runner).run(), maxlen=0)


def back_up(archive: Archive, depot: Path, day: int = 0, **options: Any) -> BackupReport:
    *_, report = backup(archive, depot, NOON + timedelta(days=day), **options)
    return report


def bring_back(home: Home, depot: Path, **options: Any) -> RestoreReport:
    *_, report = restore(home, depot, **options)
    return report


def content(home: Home) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Names and hashes of the files, and the dossiers, of a home that is found to be whole."""
    with open_archive(home) as archive, archive.ledger.read() as session:
        *_, report = verify(archive)
        assert report.ok, (report.damaged, report.missing)
        files = sorted((row.name, row.sha256) for row in session.query(Delivery))
        return files, sorted(dossier.id for dossier in session.query(Dossier))


def hits(sohoa: Sohoa, words: str) -> list[dict[str, Any]]:
    """What is found, in order; scores differ a little between an index that grew and one that was built at once."""
    code, answer = sohoa("search", words)
    assert code == ExitCode.OK
    return [{key: value for key, value in hit.items() if key != "score"} for hit in answer["hits"]]


def flip_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def pool_files(depot: Path) -> list[Path]:
    return sorted(path for pool in ("objects", "dossiers") for path in (depot / pool).rglob("*") if path.is_file())


def test_wiped_and_restored_everything_is_as_it_was(
    sohoa: Sohoa, stack: list[DemoSheet], tmp_path: Path, depot: Path
) -> None:
    settings, scans = tmp_path / "home" / "sohoa.toml", tmp_path / "scans"
    for path in (settings.parent, scans):
        path.mkdir()
    settings.write_text('desk = "quay-7"\n', encoding="utf-8")
    ours = [tmp_path / "home" / "procedures" / "2.000004.toml", tmp_path / "home" / "calendar" / "2026.toml"]
    for path, package in zip(ours, (procedures, calendar), strict=True):
        path.parent.mkdir()
        path.write_bytes((package.PACKAGED / path.name).read_bytes() + b"# ours")
    for sheet in stack[8:11]:
        (scans / sheet.name).write_bytes(sheet.jpeg)
    code, ingested = sohoa("ingest", scans, "--case", "H26.12-260804-0602")
    assert code == ExitCode.OK
    dossier = ingested["dossiers"][0]["id"]
    questions = [("show", dossier), ("text", dossier), ("dossiers",), ("quarantine", "list")]
    before = [sohoa(*question) for question in questions]
    found = [hits(sohoa, words) for words in ("giấy phép rượu", "giay phep", "H26.12-2608")]
    assert any(found)

    code, made = sohoa("backup", depot)
    assert code == ExitCode.OK and made["copied"] == made["objects"] > 4
    shutil.rmtree(tmp_path / "home")
    code, restored = sohoa("restore", depot)
    assert code == ExitCode.OK and restored["snapshot"] == made["snapshot"]

    assert [sohoa(*question) for question in questions] == before
    assert [hits(sohoa, words) for words in ("giấy phép rượu", "giay phep", "H26.12-2608")] == found
    assert sohoa("stats")[1]["index"] == {"pages": 2, "behind": 0}
    code, fixity = sohoa("verify")
    assert (code, fixity["damaged"], fixity["missing"], fixity["orphans"]) == (0, [], [], [])
    assert settings.read_text(encoding="utf-8") == 'desk = "quay-7"\n'
    assert all(path.read_bytes().endswith(b"# ours") for path in ours)
    code, again = sohoa("ingest", scans, "--case", "H26.12-260804-0602")
    assert (code, {file["state"] for file in again["files"]}) == (0, {"duplicate"})


def test_the_second_backup_copies_only_what_is_new(archive: Archive, tmp_path: Path, depot: Path) -> None:
    give(archive, tmp_path, "1", "2")
    first = back_up(archive, depot)
    assert first.copied == first.objects == len(pool_files(depot))
    kept = {path: path.stat().st_mtime_ns for path in pool_files(depot)}
    give(archive, tmp_path, "3")
    second = back_up(archive, depot, day=1)
    # The file itself, the file of the new dossier; a page on which nothing stands has the reading of all such pages.
    assert (second.copied, second.objects) == (2, first.objects + 2)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert back_up(archive, depot, day=2).copied == 0


def test_a_backup_is_of_one_moment_and_each_can_be_chosen(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1")
    first = back_up(archive, depot)
    before = content(archive.home)
    give(archive, tmp_path, "2")
    back_up(archive, depot, day=1)
    assert bring_back(other, depot, snapshot=first.snapshot).copied == first.objects
    assert content(other) == before
    shutil.rmtree(other.path)
    bring_back(other, depot)
    assert content(other) == content(archive.home) != before


def test_what_comes_while_objects_are_copied_belongs_to_the_next(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1")
    before = content(archive.home)
    steps = backup(archive, depot, NOON)
    next(steps)
    give(archive, tmp_path, "2")
    deque(steps, maxlen=0)
    bring_back(other, depot)
    assert content(other) == before


def test_work_that_somebody_had_in_hand_is_free_in_the_copy(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    (tmp_path / "1").write_bytes(b"1")
    take_in(archive.ledger, archive.objects, [tmp_path / "1"], "desk", None)
    with archive.ledger.write() as work:
        lease_tasks(work, 5, "another-host.1.1", NOON)
    back_up(archive, depot)
    bring_back(other, depot)
    with open_archive(other) as restored, restored.ledger.read() as session:
        assert [(task.state, task.owner) for task in session.query(Task)] == [(TaskState.QUEUED, None)]
    with archive.ledger.read() as session:
        assert [task.owner for task in session.query(Task)] == ["another-host.1.1"]


def test_damaged_objects_are_named_and_the_rest_is_backed_up(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1", "2")
    with archive.ledger.read() as session:
        one, two = (row.sha256 for row in session.query(Delivery).order_by(Delivery.ordinal))
    assert one and two
    flip_bit(archive.objects.path(one))
    archive.objects.path(two).unlink()
    report = back_up(archive, depot)
    assert (report.damaged, report.missing, report.copied) == ([one], [two], report.objects - 2)
    restored = bring_back(other, depot)
    assert sorted(restored.lacking) == sorted([one, two]) and not restored.ok
    with open_archive(other) as opened:
        *_, fixity = verify(opened)
    assert (fixity.damaged, sorted(fixity.missing)) == ([], sorted([one, two]))


def test_an_object_that_was_backed_up_before_it_was_damaged_is_not_lacking(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1")
    before = content(archive.home)
    back_up(archive, depot)
    with archive.ledger.read() as session:
        flip_bit(archive.objects.path(session.query(Delivery).one().sha256 or ""))
    assert back_up(archive, depot, day=1).ok
    bring_back(other, depot)
    assert content(other) == before


def test_a_flipped_bit_in_the_backup_is_refused_named_and_no_half_home_passes_for_whole(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1", "2")
    back_up(archive, depot)
    bad, *_ = pool_files(depot)
    flip_bit(bad)
    with pytest.raises(DamagedBackup) as refused:
        bring_back(other, depot)
    assert bad.stem in refused.value.sentence("vi") and bad.stem in refused.value.sentence("en")
    with pytest.raises(HomeNotRestored), open_archive(other):
        pass

    rest = bring_back(other, depot, without_damaged=True)
    assert rest.lacking == [bad.stem]
    with open_archive(other) as opened:
        *_, fixity = verify(opened)
    assert (fixity.missing, fixity.damaged) == ([bad.stem], [])


def test_checking_finds_what_changed_in_the_backup_and_copies_it_anew(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1", "2")
    back_up(archive, depot)
    bad, *_ = pool_files(depot)
    flip_bit(bad)
    assert back_up(archive, depot, day=1).repaired == []
    assert back_up(archive, depot, day=2, check=True).repaired == [bad.stem]
    bring_back(other, depot)
    assert content(other) == content(archive.home)


def test_without_a_damaged_reading_the_other_pages_are_found(
    sohoa: Sohoa, stack: list[DemoSheet], tmp_path: Path, depot: Path
) -> None:
    for number in (8, 9):
        (tmp_path / stack[number].name).write_bytes(stack[number].jpeg)
    sohoa("ingest", tmp_path / stack[8].name, tmp_path / stack[9].name)
    sohoa("backup", depot)
    with open_archive(Home(tmp_path / "home")) as archive, archive.ledger.read() as session:
        (reading, _) = session.scalars(session.query(Page.reading_sha256).order_by(Page.id).statement)
    flip_bit(depot / "objects" / reading[:2] / reading)
    shutil.rmtree(tmp_path / "home")
    code, answer = sohoa("restore", depot)
    assert (code, answer["error"]["code"]) == (ExitCode.NEEDS_PERSON, "damaged_backup")
    assert sohoa("search", "rượu")[1]["error"]["code"] == "home_not_restored"
    code, answer = sohoa("restore", depot, "--without-damaged")
    assert (code, answer["lacking"]) == (ExitCode.NEEDS_PERSON, [reading])
    assert [hit["page"] for hit in hits(sohoa, "rượu")] == [2]


@pytest.mark.parametrize("file", ["ledger.sqlite", "SHA256SUMS", "manifest.json"])
def test_a_snapshot_whose_own_files_changed_is_refused_before_anything_is_written(
    archive: Archive, tmp_path: Path, depot: Path, other: Home, file: str
) -> None:
    give(archive, tmp_path, "1")
    path = back_up(archive, depot).path / file
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DamagedBackup, match=file.replace(".", r"\.")):
        bring_back(other, depot)
    assert not other.path.exists()


def test_the_list_of_objects_is_one_that_sha256sum_checks(archive: Archive, tmp_path: Path, depot: Path) -> None:
    give(archive, tmp_path, "1", "2")
    made = back_up(archive, depot)
    command = ["sha256sum", "-c", "--quiet", f"snapshots/{made.snapshot}/SHA256SUMS"]
    assert subprocess.run(command, cwd=depot, capture_output=True).returncode == 0
    flip_bit(pool_files(depot)[0])
    assert subprocess.run(command, cwd=depot, capture_output=True).returncode == 1


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from archive.archive import open_archive
from archive.backup import backing_up, depot
from config.home import Home

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

home, folder, place, steps = sys.argv[1:]
if place == "seal":
    backing_up._seal = die
if place == "publish":
    depot.Depot.publish = die
if place == "latest":
    depot.write_synced = die
with open_archive(Home(Path(home))) as archive:
    for number, _ in enumerate(backing_up.backup(archive, Path(folder), datetime(2026, 8, 5, tzinfo=UTC)), 1):
        if number == int(steps):
            die()
"""


@pytest.mark.parametrize("place", [0, 1, 3, "seal", "publish", "latest"])
def test_killed_backups_leave_the_one_before_and_the_next_goes_on(
    archive: Archive, tmp_path: Path, depot: Path, other: Home, place: str | int
) -> None:
    give(archive, tmp_path, "1", "2")
    first = back_up(archive, depot)
    before = content(archive.home)
    give(archive, tmp_path, "3", "4")
    steps = first.objects + place if isinstance(place, int) else 999
    script = [sys.executable, "-c", KILLED, str(archive.home.path), str(depot), str(place), str(steps)]
    assert subprocess.run(script, capture_output=True).returncode == -signal.SIGKILL
    bring_back(other, depot)
    assert content(other) == before

    again = back_up(archive, depot, day=2)
    assert again.ok and (again.copied == 0 if isinstance(place, str) else again.copied < again.objects)
    assert not list((depot / "snapshots").glob(".*"))
    shutil.rmtree(other.path)
    bring_back(other, depot)
    assert content(other) == content(archive.home)


def test_a_killed_restore_goes_on_and_until_then_no_command_takes_the_home_for_whole(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1", "2", "3")
    made = back_up(archive, depot)
    steps = restore(other, depot)
    for _ in range(4):
        next(steps)
    steps.close()
    with pytest.raises(HomeNotRestored), open_archive(other):
        pass
    assert not other.ledger.exists()
    assert bring_back(other, depot).copied == made.objects - 4
    assert content(other) == content(archive.home)


def test_only_an_empty_home_is_restored_into(archive: Archive, tmp_path: Path, depot: Path, other: Home) -> None:
    give(archive, tmp_path, "1")
    back_up(archive, depot)
    with pytest.raises(HomeNotEmpty):
        bring_back(archive.home, depot)
    other.open()  # folders that an installation lays out
    bring_back(other, depot)
    with pytest.raises(HomeNotEmpty):
        bring_back(other, depot)


def test_two_backups_at_once_and_a_restore_that_runs_are_refused(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1")
    running = backup(archive, depot, NOON)
    next(running)
    with pytest.raises(BackupRunning):
        back_up(archive, depot)
    deque(running, maxlen=0)
    restoring = restore(other, depot)
    next(restoring)
    with pytest.raises(HomeNotEmpty):
        bring_back(other, depot)
    deque(restoring, maxlen=0)


def test_old_snapshots_go_with_the_objects_that_only_they_named(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    made = []
    for day in range(4):
        give(archive, tmp_path, str(day))
        made.append(back_up(archive, depot, day=day).snapshot)
    stray = depot / "objects" / "ab" / ("ab" + "0" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"what a killed backup left")
    last = back_up(archive, depot, day=4, keep=2)
    assert (last.removed_snapshots, last.removed_objects) == (made[:3], 1)
    assert sorted(path.name for path in (depot / "snapshots").iterdir()) == [made[3], last.snapshot]
    assert not stray.exists()
    bring_back(other, depot, snapshot=made[3])
    assert content(other) == content(archive.home)


def test_a_wrong_clock_never_makes_the_newest_backup_the_one_that_goes(
    archive: Archive, tmp_path: Path, depot: Path
) -> None:
    give(archive, tmp_path, "1")
    later = back_up(archive, depot, day=300).snapshot
    now = back_up(archive, depot, keep=1).snapshot
    assert (depot / "LATEST").read_text(encoding="ascii").strip() == now < later
    assert [path.name for path in (depot / "snapshots").iterdir()] == [now]


def test_two_backups_within_a_second_have_two_names(archive: Archive, tmp_path: Path, depot: Path) -> None:
    give(archive, tmp_path, "1")
    names = [back_up(archive, depot).snapshot for _ in range(3)]
    assert names == sorted(set(names))


def test_another_homes_backups_and_folders_within_each_other_are_refused(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    give(archive, tmp_path, "1")
    back_up(archive, depot)
    with open_archive(other) as stranger:
        give(stranger, tmp_path, "2")
        with pytest.raises(UsageError):
            back_up(stranger, depot)
    for folder in (archive.home.path / "backups", archive.home.path.parent):
        with pytest.raises(UsageError):
            back_up(archive, folder)


def test_a_backup_of_a_later_version_and_one_that_is_not_there_are_refused(
    archive: Archive, tmp_path: Path, depot: Path, other: Home
) -> None:
    with pytest.raises(BackupNotFound):
        bring_back(other, depot)
    give(archive, tmp_path, "1")
    manifest = back_up(archive, depot).path / "manifest.json"
    with pytest.raises(BackupNotFound):
        bring_back(other, depot, snapshot="../../etc")
    written = json.loads(manifest.read_text(encoding="utf-8"))
    written["ledger"]["revision"] = "9999"
    manifest.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(LedgerTooNew):
        bring_back(other, depot)
    assert not other.path.exists()


def test_backups_while_an_agent_works_and_is_killed_lose_nothing(tmp_path: Path, depot: Path) -> None:
    """Each backup, made at whatever moment, restores to a whole home that holds all that was stored before it."""
    home, drop = Home(tmp_path / "home"), tmp_path / "drop"
    drop.mkdir()
    home.open()
    times = "settle = 0.1\nsettle_growing = 0.2\nquiet = 0.4\nrescan = 0.1\nkeep_free_megabytes = 1\n"
    home.settings.write_text(f'[[sources]]\npath = "{drop}"\n[agent]\n{times}', encoding="utf-8")
    agent = subprocess.Popen(
        [sys.executable, "-m", "tests.agent_double", str(home.path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    stored: list[set[str | None]] = []
    try:
        for number in range(4):
            for page in range(6):
                (drop / f"{number}-{page}.jpg").write_bytes(b"\xff\xd8%d %d\xff\xd9" % (number, page))
            wait_until(lambda: _stored(home) > len(stored[-1] if stored else ()), "the agent to take something in")
            if number == 3:
                os.killpg(agent.pid, signal.SIGKILL)
            with open_archive(home) as archive:
                with archive.ledger.read() as session:
                    stored.append(set(session.scalars(session.query(Delivery.sha256).statement)))
                assert back_up(archive, depot, day=number).ok
    finally:
        if agent.poll() is None:
            os.killpg(agent.pid, signal.SIGKILL)
        agent.communicate()
    for name, before in zip(sorted(path.name for path in (depot / "snapshots").iterdir()), stored, strict=True):
        copy = Home(tmp_path / name)
        assert bring_back(copy, depot, snapshot=name).ok
        files, _ = content(copy)
        assert before <= {sha256 for _, sha256 in files}
        with open_archive(copy) as archive:
            runner = OneRunner(ScriptedRunner(PlainWork(archive.objects, archive.dossiers)))
            deque(Engine(archive.ledger, runner).run(), maxlen=0)
            with archive.ledger.read() as session:
                assert session.query(Page).count() == len(files), "work that was cut off goes on in the restored home"


def _stored(home: Home) -> int:
    try:
        with open_archive(home) as archive, archive.ledger.read() as session:
            return session.query(Delivery).count()
    except SohoaError:
        return 0
