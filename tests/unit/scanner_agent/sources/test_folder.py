"""A watched folder: what counts as a file, when it is finished, and what happens when the folder goes away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.settings import AgentSettings, FolderSource
from scanner_agent.sources.folder import WatchedFolder
from scanner_agent.sources.port import Place

Make = Callable[..., WatchedFolder]
JPEG = b"\xff\xd8 a page \xff\xd9"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def make(root: Path, told: list[str]) -> Iterator[Make]:
    made: list[WatchedFolder] = []

    def watched(**settings: object) -> WatchedFolder:
        source = FolderSource(path=root, **settings)  # type: ignore[arg-type]
        made.append(WatchedFolder(source, AgentSettings(), lambda: None, told.append))
        return made[-1]

    yield watched
    for each in made:
        each.close()


def lay(root: Path, name: str, data: bytes = JPEG) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def finished_at(folder: WatchedFolder, *times: float, hurry: bool = False) -> list[str]:
    """Look at these times; what was finished at the last."""
    for now in times:
        assert folder.look(now, whole=True)
        found = folder.finished(now, hurry)
    return [str(file.relative) for file in found]


def test_files_are_finished_after_their_time_in_natural_order(make: Make, root: Path) -> None:
    for name in ("s 10.jpg", "s 2.jpg"):
        lay(root, name)
    lay(root, "cut.jpg", JPEG[:-2])
    lay(root, "empty.jpg", b"")
    folder = make()
    assert finished_at(folder, 1000) == []
    assert set(finished_at(folder, 1004.9)) == set()
    assert finished_at(folder, 1005) == ["s 2.jpg", "s 10.jpg"]
    assert "cut.jpg" in finished_at(folder, 1030)
    assert "empty.jpg" not in finished_at(folder, 1599)
    assert "empty.jpg" in finished_at(folder, 1600)


@pytest.mark.parametrize(
    "name", [".hidden.jpg", "a.jpg.part", "a.tmp", "a.jpg~", "a.filepart", "a.crdownload", ".pureftpd-upload.5f"]
)
def test_names_of_uploads_wait(name: str, make: Make, root: Path) -> None:
    lay(root, name)
    folder = make()
    assert finished_at(folder, 1000, 9000) == []
    assert folder.waiting == 1
    (root / name).rename(root / "a.jpg")
    assert finished_at(folder, 9001, 9006) == ["a.jpg"]


def test_what_is_no_scan_is_left_alone(make: Make, root: Path) -> None:
    for name in ("Thumbs.db", "NETSCAN.XST", "NEXTNAME.DAT"):
        lay(root, name)
    (root / "link.jpg").symlink_to(root / "Thumbs.db")
    (root / "fifo.jpg").parent.mkdir(exist_ok=True)
    os.mkfifo(root / "fifo.jpg")
    folder = make(profile="xerox")
    assert finished_at(folder, 1000, 9000) == [] and folder.waiting == 0


def test_a_lock_folder_holds_back_its_neighbours_and_nobody_else(make: Make, root: Path) -> None:
    lay(root, "tang-1/a.jpg")
    lay(root, "tang-2/b.jpg")
    (root / "tang-1" / "XEROX-LOCK").mkdir()
    folder = make(profile="xerox")
    assert finished_at(folder, 1000, 1005) == ["tang-2/b.jpg"]
    (root / "tang-1" / "XEROX-LOCK").rmdir()
    assert "tang-1/a.jpg" in finished_at(folder, 1006, 1011)


def test_a_file_that_somebody_still_writes_is_not_finished(make: Make, root: Path) -> None:
    folder = make()
    with (root / "a.jpg").open("wb") as writer:
        writer.write(JPEG)
        writer.flush()
        assert finished_at(folder, 1000, 1600) == []
    assert finished_at(folder, 1601) == ["a.jpg"]


def test_in_a_hurry_an_old_file_is_finished_at_once_and_a_young_one_is_not(make: Make, root: Path) -> None:
    lay(root, "old.jpg")
    lay(root, "young.jpg")
    lay(root, "empty.jpg", b"")
    os.utime(root / "old.jpg", (1, 1))
    folder = make()
    assert finished_at(folder, 1000, hurry=True) == ["old.jpg"]
    assert folder.unsettled()
    assert finished_at(folder, 1000, 1005, hurry=True) == ["old.jpg", "young.jpg"]
    assert "empty.jpg" in finished_at(folder, 1030, hurry=True)


def test_the_first_folder_is_the_desk(make: Make) -> None:
    folder = make(desk="quầy 1")
    assert folder.place(Path("a.jpg")) == Place("quầy 1", "")
    assert folder.place(Path("tang-1/a.jpg")) == Place("tang-1", "")
    assert folder.place(Path("tang-1/job 7/a.jpg")) == Place("tang-1", "job 7")
    assert make(subfolders_are_desks=False).place(Path("job 7/a.jpg")) == Place("drop", "job 7")


def test_a_folder_that_goes_away_is_waited_for(make: Make, root: Path, told: list[str]) -> None:
    lay(root, "a.jpg")
    folder = make()
    assert finished_at(folder, 1000) == []
    root.rename(root.with_name("elsewhere"))
    assert not folder.look(1001, whole=True) and not folder.look(1002, whole=True)
    assert folder.waiting == 0 and len(told) == 1
    root.with_name("elsewhere").rename(root)
    assert finished_at(folder, 1003, 1008) == ["a.jpg"]
    assert len(told) == 2


def test_two_agents_do_not_collect_one_folder(make: Make, root: Path, told: list[str]) -> None:
    first, second = make(), make()
    assert first.look(1000, whole=True)
    assert not second.look(1000, whole=True) and len(told) == 1
    first.close()
    assert second.look(1001, whole=True)


def test_a_file_came_when_the_kernel_says_however_late_it_is_seen(make: Make, root: Path) -> None:
    folder = make()
    lay(root, "a.jpg")
    came = (root / "a.jpg").stat().st_ctime
    (root / "a.jpg").rename(root.parent / "a.jpg")
    assert folder.look(came - 1, whole=True)
    (root.parent / "a.jpg").rename(root / "a.jpg")
    came = (root / "a.jpg").stat().st_ctime
    assert folder.look(came + 90, whole=True) and folder.look(came + 95, whole=True)
    (file,) = folder.finished(came + 95, hurry=False)
    assert file.began == came


def test_a_time_that_cannot_be_is_not_believed(make: Make, root: Path) -> None:
    folder = make()
    lay(root, "a.jpg")
    changed = (root / "a.jpg").stat().st_ctime
    (root / "a.jpg").rename(root.parent / "a.jpg")
    assert folder.look(changed + 3600, whole=True)
    (root.parent / "a.jpg").rename(root / "a.jpg")
    assert folder.look(changed + 3601, whole=True) and folder.look(changed + 3606, whole=True)
    (file,) = folder.finished(changed + 3606, hurry=False)
    assert file.began == changed + 3601


def test_a_file_that_waits_to_be_taken_keeps_its_job_open_but_not_for_ever(make: Make, root: Path) -> None:
    lay(root, "a.jpg")
    lay(root, "b.jpg.part")
    folder = make(desk="quầy")
    assert folder.look(1000, whole=True)
    assert [folder.arriving("quầy", 1000 + wait) for wait in (5, 31, 599, 601)] == [True, True, True, False]
    (root / "a.jpg").unlink()
    assert folder.look(1001, whole=True)
    assert [folder.arriving("quầy", 1000 + wait) for wait in (5, 31)] == [True, False]
    assert not folder.arriving("quầy 2", 1005)
