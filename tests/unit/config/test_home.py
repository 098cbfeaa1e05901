"""The home: how it is found, made and refused."""

import stat
from pathlib import Path

import pytest

from config.errors import HomeNotWritable, HomeOnNetwork
from config.home import NETWORK_FILE_SYSTEMS, Home, file_system_of
from config.settings import SETTINGS_FILE

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:20 / /proc rw - proc proc rw
40 22 0:45 / /srv/scans rw,relatime shared:7 master:2 - nfs4 server:/scans rw,vers=4.2
41 40 8:2 / /srv/scans/local rw - xfs /dev/sdb1 rw
42 22 0:46 / /mnt/H\304\223\040so\134cu rw - cifs //server/share rw
43 22 0:47 / /data rw - ext4 /dev/sdc1 rw
44 22 0:48 / /data rw - fuse.sshfs desk@host:/ rw
a line that is none
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk/sohoa", "ext4"),
        ("/srv/scans", "nfs4"),
        ("/srv/scans/home", "nfs4"),
        ("/srv/scans-of-today", "ext4"),
        ("/srv/scans/local/home", "xfs"),
        ("/data/home", "fuse.sshfs"),
    ],
)
def test_the_longest_and_last_mount_holds_a_path(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_blanks_and_backslashes_in_mount_points_are_read() -> None:
    mounts = r"42 22 0:46 / /mnt/hồ\040sơ\134cũ rw - cifs //server/share rw"
    assert file_system_of(Path("/mnt/hồ sơ\\cũ/home"), mounts) == "cifs"


def test_no_mounts_give_no_kind() -> None:
    assert file_system_of(Path("/home"), "") is None


def test_the_option_wins_over_the_variable_and_the_variable_over_the_platform(tmp_path: Path) -> None:
    environ = {"SOHOA_HOME": str(tmp_path / "variable")}
    assert Home.find(tmp_path / "option", environ).path == tmp_path / "option"
    assert Home.find(None, environ).path == tmp_path / "variable"
    assert Home.find(None, {}).path.name == "sohoa"
    assert Home.find(None, {"SOHOA_HOME": ""}) == Home.find(None, {})


def test_a_relative_home_becomes_absolute_and_a_tilde_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Home.find(Path("here"), {}).path == tmp_path / "here"
    assert Home.find(Path("~/there"), {}).path == Path.home() / "there"


def test_opening_makes_private_folders_and_can_be_repeated(tmp_path: Path) -> None:
    home = Home(tmp_path / "new" / "home").open()
    assert home.open() == home
    for folder in (home.path, home.objects, home.dossiers, home.scratch, home.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(home.scratch.iterdir()) == []


def test_a_home_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    home = Home(tmp_path / "home").open()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_everything_lies_under_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    places = [home.ledger, home.objects, home.dossiers, home.lock, home.scratch, home.settings, home.logs]
    assert {place.parent for place in places} == {tmp_path}
    assert len(set(places)) == len(places)
    assert home.settings.name == SETTINGS_FILE


def test_a_home_below_a_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(HomeNotWritable, match="Not a directory"):
        Home(tmp_path / "file" / "home").open()


def test_the_kind_of_a_home_that_does_not_exist_yet_is_that_of_the_folder_above(tmp_path: Path) -> None:
    assert Home(tmp_path / "not" / "yet").file_system() == Home(tmp_path).file_system()


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="needs Linux")
def test_a_network_home_is_refused_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Home(tmp_path).file_system()
    monkeypatch.setattr("config.home.NETWORK_FILE_SYSTEMS", NETWORK_FILE_SYSTEMS | {kind})
    with pytest.raises(HomeOnNetwork, match=str(kind)):
        Home(tmp_path / "home").open()
    assert not (tmp_path / "home").exists()
