"""How a page was turned is seen in its picture."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.reading.dials import CLEAN, PAPERS
from benchmarks.reading.turns import shown_turn
from scanner_agent.demo import scan


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_turn_of_a_page_is_seen(tmp_path: Path, turn: int) -> None:
    scanned, pdf = tmp_path / "page.jpg", tmp_path / "made.pdf"
    scanned.write_bytes(scan(PAPERS[1](100, 1), CLEAN, seed=1))
    with Image.open(scanned) as image:
        image.rotate(-turn + 2, expand=True, fillcolor="white").save(pdf, resolution=100)
    assert shown_turn(pdf, 1, scanned) == turn
