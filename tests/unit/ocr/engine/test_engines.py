"""Both engines: the same form of results, their identity, and what they raise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from config.errors import MissingLanguage, RecognitionTimeout
from config.settings import ReadingSettings
from ocr.engine import Engine, RawLine, open_engine
from ocr.engine.models import CAREFUL, find_careful, find_tessdata, model_name
from tests.unit.ocr.drawn import BODY, DPI, Pixels, letter


@pytest.fixture(scope="module", params=["tesserocr", "pytesseract"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(ReadingSettings(engine=request.param))


@pytest.fixture(scope="module")
def print_() -> Pixels:
    return np.asarray(letter(BODY[:2], height=2.0).convert("L"))


@pytest.fixture(scope="module")
def lines(engine: Engine, print_: Pixels) -> list[RawLine]:
    return engine.recognise(print_, DPI)


def test_words_come_in_lines(lines: list[RawLine]) -> None:
    assert [" ".join(word.text for word in line) for line in lines] == list(BODY[:2])


def test_boxes_and_confidences_are_plausible(lines: list[RawLine]) -> None:
    for line in lines:
        assert all(0.3 < word.confidence <= 1 for word in line)
        assert all(before.right <= after.left for before, after in pairwise(line))
    first = lines[0][0]
    assert (first.left / DPI, first.top / DPI) == pytest.approx((0.5, 0.65), abs=0.06)
    assert 10 < first.height < 50


def test_an_empty_image_has_no_lines(engine: Engine) -> None:
    assert engine.recognise(np.full((200, 300), 255, np.uint8), DPI) == []


def test_the_identity_names_version_and_model(engine: Engine) -> None:
    assert engine.identity.name in ("tesserocr", "pytesseract")
    assert engine.identity.version[0].isdigit()
    first = find_tessdata("vie", None)
    assert engine.identity.model == model_name("vie", first, find_careful("vie", first))


def test_single_lines_are_read_again(engine: Engine, print_: Pixels, lines: list[RawLine]) -> None:
    crops = [print_[int(min(w.top for w in line)) - 6 : int(max(w.bottom for w in line)) + 6] for line in lines]
    again = engine.read_again(crops, DPI)
    assert [" ".join(word.text for word in line) for line in again] == list(BODY[:2])
    assert again[0][0].left == pytest.approx(lines[0][0].left, abs=4)
    assert engine.read_again([], DPI) == []


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_a_page_that_takes_too_long_is_given_up(name: str, print_: Pixels) -> None:
    hurried = open_engine(ReadingSettings.model_validate({"engine": name, "timeout": 0.02}))
    with pytest.raises(RecognitionTimeout):
        hurried.recognise(np.tile(print_, (4, 1)), DPI)


def test_tesserocr_reads_on_after_a_timeout(print_: Pixels) -> None:
    engine = open_engine(ReadingSettings(timeout=0.02))
    with pytest.raises(RecognitionTimeout):
        engine.recognise(np.tile(print_, (4, 1)), DPI)
    assert engine.recognise(np.full((200, 300), 255, np.uint8), DPI) == []


def test_odd_crops_leave_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(ReadingSettings())
    for crop in odd_crops():
        engine.recognise(crop, DPI)
    assert capfd.readouterr().err == ""


def odd_crops() -> Iterator[Pixels]:
    """Narrow crops with black blocks; of one of them Leptonica says that a box lies outside its rectangle."""
    chance = np.random.default_rng(0)
    for number in range(20):
        long, short = (int(chance.integers(2, most)) for most in (400, 60))
        height, width = (short, long) if number % 2 else (long, short)
        crop = np.full((height, width), 255, np.uint8)
        for _ in range(int(chance.integers(1, 30))):
            y, x = int(chance.integers(0, height)), int(chance.integers(0, width))
            crop[y : y + int(chance.integers(1, 30)), x : x + int(chance.integers(1, 30))] = 0
        yield crop


@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_a_missing_model_is_named(name: str) -> None:
    with pytest.raises(MissingLanguage) as raised:
        open_engine(ReadingSettings.model_validate({"engine": name, "language": "tlh"}))
    assert raised.value.details["language"] == "tlh"


def test_the_setting_overrules_the_environment(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "env" / "tessdata").mkdir(parents=True)
    for folder in ("set", "env/tessdata"):
        (tmp_path / folder / "vie.traineddata").write_bytes(folder.encode())
    environment = {"TESSDATA_PREFIX": str(tmp_path / "env")}
    assert find_tessdata("vie", tmp_path / "set", environment) == tmp_path / "set"
    assert find_tessdata("vie", None, environment) == tmp_path / "env" / "tessdata"


def test_every_language_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"model")
    with pytest.raises(MissingLanguage) as raised:
        find_tessdata("vie+eng", tmp_path, {})
    assert raised.value.details["language"] == "eng"


def test_another_model_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"one")
    one = model_name("vie", tmp_path)
    (tmp_path / "vie.traineddata").write_bytes(b"two")
    assert one != model_name("vie", tmp_path)
    assert one.startswith("vie-")


def test_the_careful_model_is_used_where_it_is_installed(tmp_path: Path) -> None:
    first, careful = tmp_path / "first", tmp_path / "careful"
    for folder in (first, careful):
        folder.mkdir()
        (folder / "vie.traineddata").write_bytes(folder.name.encode())
    assert find_careful("vie", first, careful) == careful
    assert find_careful("vie+eng", first, careful) == first
    assert model_name("vie", first, careful).count("vie-") == 2
    assert model_name("vie", first, first) == model_name("vie", first)
    assert CAREFUL.is_absolute()
