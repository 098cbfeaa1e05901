"""The words of stamps are read where print runs through them, too."""

from __future__ import annotations

import pytest

from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.image.marks import find_marks
from ocr.stamped import stamped_lines
from tests.unit.ocr.drawn import DPI, letter
from tests.unit.ocr.image.test_marks import BLUE, PINK, VIOLET, Colour, framed, paper_white, scanned


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


@pytest.mark.parametrize("askew", [-6.0, 3.0])
@pytest.mark.parametrize("colour", [PINK, BLUE, VIOLET])
def test_a_secrecy_mark_over_a_line_of_print_is_read(engine: Engine, colour: Colour, askew: float) -> None:
    page = paper_white(scanned(framed(letter(), "MẬT", colour, askew, x=420, y=110)))
    words = [word.text for line in stamped_lines(page, find_marks(page, DPI), (), DPI, engine) for word in line]
    assert "MẬT" in words
