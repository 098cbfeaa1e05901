"""Reading printed pages: their own words where these are believed, recognition where they are not."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.measures import word_bag_error
from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.page import PageReading, PageState
from ocr.read import ReadingOptions, read_page
from tests.unit.ocr.printed import paragraphs, printed
from tests.unit.ocr.test_printed import BODY, WRONG, page_of

SAME_CPU = 0.25
"""Share of recognition's CPU below which reading must stay here: a tenth is measured on a quiet machine."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


def _timed(image: object, engine: Engine) -> tuple[PageReading, float]:
    began = time.process_time()
    reading = read_page(image, engine, ReadingOptions())  # type: ignore[arg-type]
    return reading, time.process_time() - began


def test_the_words_are_exactly_those_that_were_written(tmp_path: Path, engine: Engine) -> None:
    page = page_of(tmp_path, printed(paragraphs(BODY * 3, top=800)))
    own, cheap = _timed(page, engine)
    recognised, dear = _timed(replace(page, layer=None), engine)
    assert own.text.splitlines() == BODY * 3
    assert (own.state, own.rotation, own.skew_degrees, own.confidence) == (PageState.OK, 0, 0.0, 1.0)
    assert (own.engine.name, own.engine.model) == ("pdf-text", "")
    assert own.engine.version
    assert recognised.engine == engine.identity
    assert cheap < SAME_CPU * dear
    boxes = zip(own.words, recognised.words, strict=False)
    assert all(abs(mine.box.x - other.box.x) < 0.003 for mine, other in list(boxes)[:8])


@pytest.mark.parametrize("wrong", ["letters that mean the next one", "TCVN3"])
def test_a_file_that_lies_about_its_letters_is_recognised(tmp_path: Path, engine: Engine, wrong: str) -> None:
    reading = read_page(page_of(tmp_path, printed(paragraphs(BODY), WRONG[wrong])), engine, ReadingOptions())
    assert reading.engine == engine.identity
    assert word_bag_error("\n".join(BODY), reading.text) < 0.05


def test_a_page_that_a_person_turned_is_recognised(tmp_path: Path, engine: Engine) -> None:
    page = page_of(tmp_path, printed(paragraphs(BODY)))
    reading = read_page(page, engine, ReadingOptions(turn=180))
    assert (reading.engine, reading.rotation) == (engine.identity, 180)


def test_stamps_over_print_are_read_once(tmp_path: Path, engine: Engine) -> None:
    """Print in a seal's colour is in the layer already; what only the picture shows is not lost."""
    red = [replace(run, colour="0.8 0 0 rg") for run in paragraphs(BODY[2:4], top=300, size=13)]
    reading = read_page(page_of(tmp_path, printed([*paragraphs(BODY), *red])), engine, ReadingOptions())
    assert reading.engine.name == "pdf-text"
    assert reading.text.splitlines() == BODY + BODY[2:4]
