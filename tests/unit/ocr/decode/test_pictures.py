"""WebP, GIF and JPEG 2000: one picture is a page; half a picture and a moving one are not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from config import errors
from ocr.decode import Budget, pixels
from tests.unit.ocr.decode.delivered import array, pages_of, sheet, written

_FORMATS: list[tuple[str, dict[str, Any]]] = [("WEBP", {"lossless": True}), ("GIF", {}), ("JPEG2000", {})]


@pytest.mark.parametrize(("kind", "options"), _FORMATS)
def test_a_picture_is_a_page_without_loss(tmp_path: Path, kind: str, options: dict[str, Any]) -> None:
    drawn = sheet(mode="L")
    (page,) = pages_of(tmp_path, written(drawn.convert("RGB") if kind == "WEBP" else drawn, kind, **options))
    assert page.info.format == "png" and np.array_equal(pixels(page).reshape(340, 240, -1)[:, :, 0], array(drawn))


@pytest.mark.parametrize(("kind", "options"), _FORMATS)
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
def test_one_that_breaks_off_is_none(tmp_path: Path, kind: str, options: dict[str, Any], share: float) -> None:
    data = written(sheet(mode="RGB"), kind, **options)
    with pytest.raises(errors.RejectedFile):
        pages_of(tmp_path, data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", ["WEBP", "GIF"])
def test_a_moving_one_is_no_paper(tmp_path: Path, kind: str) -> None:
    frames = io.BytesIO()
    sheet(seed=1).save(frames, kind, save_all=True, append_images=[sheet(seed=2), sheet(seed=3)])
    with pytest.raises(errors.UnsupportedImage, match="3 frames"):
        pages_of(tmp_path, frames.getvalue())


@pytest.mark.parametrize(("kind", "options"), _FORMATS)
def test_its_size_is_judged_before_it_is_decoded(tmp_path: Path, kind: str, options: dict[str, Any]) -> None:
    with pytest.raises(errors.TooManyPixels):
        pages_of(tmp_path, written(sheet(), kind, **options), Budget(10_000, 10, 1_000_000))
