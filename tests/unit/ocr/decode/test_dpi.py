"""Resolution: what can be true, and what paper sizes say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.decode.dpi import inferred, resolution

_PAPERS = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210)}


@pytest.mark.parametrize("dpi", [150, 200, 300, 400, 600])
@pytest.mark.parametrize("landscape", [False, True])
def test_a4_at_usual_resolutions(dpi: int, landscape: bool) -> None:
    sides = [round(mm / 25.4 * dpi) for mm in _PAPERS["A4"]]
    width, height = reversed(sides) if landscape else sides
    assert inferred(width, height) == pytest.approx(dpi, rel=0.01)


@pytest.mark.parametrize(
    ("x", "y"),
    [(0, 0), (1, 1), (49, 49), (1251, 300), (math.nan, 300), (math.inf, 300), (-300, -300), (72, 72), (96, 96)],
)
def test_absurd_statements_are_not_believed(x: float, y: float) -> None:
    found = resolution(2480, 3508, (x, y))
    assert (found.stated, found.x, found.y) == (False, 300, 300)


def test_a_page_of_stamp_size_or_of_a_wall_is_not_believed() -> None:
    assert not resolution(200, 280, (1200, 1200)).stated
    assert not resolution(4000, 5000, (100, 100)).stated


def test_72_dpi_holds_for_a_page_that_it_fits() -> None:
    assert resolution(595, 842, (72, 72)).stated


@given(st.integers(1, 60000), st.integers(1, 60000), st.none() | st.tuples(st.floats(), st.floats()))
def test_the_resolution_is_always_one_that_a_scanner_can_have(
    width: int, height: int, stated: tuple[float, float] | None
) -> None:
    found = resolution(width, height, stated)
    assert 50 <= found.x <= 1250
    assert 50 <= found.y <= 1250


@given(st.integers(400, 9000), st.integers(400, 9000))
def test_turning_the_page_changes_nothing(width: int, height: int) -> None:
    assert inferred(width, height) == inferred(height, width)
