"""HEIC: a telephone's photograph is a page; one that breaks off is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config import errors
from ocr.decode import Budget, pixels
from tests.unit.ocr.decode.delivered import array, pages_of, sheet
from tests.unit.ocr.decode.heic import PHOTO


def test_a_photograph_is_a_page(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, PHOTO)
    drawn = array(sheet(96, 128, "RGB", seed=5))
    assert (page.info.width, page.info.height, page.info.format) == (96, 128, "png")
    assert np.abs(pixels(page).astype(int) - drawn).mean() < 8


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_one_that_breaks_off_is_none(tmp_path: Path, share: float) -> None:
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, PHOTO[: int(len(PHOTO) * share)])


def test_its_size_is_judged_before_it_is_decoded(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyPixels):
        pages_of(tmp_path, PHOTO, Budget(10_000, 10, 1_000_000))


def test_a_video_is_none(tmp_path: Path) -> None:
    with pytest.raises(errors.UnknownFormat, match="video"):
        pages_of(tmp_path, b"\0\0\0\x14ftypisom\0\0\2\0isom" + bytes(100))
