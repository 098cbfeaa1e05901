"""Straight sides of a bright sheet: proposed by votes in a small image, drawn finely in a large one.

Every edge votes for the lines through it that run along its own direction (F. O'Gorman and M. B. Clowes, "Finding
picture edges through collinearity of feature points", IEEE Trans. Computers C-25, 1976). A line is (cos, sin,
distance): x·cos + y·sin = distance, its normal pointing to the brighter side. Pixels count from their centres.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Pixels

STEEP = 0.03
"""Least change of the logarithm of brightness from pixel to pixel at an edge that votes."""
LEAN = 42
"""Degrees by which a side may be askew on the photograph."""
ANGLE_STEP, OWN_DIRECTION = 2, 6
"""Degrees between the angles of lines, and between a line and the direction of an edge that votes for it."""
LINES = 6
"""Lines that are proposed for each side."""
APART = 4
"""Pixels, and steps of angle, within which a second line is the same again."""
PLACES = 96
"""Places along a side at which its edge is looked for."""
REACHES = (3.0, 1.0)
"""Pixels of the small image within which it is looked for, in two rounds."""
BLUR = 3
"""Pixels of the large image on either side of an edge that are averaged: noise and the grain of wood."""

Floats = npt.NDArray[np.float32]
Points = npt.NDArray[np.float64]


def proposed_sides(level: Floats) -> list[Points]:
    """For the left, top, right and bottom side each up to `LINES` lines (n, 3), of brightness ``level`` (H, W)."""
    right, down = cv2.Scharr(level, cv2.CV_32F, 1, 0) / 32, cv2.Scharr(level, cv2.CV_32F, 0, 1) / 32
    y, x = np.nonzero(cv2.magnitude(right, down) > STEEP)
    towards = np.degrees(np.arctan2(down[y, x], right[y, x]))
    longest = int(np.hypot(*level.shape)) + 2
    return [_voted(x, y, (towards - side + 180) % 360 - 180, side, longest) for side in (0, 90, 180, 270)]


def _voted(x: npt.NDArray[Any], y: npt.NDArray[Any], askew: Floats, side: int, longest: int) -> Points:
    """The lines that most edges at (x, y) vote for; ``askew``: degrees from ``side`` to each edge's normal."""
    near = np.abs(askew) <= LEAN + OWN_DIRECTION
    x, y, askew = x[near], y[near], askew[near]
    angles = np.arange(-LEAN, LEAN + 1, ANGLE_STEP)
    votes = np.zeros((len(angles), 2 * longest))
    for row, angle in enumerate(angles):
        own = np.abs(askew - angle) <= OWN_DIRECTION
        normal = np.radians(side + angle)
        distance = x[own] * np.cos(normal) + y[own] * np.sin(normal) + longest
        votes[row] = np.bincount(distance.astype(np.intp), minlength=2 * longest)[: 2 * longest]
    smooth = np.asarray(cv2.blur(votes, (3, 1)))
    lines = []
    for _ in range(LINES):
        row, column = divmod(int(np.argmax(smooth)), smooth.shape[1])
        if smooth[row, column] <= 0:
            break
        normal = np.radians(side + angles[row])
        lines.append((np.cos(normal), np.sin(normal), column + 0.5 - longest))
        smooth[max(0, row - APART) : row + APART + 1, max(0, column - APART) : column + APART + 1] = 0
    return np.array(lines, np.float64).reshape(-1, 3)


def crossings(one: Points, other: Points) -> Points:
    """(n, 2): where lines (n, 3) cross ``other`` lines (n, 3); far off where they are parallel."""
    det = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    det = np.where(np.abs(det) < 1e-6, 1e-6, det)
    x = (one[:, 2] * other[:, 1] - other[:, 2] * one[:, 1]) / det
    y = (one[:, 0] * other[:, 2] - other[:, 0] * one[:, 2]) / det
    return np.stack([x, y], axis=1)


def drawn_finely(level: Pixels, corners: Points, scale: float) -> Points:
    """``corners`` (4, 2), clockwise on ``level`` (H, W), set by lines through the edges found along the sides.

    ``scale``: pixels of ``level`` for each of the small image in which they were found. Levels, not their logarithms:
    those put a blurred edge half a pixel out into the dark.
    """
    for reach in REACHES:
        lines = [_fitted(level, corners[n], corners[(n + 1) % 4], reach * scale) for n in range(4)]
        corners = np.concatenate([crossings(lines[n - 1], lines[n]) for n in range(4)])
    return corners


def _fitted(level: Pixels, start: Points, end: Points, reach: float) -> Points:
    """The line (1, 3) through the steepest places across the side from ``start`` to ``end``, outliers aside."""
    direction = (end - start) / np.linalg.norm(end - start)
    inwards = np.array([-direction[1], direction[0]])
    along = np.linspace(0.02, 0.98, PLACES) * np.linalg.norm(end - start)
    offsets = np.arange(-np.ceil(reach) - BLUR, np.ceil(reach) + BLUR + 1)
    places = start + along[:, None, None] * direction + offsets[None, :, None] * inwards
    x, y = (np.ascontiguousarray(places[..., n], np.float32) for n in (0, 1))
    profile = cv2.remap(level, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    step = np.concatenate([np.full(BLUR, -1.0), np.full(BLUR, 1.0)]).astype(np.float32) / BLUR
    sums = np.stack([np.convolve(row, step[::-1], "valid") for row in profile])
    best = np.argmax(sums, axis=1)
    found = offsets[0] + best + BLUR - 0.5 + _peak(sums, best)
    points = start + along[:, None] * direction + found[:, None] * inwards
    line = np.asarray(cv2.fitLine(points.astype(np.float32), cv2.DIST_WELSCH, 0, 0.01, 0.01), np.float64)
    along_x, along_y, mid_x, mid_y = line.ravel()
    return np.array([[-along_y, along_x, along_x * mid_y - along_y * mid_x]])


def _peak(sums: npt.NDArray[Any], best: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
    """By how much the top of a parabola through three neighbours lies beside the largest of them."""
    rows, inner = np.arange(len(sums)), np.clip(best, 1, sums.shape[1] - 2)
    left, top, right = (sums[rows, inner + shift] for shift in (-1, 0, 1))
    bend = left - 2 * top + right
    return np.where((bend < 0) & (inner == best), 0.5 * (left - right) / np.where(bend < 0, bend, -1), 0.0)
