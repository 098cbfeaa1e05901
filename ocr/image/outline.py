"""Where a sheet lies on a photograph: four straight sides, along which the paper is brighter than the desk beyond.

Sides are proposed, every four of them that could be a sheet are judged by how much of each is an edge of paper, and
the best are drawn finely. Brightness is compared by its logarithm: an edge in the shadow counts like one in the light.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import cv2
import numpy as np

from ocr.image.ink import Pixels, darkest_colour
from ocr.image.sides import Floats, Points, crossings, drawn_finely, proposed_sides

GLANCE = 360
"""Pixels of the longer side of the image in which a sheet is looked for: about a millimetre of the sheet each."""
RIM = 0.015
"""Share of the width and height along each side of the image that must show desk."""
DARKER_RIM = 0.88
"""Brightness of that rim, by that of paper: a scan's rim is paper, and a desk that light has no edge to find."""
PAPER_SHARE = 85
"""Per cent of the inner image that is not brighter than its paper."""
LETTERS = 9
"""Pixels of the glance across which print is closed to paper; a line of text and the strokes of a table are thinner."""
BASE = 8.0
"""Levels added before the logarithm: noise in the dark is no edge."""
SAMPLES, BESIDE = 48, 3.0
"""Places along a side at which it is judged, and pixels on either side of it that are compared there."""
FIRST_SAMPLES, SHORTLIST = 12, 30
"""Places at which all are judged first, and how many of the best are judged once more: a quarter of the time."""
STRIDE = 4
"""Every which pixel, across and down, tells whether there may be a desk at all."""
CONTRAST = 0.07
"""Difference of the logarithms there from which the inner one is paper and the outer one desk: 7 per cent."""
LEAST_AREA = 0.2
"""Share of the image that a sheet takes whose letters can be read."""
SLANT = 0.7
"""Largest cosine of a corner: 45 to 135 degrees."""
OFF_IMAGE = 0.01
"""Share of the image by which a corner may lie outside of it."""
SURE = 0.8
"""Share of the worst side that must be an edge of paper; else there is no outline."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The corners of a sheet."""

    corners: Points
    """(4, 2): x, y of the top left, top right, bottom right and bottom left one, in pixels from the image's corner."""
    confidence: float
    """0-1: how much of its worst side is an edge of paper."""
    surroundings: float
    """Level of the lightest colour round the sheet: a scanner's lid is nearly black."""


def find_outline(image: Pixels) -> Outline | None:
    """The outline of the one sheet on ``image`` (H, W) or (H, W, 3) RGB; None where none is sure.

    An ordinary scan, whose rim is paper, costs no more than making the image small.
    """
    if min(image.shape[:2]) < GLANCE / 2 or not _desk_all_round(darkest_colour(image[::STRIDE, ::STRIDE])):
        return None
    scale = GLANCE / max(image.shape[:2])
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    dark = darkest_colour(small)  # paper is white, and a wooden desk lacks blue
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((LETTERS, LETTERS), np.uint8))
    level = _logarithm(cv2.GaussianBlur(closed, (0, 0), 1.0))
    found = _best(_quadrangles(proposed_sides(level), size), level)
    if found is None or found[1] < SURE:
        return None
    larger = np.array([image.shape[1] / size[0], image.shape[0] / size[1]])
    corners = drawn_finely(darkest_colour(image), (found[0] + 0.5) * larger - 0.5, float(larger.max()))
    return Outline(corners + 0.5, found[1], _around(small))


def _logarithm(dark: Any) -> Floats:
    table = np.log(np.arange(256, dtype=np.float32) + np.float32(BASE))
    return np.asarray(cv2.LUT(dark, table), np.float32)


def _rim(pixels: Pixels) -> list[Pixels]:
    """The strips along the four sides."""
    down, across = (max(1, round(RIM * length)) for length in pixels.shape[:2])
    return [pixels[:down], pixels[-down:], pixels[:, :across], pixels[:, -across:]]


def _desk_all_round(dark: Pixels) -> bool:
    down, across = (length // 6 for length in dark.shape)
    paper = float(np.percentile(dark[down:-down, across:-across], PAPER_SHARE))
    return all(float(np.median(strip)) < DARKER_RIM * paper for strip in _rim(dark))


def _around(small: Pixels) -> float:
    lightest = small if small.ndim == 2 else small.max(axis=2)
    return float(np.median(np.concatenate([strip.ravel() for strip in _rim(np.asarray(lightest, np.uint8))])))


def _quadrangles(sides: list[Points], size: tuple[int, int]) -> Points:
    """(n, 4, 2): the corners of every four proposed sides that could be those of a sheet in an image of ``size``."""
    chosen = np.array(list(product(*(range(len(lines)) for lines in sides))), np.intp).reshape(-1, 4)
    left, top, right, bottom = (lines[chosen[:, n]] for n, lines in enumerate(sides))
    pairs = ((left, top), (top, right), (right, bottom), (bottom, left))
    corners = np.stack([crossings(one, other) for one, other in pairs], axis=1)
    slack = OFF_IMAGE * np.array(size)
    inside = ((corners > -slack) & (corners < size + slack)).all(axis=(1, 2))
    corners = corners[inside]
    edges = np.roll(corners, -1, axis=1) - corners
    lengths = np.maximum(np.linalg.norm(edges, axis=2), 1e-6)
    cosines = np.abs((edges * np.roll(edges, 1, axis=1)).sum(axis=2)) / (lengths * np.roll(lengths, 1, axis=1))
    x, y = corners[..., 0], corners[..., 1]
    area = 0.5 * (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    return np.asarray(corners[(cosines < SLANT).all(axis=1) & (area > LEAST_AREA * size[0] * size[1])])


def _best(quadrangles: Points, level: Floats) -> tuple[Points, float] | None:
    """The corners whose sides are edges of paper over most of their length, and of the worst side what share."""
    if not len(quadrangles):
        return None
    merit, _ = _judged(quadrangles, level, FIRST_SAMPLES)
    quadrangles = quadrangles[np.argsort(-merit, kind="stable")[:SHORTLIST]]
    merit, share = _judged(quadrangles, level, SAMPLES)
    best = int(np.argmax(merit))
    return quadrangles[best], float(share[best])


def _judged(quadrangles: Points, level: Floats, samples: int) -> tuple[Floats, Floats]:
    """Of each quadrangle what speaks for it, and what share of its worst side is an edge of paper."""
    contrast = _contrasts(quadrangles, level, samples)
    shares = (contrast > CONTRAST).mean(axis=2)
    # Where two sides are covered alike, as by a soft edge, the steeper one is the sheet's.
    merit = shares.min(axis=1) + 0.25 * shares.mean(axis=1) + 0.1 * np.minimum(contrast, 0.5).mean(axis=(1, 2))
    return merit, shares.min(axis=1)


def _contrasts(quadrangles: Points, level: Floats, samples: int) -> Floats:
    """(n, 4, samples): by how much each place along each side is brighter inside than outside."""
    start, end = quadrangles[:, :, None], np.roll(quadrangles, -1, axis=1)[:, :, None]
    along = np.linspace(0.03, 0.97, samples)[None, None, :, None]
    places = start + (end - start) * along
    direction = (end - start) / np.maximum(np.linalg.norm(end - start, axis=3, keepdims=True), 1e-6)
    inwards = BESIDE * np.stack([-direction[..., 1], direction[..., 0]], axis=-1)
    return _at(level, places + inwards) - _at(level, places - inwards)


def _at(level: Floats, places: Points) -> Floats:
    """The nearest pixels; outside of the image those of its edge."""
    x = np.clip(np.rint(places[..., 0]), 0, level.shape[1] - 1).astype(np.intp)
    y = np.clip(np.rint(places[..., 1]), 0, level.shape[0] - 1).astype(np.intp)
    return np.asarray(level[y, x], np.float32)
