"""An A4 letter for the tests, and photographs of it."""

from __future__ import annotations

import numpy as np

from benchmarks.photographed import Photo, photograph
from ocr.page import ImageInfo
from tests.unit.ocr.drawn import BODY, Pixels, sheet, stamp, write

TRUTH = "\n".join(BODY * 3)
A4_RATIO = 2**0.5


def a4(*, sealed: bool = False) -> Pixels:
    """Three paragraphs on A4."""
    page = sheet(8.27, 11.69)
    for number, line in enumerate(BODY * 3):
        write(page, line, 1.0, 1.2 + 0.32 * number + 0.3 * (number // len(BODY)))
    if sealed:
        stamp(page, 5.5, 9.0)
    return np.asarray(page)


def photo(seed: int, tilt: float | None = None, long_side: int = 1200) -> Photo:
    """The letter on a desk."""
    return photograph(a4(), np.random.default_rng(seed), tilt=tilt, long_side=long_side)


def camera_info(pixels: Pixels, *, stated: bool = False) -> ImageInfo:
    """What is known of a photograph: its file states no resolution."""
    mode = "RGB" if pixels.ndim == 3 else "L"
    return ImageInfo("png", pixels.shape[1], pixels.shape[0], mode, 150.0, 150.0, stated)
