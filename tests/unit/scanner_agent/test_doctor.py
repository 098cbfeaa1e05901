"""The doctor: what is there, what is missing, and what to do about it."""

import sys
from pathlib import Path

import pytest

from config.home import NETWORK_FILE_SYSTEMS, Home
from config.settings import ReadingSettings, Settings
from scanner_agent import doctor
from scanner_agent.doctor import Check, Remedy, all_well, to_json

KHMER = Path("/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf")


def test_a_machine_that_was_set_up_is_well_and_the_home_is_not_made(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    found = doctor.checks(home, Settings())
    assert [check for check in found if check.required and not check.ok] == []
    assert all_well(found)
    assert not home.path.exists()
    assert len({check.name for check in found}) == len(found)


def test_the_recognition_engine_is_named_with_version_and_model() -> None:
    found = doctor.check_engine(Settings())
    assert found.ok
    assert found.found.startswith("tesserocr 5.")
    assert ", vie-" in found.found


def test_a_model_that_is_missing_comes_with_the_package_to_install(tmp_path: Path) -> None:
    found = doctor.check_engine(Settings(reading=ReadingSettings(tessdata=tmp_path)))
    assert not found.ok
    assert found.remedy is not None
    assert "apt-get install tesseract-ocr-vie" in found.remedy.en
    assert str(tmp_path) in found.remedy.vi


def test_a_missing_orientation_model_is_no_misfortune(tmp_path: Path) -> None:
    found = doctor.check_orientation_model(Settings(reading=ReadingSettings(tessdata=tmp_path)))
    assert not found.ok
    assert all_well([found])


def test_a_missing_careful_model_is_no_misfortune_and_set_up_brings_it(tmp_path: Path) -> None:
    missing = doctor.check_careful_model(Settings(), tmp_path)
    assert not missing.ok and all_well([missing])
    assert missing.remedy is not None and "make setup" in missing.remedy.en
    (tmp_path / "vie.traineddata").touch()
    found = doctor.check_careful_model(Settings(), tmp_path)
    assert found.ok and found.found == str(tmp_path)


@pytest.mark.parametrize("path", [KHMER, Path("/nowhere/font.ttf")])
def test_a_font_without_vietnamese_letters_is_refused(path: Path) -> None:
    found = doctor.check_font(path)
    assert not found.ok
    assert str(path) in found.found
    assert found.remedy is not None


def test_a_package_that_does_not_load_says_why() -> None:
    found = doctor.check_package("nothing", "no_such_module")
    assert not found.ok
    assert "no_such_module" in found.found
    assert found.remedy is not None
    assert "make setup" in found.remedy.en


def test_versions_are_compared_as_numbers() -> None:
    assert doctor.check_python((3, 11, 0)).ok
    assert not doctor.check_python((3, 9, 20)).ok
    assert doctor.check_sqlite((3, 40, 1)).ok
    assert not doctor.check_sqlite((3, 7, 17)).ok


def test_a_disk_that_is_nearly_full_is_noticed(tmp_path: Path) -> None:
    assert doctor.check_disk(tmp_path, 5_000_000_000).ok
    found = doctor.check_disk(tmp_path, 300_000_000)
    assert not found.ok
    assert found.found == "0.3 GB"
    assert found.remedy is not None
    assert str(tmp_path) in found.remedy.vi


def test_little_memory_is_told_but_tolerated() -> None:
    found = doctor.check_machine(cores=1, memory=900_000_000)
    assert not found.ok
    assert "1 × CPU, 0.9 GB" in found.found
    assert all_well([found])


def test_a_home_on_the_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Home(tmp_path).file_system()
    monkeypatch.setattr("config.home.NETWORK_FILE_SYSTEMS", NETWORK_FILE_SYSTEMS | {kind})
    found = doctor.check_home(Home(tmp_path / "home"))
    assert not found.ok
    assert not all_well([found])


def test_a_wrong_procedure_of_the_home_is_told_by_its_line(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert doctor.check_rules(home).ok
    home.procedures.mkdir()
    (home.procedures / "own.toml").write_text('code = "1.000001"\nnmae = "Cấp phép"\n', encoding="utf-8")
    wrong = doctor.check_rules(home)
    assert not wrong.ok and wrong.remedy is not None
    assert "own.toml, dòng 1" in wrong.remedy.vi and "own.toml, line 1" in wrong.remedy.en


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert not doctor.check_home(Home(tmp_path / "file" / "home")).ok


def test_a_program_is_shown_with_the_first_line_of_its_version() -> None:
    found = doctor.check_program("python", (sys.executable, "-c", "print('one\\ntwo')"), package="")
    assert found == Check("python", True, "one", required=False)


def test_a_program_that_is_missing_comes_with_its_package() -> None:
    found = doctor.check_program("java", ("no-such-program", "-version"), package="default-jre-headless")
    assert not found.ok
    assert found.remedy is not None
    assert "default-jre-headless" in found.remedy.en
    assert all_well([found])


def test_json_has_the_promised_shape_in_the_language_asked_for() -> None:
    bad = Check("disk", False, "0.3 GB", Remedy("Dọn đĩa.", "Tidy up."))
    good = Check("python", True, "3.11.2")
    assert to_json([good, bad], "vi") == {
        "ok": False,
        "checks": [
            {"name": "python", "ok": True, "required": True, "found": "3.11.2", "remedy": None},
            {"name": "disk", "ok": False, "required": True, "found": "0.3 GB", "remedy": "Dọn đĩa."},
        ],
    }
    assert to_json([bad], "en")["checks"][0]["remedy"] == "Tidy up."
    assert to_json([good], "en")["ok"] is True
