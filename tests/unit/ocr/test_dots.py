"""Faint print of a needle printer is read, which recognition by itself does not."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.measures import word_bag_error
from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.read import ReadingOptions, read_page
from tests.unit.ocr.drawn import BODY, as_page
from tests.unit.ocr.drawn_dots import NINE, TWENTY_FOUR, Needles, needle_print

HOOKS = 0.08
"""Share of words: at 72 dots an inch the hook of "sở" and the acute of "sớ" are often the same dots."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


@pytest.mark.parametrize("ink", [60, 90, 130])
@pytest.mark.parametrize(("head", "dpi", "error"), [(NINE, 200, HOOKS), (NINE, 300, HOOKS), (TWENTY_FOUR, 200, 0.03)])
def test_pale_dots_are_read_as_letters(engine: Engine, head: Needles, dpi: int, ink: float, error: float) -> None:
    page = needle_print(BODY, head, ink, dpi, seed=2)
    reading = read_page(as_page(page, dpi, dpi), engine, ReadingOptions())
    assert word_bag_error("\n".join(BODY), reading.text) <= error


def test_a_page_of_dots_upside_down_is_set_upright(engine: Engine) -> None:
    page = np.ascontiguousarray(np.rot90(needle_print(BODY, NINE, 90, 200, seed=1), 2))
    assert read_page(as_page(page), engine, ReadingOptions()).rotation == 180
