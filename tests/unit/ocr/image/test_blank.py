"""Hundreds of ways to leave one mark on a sheet, and what scanners add to a bare one."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.image.blank import is_blank
from ocr.image.borders import scan_edges, without_edges
from tests.unit.ocr.drawn import Pixels
from tests.unit.ocr.drawn_sides import BLANK, DPI, MARKED, scanned

SEEDS = (11, 12)


def blank(page: Pixels) -> bool:
    edges = scan_edges(page, DPI)
    seen = without_edges(page, edges) if edges.any() else page
    return is_blank(seen, DPI)


@pytest.mark.parametrize("kind", MARKED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_side_with_a_single_mark_is_never_blank(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert not blank(scanned(rng, MARKED[kind](rng)))


@pytest.mark.parametrize("kind", BLANK)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_traces_of_scanner_and_reverse_side_are_blank(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert blank(scanned(rng, BLANK[kind](rng)))
