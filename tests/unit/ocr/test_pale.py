"""A page of pale print is a page: what shines through, dust and grain are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from config.settings import ReadingSettings
from ocr.engine import Engine, open_engine
from ocr.page import PageState
from ocr.read import ReadingOptions, read_page
from tests.unit.ocr.drawn import BODY, Pixels, as_page, letter
from tests.unit.ocr.drawn_sides import BLANK, DPI, HIGH, WIDE, paper, scanned

OPTIONS = ReadingOptions()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine(ReadingSettings())


def pale(rng: np.random.Generator, levels: float, lines: tuple[str, ...] = BODY) -> Pixels:
    """Print so many levels below the paper."""
    sheet = Image.new("RGB", (WIDE, HIGH), "white")
    sheet.paste(letter(lines, 3.0).resize((900, 450), Image.Resampling.LANCZOS), (170, 300))
    ink = (255 - np.asarray(sheet, np.float32)) / 235 * levels
    return scanned(rng, np.clip(paper(rng) - ink, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("levels", [16, 24, 40])
def test_pale_print_is_read_and_not_hidden(engine: Engine, levels: float) -> None:
    page = np.ascontiguousarray(np.rot90(pale(np.random.default_rng(5), levels)))
    reading = read_page(as_page(page, DPI, DPI), engine, OPTIONS)
    assert (reading.state, reading.rotation) == (PageState.OK, 90)
    assert sum(word in reading.text for word in " ".join(BODY).split()) > 25
    assert reading.measures is not None and reading.measures.contrast is not None
    assert 0.4 * levels < reading.measures.contrast < levels


def test_a_single_pale_line_is_not_hidden(engine: Engine) -> None:
    page = pale(np.random.default_rng(6), 20, ("Hà Nội, ngày 12",))
    assert "Hà Nội" in read_page(as_page(page, DPI, DPI), engine, OPTIONS).text


@pytest.mark.parametrize("kind", ["shining through", "soaked seal", "everything", "dust"])
def test_what_a_bare_side_shows_is_still_blank(engine: Engine, kind: str) -> None:
    rng = np.random.default_rng(41)
    page = scanned(rng, BLANK[kind](rng))
    assert read_page(as_page(page, DPI, DPI), engine, OPTIONS).state is PageState.BLANK
