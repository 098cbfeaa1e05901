"""Scans drawn for the tests of smaller page images: print, a seal over it, a pen, a scanner's noise."""

import io

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from ocr.page import ImageInfo
from tests.unit.ocr.drawn import RED, letter, stamp

DPI = 200
PEN = (30, 60, 170)
SEAL = (4.6, 2.6)
"""Inches from the top left corner to the seal's centre."""
Pixels = npt.NDArray[np.uint8]


def paper() -> Image.Image:
    """Six inches by four of print with a red seal over its last words, and two strokes of a blue pen."""
    page = letter()
    stamp(page, *SEAL)
    pen = ImageDraw.Draw(page)
    pen.line([(200, 620), (420, 560), (520, 680)], fill=PEN, width=5)
    return page


def noisy(page: Image.Image, sigma: float = 5.0) -> Pixels:
    """The page as a scanner gives it: a little grey, a little blurred, noise on every pixel and channel."""
    light = cv2.GaussianBlur(np.asarray(page).astype(np.float32) * 0.92 + 8, (0, 0), 0.7)
    grains = np.random.default_rng(7).normal(0, sigma, light.shape)
    return np.clip(light + grains, 0, 255).astype(np.uint8)


def stored(pixels: Pixels, dpi: float = DPI, *, stated: bool = True) -> tuple[ImageInfo, bytes]:
    """What is known of the scan, and its JPEG."""
    image, out = Image.fromarray(pixels), io.BytesIO()
    image.save(out, "JPEG", quality=85)
    mode = "L" if pixels.ndim == 2 else "RGB"
    return ImageInfo("jpeg", image.width, image.height, mode, dpi, dpi, stated), out.getvalue()


def red_pixels(pixels: Pixels) -> int:
    """How many pixels are nearly of the seal's red."""
    return int(np.count_nonzero(np.abs(pixels.astype(int) - RED).max(axis=2) < 60))
