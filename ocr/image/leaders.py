"""Dot leaders out: the rows of dots on which a form is filled in.

Tesseract takes a line that ends in such a row for a rule or for noise, and drops it with the words before the dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask
from ocr.image.pieces import pieces_of

DOT = 0.9
"""Millimetres across a dot at most: a full stop of 16 points is 0.8."""
APART = 2.0
"""Millimetres from a dot to the next at most."""
ASKEW = 0.35
"""Millimetres by which neighbours may differ in height."""
FEWEST, SHORTEST = 12, 8.0
"""Dots, and millimetres from the first to the last, that make a row: an ellipsis has three, and of the specks that a
stamp leaves six may lie so by chance."""
PART, NEAR = 5, 6.0
"""Dots, and millimetres from a row on, that go on with it behind a blank or a stroke."""
ABOVE, BELOW = 3.0, 1.2
"""Millimetres over and under a dot that are bare: marks of letters have their letter there."""
MOST = 5000
"""Dots of a page, above which they are the grain of a bad scan."""
BLANK = 1.6
"""Times the usual way from dot to dot."""
CLOSE = 0.2
"""Millimetres of these that may be the dot's own blur."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One row of dots without a gap, in pixels of the page on which it was found."""

    left: int
    top: int
    right: int
    bottom: int
    dots: int


def find_leaders(dark: npt.NDArray[Any], dpi: int) -> tuple[list[Leader], Mask | None]:
    """The leaders among the ``dark`` pixels (H, W; not 0) of a straight page, and their dots as a mask (0 or 255)."""
    millimetre = dpi / INCH
    labels, figures = pieces_of(dark)
    wide, high = figures[:, cv2.CC_STAT_WIDTH], figures[:, cv2.CC_STAT_HEIGHT]
    small = np.flatnonzero(np.maximum(wide, high) <= DOT * millimetre)
    if len(small) < FEWEST:
        return [], None
    alone = small[_alone(dark, figures[small], millimetre)]
    runs = [alone[run] for run in _runs(figures[alone], millimetre)]
    rows = [part for row in _with_their_ends(runs, figures, millimetre) for part in _without_gaps(row, figures)]
    if not rows:
        return [], None
    chosen = np.zeros(len(figures), np.uint8)
    chosen[np.concatenate(rows)] = 255
    rows.sort(key=lambda row: int(figures[row[0], cv2.CC_STAT_TOP]))
    return [_leader(figures[row]) for row in rows], np.asarray(chosen[labels], np.uint8)


def _leader(dots: npt.NDArray[np.int32]) -> Leader:
    left, top = dots[:, cv2.CC_STAT_LEFT], dots[:, cv2.CC_STAT_TOP]
    right, bottom = left + dots[:, cv2.CC_STAT_WIDTH], top + dots[:, cv2.CC_STAT_HEIGHT]
    return Leader(int(left.min()), int(top.min()), int(right.max()), int(bottom.max()), len(dots))


def _with_their_ends(
    runs: list[npt.NDArray[np.intp]], figures: npt.NDArray[np.int32], millimetre: float
) -> list[npt.NDArray[np.intp]]:
    """Those runs of dots that are rows, and those shorter ones that go on with one."""
    found, ends = [], list[tuple[float, float]]()
    for run in runs:  # from left to right
        x, y = figures[run, cv2.CC_STAT_LEFT], float(np.median(figures[run, cv2.CC_STAT_TOP]))
        whole = len(run) >= FEWEST and x[-1] - x[0] >= SHORTEST * millimetre
        if whole or any(
            0 < x[0] - end <= NEAR * millimetre and abs(y - level) <= ASKEW * millimetre for end, level in ends
        ):
            found.append(run)
            ends.append((float(x[-1]), y))
    return found


def _without_gaps(row: npt.NDArray[np.intp], figures: npt.NDArray[np.int32]) -> list[npt.NDArray[np.intp]]:
    """The row of dots parted where a blank stands; what lies at all distances is dust."""
    apart = np.diff(figures[row, cv2.CC_STAT_LEFT])
    parts = np.split(row, np.flatnonzero(apart > BLANK * np.median(apart)) + 1)
    return [part for part in parts if len(part) >= PART] if max(map(len, parts)) >= min(FEWEST, len(row)) else []


def _alone(dark: npt.NDArray[Any], figures: npt.NDArray[np.int32], millimetre: float) -> npt.NDArray[np.bool_]:
    """Which of these small pieces have nothing over and under them."""
    left, top = figures[:, cv2.CC_STAT_LEFT], figures[:, cv2.CC_STAT_TOP]
    right, bottom = left + figures[:, cv2.CC_STAT_WIDTH], top + figures[:, cv2.CC_STAT_HEIGHT]
    columns = np.minimum(left[:, None] + np.arange(int((right - left).max())), right[:, None] - 1)

    def inked(within: npt.NDArray[Any], rows: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Whether ``within`` has ink where a piece has its columns, in one row each; outside there is none."""
        seen = within[np.clip(rows, 0, len(dark) - 1)[:, None], columns].any(axis=1)
        return np.asarray(seen & (rows >= 0) & (rows < len(dark)))

    close, above, below = (round(each * millimetre) for each in (CLOSE, ABOVE, BELOW))
    over, under = np.ones((above - close, 1), np.uint8), np.ones((below - close, 1), np.uint8)
    ends_here = cv2.dilate(dark, over, anchor=(0, above - close - 1))
    begins_here = cv2.dilate(dark, under, anchor=(0, 0))
    return ~inked(ends_here, top - close - 1) & ~inked(begins_here, bottom + close)


def _runs(figures: npt.NDArray[np.int32], millimetre: float) -> Iterator[list[int]]:
    """The numbers of dots that follow each other, from left to right, and by where they begin."""
    if len(figures) > MOST:
        return
    across = figures[:, cv2.CC_STAT_LEFT] + figures[:, cv2.CC_STAT_WIDTH] / 2
    order = np.argsort(across, kind="stable").tolist()
    x = across.tolist()
    y = (figures[:, cv2.CC_STAT_TOP] + figures[:, cv2.CC_STAT_HEIGHT] / 2).tolist()
    follows = dict[int, int]()
    for at, dot in enumerate(order):
        for other in islice(order, at + 1, None):
            if x[other] - x[dot] > APART * millimetre:
                break
            if abs(y[other] - y[dot]) <= ASKEW * millimetre:
                follows[dot] = other
                break
    taken = set[int]()
    for first in order:
        row, dot = list[int](), first
        while dot is not None and dot not in taken:
            taken.add(dot)
            row.append(dot)
            dot = follows.get(dot)
        if len(row) >= PART:
            yield row
