"""Coloured ink on paper: the round red seal of a Vietnamese organisation, and a signature in blue."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scanner_agent.demo.fonts import Face, font

SEAL_DIAMETER = 36.0
"""Millimetres; the size of most organisations' seals."""
RED = (212, 38, 48)
BLUE = (38, 58, 150)
_FINER = 2  # stamps are drawn at twice the page's resolution and reduced, for smooth edges


@dataclass(frozen=True, slots=True)
class Seal:
    """The words of a round seal: on the rim above and below, and in the middle; without those a star stands there."""

    above: str
    below: str
    middle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Ink that is to come onto the page: how dense where, 0 to 1, of what colour, and where its centre lies."""

    density: NDArray[np.float32]
    colour: tuple[int, int, int]
    x: float = 0
    y: float = 0
    """Millimetres from the page's top left corner."""

    def at(self, x: float, y: float) -> Stamp:
        """The same ink with its centre there."""
        return replace(self, x=x, y=y)


def press(pixels: NDArray[np.uint8], stamp: Stamp, dpi: int) -> NDArray[np.uint8]:
    """The page, RGB, with the stamp on it; ink lets what is black below stay black."""
    height, width = stamp.density.shape
    top, left = round(stamp.y / 25.4 * dpi - height / 2), round(stamp.x / 25.4 * dpi - width / 2)
    rows = slice(max(top, 0), min(top + height, pixels.shape[0]))
    columns = slice(max(left, 0), min(left + width, pixels.shape[1]))
    density = stamp.density[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left, None]
    veil = 1 - density * (1 - np.array(stamp.colour, np.float32) / 255)
    pressed = pixels.copy()
    pressed[rows, columns] = np.rint(pixels[rows, columns] * veil)
    return pressed


def impression(seal: Seal, random: np.random.Generator, dpi: int) -> Stamp:
    """The seal as a hand pressed it: a little turned, its ink uneven."""
    side = round(SEAL_DIAMETER / 25.4 * dpi) * _FINER
    image = Image.new("L", (side, side), 0)
    draw, half = ImageDraw.Draw(image), side / 2
    for radius, width in ((0.985, 0.028), (0.925, 0.010), (0.66, 0.012)):
        r = half * radius
        draw.ellipse((half - r, half - r, half + r, half + r), outline=255, width=max(1, round(half * width)))
    end = _round_text(image, seal.above, half, half * 0.79, clockwise=True)
    start = math.pi - _round_text(image, seal.below, half, half * 0.79, clockwise=False)
    for angle in ((end + start) / 2, -(end + start) / 2):  # a star in each gap, measured from the top
        _star(draw, half + half * 0.79 * math.sin(angle), half - half * 0.79 * math.cos(angle), half * 0.075)
    if seal.middle:
        _middle_text(draw, seal.middle, half)
    else:
        _star(draw, half, half, half * 0.48)
    turned = image.rotate(random.uniform(-14, 14), Image.Resampling.BICUBIC)
    reduced = turned.resize((side // _FINER, side // _FINER), Image.Resampling.LANCZOS)
    density = np.asarray(reduced, np.float32) / 255
    return Stamp((density * _uneven(density.shape, random, 0.5, 0.95)).astype(np.float32), RED)


def hand(random: np.random.Generator, dpi: int) -> Stamp:
    """A signature of nobody: one long looping stroke and a line under it."""
    width, height = round(46 / 25.4 * dpi) * _FINER, round(20 / 25.4 * dpi) * _FINER
    canvas = np.zeros((height, width), np.uint8)
    t = np.linspace(0, 1, 600)
    pace = t + 0.06 * np.sin(2 * math.pi * t * random.uniform(0.8, 1.6) + random.uniform(0, 6))
    turns = 2 * math.pi * random.uniform(3.5, 5.5) * pace
    height_of_loops = 0.34 * (1 - t) ** 1.4 + 0.06 + 0.05 * np.sin(2 * math.pi * t * 2.7 + random.uniform(0, 6))
    x = 0.12 + 0.70 * t + (0.10 - 0.06 * t) * np.cos(turns)
    y = 0.52 + height_of_loops * np.sin(turns + 0.7) - 0.10 * t
    under = np.linspace(0, 1, 80)
    strokes = [(x, y), (0.16 + 0.76 * under, 0.86 - 0.30 * under + 0.06 * np.sin(4 * under))]
    thick = max(2, round(0.45 / 25.4 * dpi * _FINER))
    for xs, ys in strokes:
        points = np.stack([xs * width, ys * height], axis=1).round().astype(np.int32)
        cv2.polylines(canvas, [points], False, 255, thick, cv2.LINE_AA)
    reduced = cv2.resize(canvas, (width // _FINER, height // _FINER), interpolation=cv2.INTER_AREA)
    density = np.asarray(reduced, np.float32) / 255
    return Stamp((density * _uneven(density.shape, random, 0.7, 1.0)).astype(np.float32), BLUE)


def _uneven(shape: tuple[int, ...], random: np.random.Generator, low: float, high: float) -> NDArray[np.float32]:
    """Ink that took better here than there: smooth patches, and grain."""
    height, width = shape[:2]
    patches = cv2.resize(random.random((5, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(random.random((height, width)).astype(np.float32), (0, 0), 0.9)
    mixed = 0.6 * patches + 0.4 * np.clip((grain - 0.5) * 3 + 0.5, 0, 1)
    return np.asarray(low + (high - low) * np.clip(mixed, 0, 1), np.float32)


def _middle_text(draw: ImageDraw.ImageDraw, lines: tuple[str, ...], half: float) -> None:
    """Lines within the inner ring, as large as its chord at their height allows."""
    size = round(half * 0.2)
    for i, line in enumerate(lines):
        distance = (i - (len(lines) - 1) / 2) * size * 1.12
        chord = 2 * math.sqrt((half * 0.62) ** 2 - (abs(distance) + size * 0.4) ** 2)
        fitted = min(size, int(size * chord / font(Face.BOLD, size).getlength(line)))
        draw.text((half, half + distance), line, font=font(Face.BOLD, fitted), fill=255, anchor="mm")


def _round_text(image: Image.Image, text: str, centre: float, radius: float, *, clockwise: bool) -> float:
    """Letters on the circle, upright at its top (clockwise) or at its bottom; gives half their angle in radians."""
    face = font(Face.BOLD, round(centre * 0.165))
    advances = [face.getlength(letter) * 1.08 / radius for letter in text]
    squeeze = min(1.0, (4.0 if clockwise else 1.7) / sum(advances))
    half = sum(advances) * squeeze / 2
    angle, side = -half, round(centre * 0.33)
    for letter, advance in zip(text, advances, strict=True):
        middle = angle + advance * squeeze / 2
        tile = Image.new("L", (side, side), 0)
        ImageDraw.Draw(tile).text((side / 2, side / 2), letter, font=face, fill=255, anchor="mm")
        turned = tile.rotate(-math.degrees(middle) if clockwise else math.degrees(middle), Image.Resampling.BICUBIC)
        x = centre + radius * math.sin(middle)
        y = centre - radius * math.cos(middle) if clockwise else centre + radius * math.cos(middle)
        image.paste(255, (round(x - side / 2), round(y - side / 2)), turned)
        angle += advance * squeeze
    return half


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    """A five-pointed star."""
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.382
        points.append((x + r * math.sin(i * math.pi / 5), y - r * math.cos(i * math.pi / 5)))
    draw.polygon(points, fill=255)
