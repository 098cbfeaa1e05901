"""Doubtful words read again where they stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from config.settings import ReadingSettings
from ocr.engine import Engine, RawLine, open_engine
from ocr.text.order import reading_order
from ocr.text.second_look import look_again
from tests.unit.ocr.drawn import BODY, DPI, Pixels, letter


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


@pytest.fixture(scope="module")
def print_() -> Pixels:
    return np.asarray(letter(BODY[:3], height=2.5).convert("L"))


@pytest.fixture(scope="module")
def lines(engine: Engine, print_: Pixels) -> list[RawLine]:
    return reading_order(engine.recognise(print_, DPI))


def texts(lines: list[RawLine]) -> list[str]:
    return [" ".join(word.text for word in line) for line in lines]


@pytest.mark.parametrize("place", [0, 3])
def test_a_misread_word_is_read_right(engine: Engine, print_: Pixels, lines: list[RawLine], place: int) -> None:
    row = list(lines[1])
    row[place] = replace(row[place], text="phäp", confidence=0.4)
    (_, again, _) = look_again([lines[0], row, lines[2]], print_, DPI, engine)
    assert texts([again]) == texts([lines[1]])
    assert again[place].left == pytest.approx(lines[1][place].left, abs=5)
    assert again[place].top == pytest.approx(lines[1][place].top, abs=5)


def test_the_page_is_not_drawn_upon(engine: Engine, print_: Pixels, lines: list[RawLine]) -> None:
    before = print_.copy()
    look_again([[replace(word, confidence=0.3) for word in line] for line in lines], print_, DPI, engine)
    assert np.array_equal(before, print_)


def test_sure_words_cost_nothing(engine: Engine, print_: Pixels, lines: list[RawLine]) -> None:
    sure = [[replace(word, confidence=0.95) for word in line] for line in lines]
    assert look_again(sure, print_, DPI, engine) == sure
