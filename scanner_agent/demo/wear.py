"""Scans a drawn side as a tired office scanner would: crooked, unevenly lit, noisy, blurred, too much compressed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray
from PIL import Image

from scanner_agent.demo.paper import Drawing

Turn = Literal[0, 90, 180, 270]
Pixels = MatLike
"""RGB, (height, width, 3), 8 bits."""
Veil = NDArray[np.float32]
"""Which part of the light comes back from where, (height, width), 1 for all of it."""

PAPER = (249, 247, 241)
BACKING = (222, 223, 221)
"""Colours, RGB, of the sheet and of what the scanner shows where there is none."""


@dataclass(frozen=True, slots=True)
class Wear:
    """What goes wrong at the scanner."""

    rotation: Turn = 0
    """Clockwise degrees that will set the scan upright again."""
    skew: float = 0.0
    """Clockwise degrees that will straighten it after that."""
    noise: float = 5.0
    """Standard deviation in grey levels."""
    blur: float = 0.7
    """Standard deviation in pixels at 200 dpi."""
    shade: float = 0.06
    """Part of the light that is lost where the lamp is weakest."""
    show_through: float = 0.0
    """How much of the other side's ink is seen, 0 to 1."""
    dust: int = 40
    """Specks on the glass."""
    streaks: int = 1
    """Lines along the feed, where something sticks to the glass."""
    quality: int = 75
    """Of the JPEG."""


def scan(side: Drawing, wear: Wear, seed: int, other_side: Drawing | None = None) -> bytes:
    """The side as a JPEG at its own resolution; the same arguments give the same bytes."""
    random = np.random.default_rng(seed)
    page = cv2.convertScaleAbs(side.pixels * (np.array(PAPER, np.float32) / 255))
    if other_side is not None and wear.show_through:
        page = _show_through(page, other_side.pixels, wear.show_through, side.dpi)
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), wear.skew, 1)
    page = cv2.warpAffine(page, turn, page.shape[1::-1], flags=cv2.INTER_CUBIC, borderValue=BACKING)
    page = cv2.GaussianBlur(page, (0, 0), max(0.3, wear.blur * side.dpi / 200))
    veil = _shadow(turn, page.shape[:2], side.dpi) * _light(page.shape[:2], wear.shade, random)
    _dirty(veil, wear.dust, wear.streaks, side.dpi, random)
    worn = np.clip(page * veil[:, :, None] + _noise(page.shape[:2], wear.noise, random), 0, 255).astype(np.uint8)
    turned = np.ascontiguousarray(np.rot90(worn, k=wear.rotation // 90))
    return _jpeg(turned, side.dpi, wear.quality)


def _show_through(page: Pixels, other_side: Pixels, strength: float, dpi: int) -> Pixels:
    """The page, and on it the ink of the other side: mirrored, spread by the paper and faint."""
    ink = cv2.GaussianBlur(255 - cv2.flip(other_side, 1), (0, 0), 2.2 * dpi / 200)
    return cv2.addWeighted(page, 1, ink, -strength, 0)


def _shadow(turn: MatLike, shape: tuple[int, int], dpi: int) -> Veil:
    """What the edge of the crooked sheet throws onto the backing."""
    sheet = cv2.warpAffine(np.ones(shape, np.float32), turn, shape[::-1])
    blurred = cv2.GaussianBlur(sheet, (0, 0), 3 * dpi / 200)
    return np.asarray(1 - 0.45 * blurred * (1 - sheet), np.float32)


def _light(shape: tuple[int, int], shade: float, random: np.random.Generator) -> Veil:
    """A lamp that is weaker on one side and towards the end of the sheet."""
    across = np.sin(np.linspace(0, 2.4, shape[1], dtype=np.float32) + np.float32(random.uniform(0, 3)))
    along = np.linspace(0, 1, shape[0], dtype=np.float32) * np.float32(random.uniform(-1, 1))
    return np.asarray(1 - shade * (0.5 + 0.35 * across[None, :] + 0.15 * along[:, None]), np.float32)


def _dirty(veil: Veil, specks: int, streaks: int, dpi: int, random: np.random.Generator) -> None:
    """Specks and streaks of dirt, added to the veil in place."""
    height, width = veil.shape
    for _ in range(specks):
        centre = (int(random.integers(width)), int(random.integers(height)))
        radius = max(1, round(random.exponential(0.09) / 25.4 * dpi))
        cv2.circle(veil, centre, radius, float(random.uniform(0.45, 0.9)), -1, cv2.LINE_AA)
    for _ in range(streaks):
        x = int(random.integers(width))
        veil[:, x : x + max(1, dpi // 150)] *= np.float32(random.uniform(0.90, 0.97))


def _noise(shape: tuple[int, int], sigma: float, random: np.random.Generator) -> MatLike:
    """Grain that is mostly the same in all three colours, as a sensor of one row gives it."""
    grey = random.standard_normal((*shape, 1), np.float32)
    coarse = random.standard_normal((shape[0] // 2 + 1, shape[1] // 2 + 1, 3), np.float32)
    colour = cv2.resize(coarse * np.float32(0.4), shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.float32(sigma) * (grey + colour)


def _jpeg(pixels: Pixels, dpi: int, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, dpi=(dpi, dpi))
    return file.getvalue()
