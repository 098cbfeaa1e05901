"""What the log keeps, and what it must not."""

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.home import Home
from config.logs import FILE_NAME, SharedFileHandler, mask, set_up_logging

log = logging.getLogger("sohoa.test")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Home(tmp_path / "home").open()
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)


def written(home: Home) -> str:
    return (home.logs / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Số CCCD 001203004567 của ông", "Số CCCD ************ của ông"),
        ("CMND: 012345678.", "CMND: *********."),
        ("cccd 001 203 004 567", "cccd *** *** *** ***"),
        ("scan_001203004567.jpg", "scan_************.jpg"),
        ("001203004567,012345678", "************,*********"),
    ],
)
def test_identity_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "H26.12-260804-0583",
        "điện thoại 0912345678",
        "mã số thuế 0101234567-001",
        "took 0.123456789 s",
        "192.168.100.101",
        "e3b0c442 98fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "a123456789b",
        "20260804123456",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_a_line_is_written_with_its_arguments_masked(home: Home) -> None:
    set_up_logging(home)
    log.info("applicant %s, dossier %s", "001203004567", "H26.12-260804-0583")
    assert "applicant ************, dossier H26.12-260804-0583" in written(home)


def test_an_identity_number_in_a_traceback_is_masked(home: Home) -> None:
    set_up_logging(home)
    try:
        raise ValueError("no such person: 012345678")
    except ValueError:
        log.exception("failed")
    assert "no such person: *********" in written(home)
    assert "012345678" not in written(home)


def test_stderr_is_used_only_when_asked(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(home)
    log.warning("quiet")
    assert capsys.readouterr() == ("", "")
    set_up_logging(home, stderr=True)
    log.warning("loud 001203004567")
    out, err = capsys.readouterr()
    assert out == ""
    assert "loud ************" in err
    assert "quiet" not in err


def test_setting_up_twice_writes_each_line_once(home: Home) -> None:
    set_up_logging(home)
    set_up_logging(home)
    log.info("only once")
    assert written(home).count("only once") == 1


def test_a_log_that_another_process_rotated_is_followed(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    handler = SharedFileHandler(path)
    handler.emit(logging.makeLogRecord({"msg": "before"}))
    path.rename(tmp_path / "sohoa.log.1")
    handler.emit(logging.makeLogRecord({"msg": "after"}))
    handler.close()
    assert (tmp_path / "sohoa.log.1").read_text(encoding="utf-8") == "before\n"
    assert path.read_text(encoding="utf-8") == "after\n"


def test_warnings_of_libraries_go_to_the_log_and_not_to_the_screen(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        set_up_logging(home)
        warnings.warn("a callback already exists", RuntimeWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert "a callback already exists" in written(home)
    assert capsys.readouterr().err == ""
