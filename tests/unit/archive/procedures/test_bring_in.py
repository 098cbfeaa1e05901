"""Files of procedures brought into a home: all or none, and the same again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.procedures import bring_in
from config.errors import UsageError, WrongDataFile
from config.home import Home
from config.procedures import COMMON, PACKAGED, load_catalogue


def copy(folder: Path, code: str, name: str, *change: str) -> Path:
    text = (PACKAGED / f"{code}.toml").read_text(encoding="utf-8")
    path = folder / name
    path.write_text(text.replace(*change) if change else text, encoding="utf-8")
    return path


def states(home: Home, *paths: Path) -> list[str]:
    return [each.state.value for each in bring_in(home, paths)]


def test_a_file_is_kept_under_its_code_and_the_same_again_changes_nothing(home: Home, tmp_path: Path) -> None:
    home.open()
    ours = copy(tmp_path, "2.000648", "xang dau (moi).toml", "days = 20", "days = 15")
    assert states(home, ours, PACKAGED / COMMON) == ["imported", "imported"]
    kept = home.procedures / "2.000648.toml"
    before = (kept.read_bytes(), kept.stat().st_mtime_ns)
    assert states(home, ours) == ["unchanged"]
    assert (kept.read_bytes(), kept.stat().st_mtime_ns) == before
    days = load_catalogue(home.procedures).get("2.000648").versions[0].working_days
    assert days and days.days == 15


def test_another_file_of_the_code_takes_its_place_whatever_that_was_called(home: Home, tmp_path: Path) -> None:
    home.open().procedures.mkdir()
    copy(home.procedures, "2.000648", "by-hand.toml")
    assert states(home, copy(tmp_path, "2.000648", "ours.toml", "days = 20", "days = 15")) == ["replaced"]
    assert [path.name for path in home.procedures.iterdir()] == ["by-hand.toml"]


def test_one_wrong_file_keeps_all_out(home: Home, tmp_path: Path) -> None:
    home.open()
    right = copy(tmp_path, "2.000648", "right.toml")
    wrong = copy(tmp_path, "2.000004", "wrong.toml", "days = 5", "days = 0")
    with pytest.raises(WrongDataFile, match=r"wrong\.toml.*line 13"):
        bring_in(home, [right, wrong])
    assert not home.procedures.exists()


def test_two_files_of_one_code_are_refused(home: Home, tmp_path: Path) -> None:
    home.open()
    (tmp_path / "other").mkdir()
    paths = [copy(tmp_path, "2.000648", "a.toml"), copy(tmp_path / "other", "2.000648", "a.toml")]
    with pytest.raises(UsageError, match="same code"):
        bring_in(home, paths)
    assert not home.procedures.exists()
