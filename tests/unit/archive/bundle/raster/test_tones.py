"""Pages that are black and white and nothing else."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from archive.bundle.raster.tones import black_and_white
from tests.unit.archive.bundle.raster.scanned import paper
from tests.unit.ocr.drawn import letter


def jagged() -> Image.Image:
    """Print as a scanner in its black and white mode sees it."""
    return letter().convert("L").point(lambda level: 255 * (level > 140))


def after_jpeg(image: Image.Image) -> np.ndarray:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return np.asarray(Image.open(out))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_what_jpeg_did_to_sharp_edges_is_undone(mode: str) -> None:
    page = jagged()
    found = black_and_white(after_jpeg(page.convert(mode)))
    assert found is not None
    assert np.count_nonzero(found != np.asarray(page)) < 1e-5 * found.size


def test_edges_that_were_scanned_are_tones() -> None:
    assert black_and_white(np.asarray(letter().convert("L").filter(ImageFilter.GaussianBlur(1)))) is None


@pytest.mark.parametrize("ink", [(120, 120, 120), (200, 30, 40), (40, 60, 190)])
def test_one_stroke_of_another_ink_is_not_given_up(ink: tuple[int, int, int]) -> None:
    page = jagged().convert("RGB")
    ImageDraw.Draw(page).line([(300, 700), (360, 680)], fill=ink, width=3)
    assert black_and_white(np.asarray(page)) is None


def test_a_sealed_page_is_not() -> None:
    assert black_and_white(np.asarray(paper())) is None
