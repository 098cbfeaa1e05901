"""Strips told as one stream: only where they are strips of one page, coded alike."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ocr.decode.jpeg_strips import joined
from tests.unit.ocr.decode.delivered import array, sheet


def strip(image: Image.Image, top: int, rows: int, **options: object) -> bytes:
    out = io.BytesIO()
    image.crop((0, top, image.width, top + rows)).save(out, "JPEG", **({"quality": 85} | options))
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


PAGE = sheet(mode="L")


def test_ten_strips_are_the_page(rows: int = 40) -> None:
    tops = range(0, PAGE.height, rows)
    strips = [strip(PAGE, top, min(rows, PAGE.height - top)) for top in tops]
    told = joined(strips)
    assert told is not None and told[1] == rows
    expected = np.concatenate([array(shown(each)) for each in strips])
    assert (array(shown(told[0])) == expected).all()


@pytest.mark.parametrize(
    "strips",
    [
        [strip(PAGE, 0, 64)],
        [strip(PAGE, 0, 64), strip(PAGE, 64, 64, quality=40)],
        [strip(PAGE, 0, 60), strip(PAGE, 60, 60)],
        [strip(PAGE, 0, 64), strip(PAGE, 64, 72)],
        [strip(PAGE, 0, 64), strip(PAGE.resize((PAGE.width // 2, PAGE.height)), 64, 64)],
        [strip(PAGE, 0, 64, progressive=True), strip(PAGE, 64, 64, progressive=True)],
        [strip(PAGE, 0, 64, restart_marker_rows=1), strip(PAGE, 64, 64, restart_marker_rows=1)],
        [strip(PAGE, 0, 64), strip(PAGE.convert("RGB"), 64, 64)],
    ],
    ids=[
        "one",
        "other tables",
        "cut units",
        "a last one that is higher",
        "other width",
        "progressive",
        "restarts",
        "colours",
    ],
)
def test_others_are_left_as_they_are(strips: list[bytes]) -> None:
    assert joined(strips) is None
