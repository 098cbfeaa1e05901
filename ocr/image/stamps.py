"""Where words are stamped or printed in colour.

The print layer has no stamps any more, but a page marked MẬT must not pass for an open one, and the registry's stamp
holds the number and the day of arrival. Round seals are left out, their curved words come out as noise; so are pens,
whose strokes hang together where stamped letters stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask
from ocr.image.marks import STEP, Marks, Tone
from ocr.image.pieces import pieces_of
from ocr.image.profile import band_energy, ink_points
from ocr.page import Box

LOWEST, HIGHEST = 1.8, 16.0
"""Millimetres of a stamped letter: a capital of 8 points to the largest stamp."""
WIDEST = 20.0
"""Millimetres across the widest letter, or several that run together."""
LEAST_AREA = 0.5
"""Square millimetres of ink of such a letter."""
LETTERS = 2
"""Least number of letters of a stamp: MẬT with two of them run together."""
GAP = (6.0, 4.0)
"""Millimetres across and down within which ink belongs to one stamp: a space between words, a line feed."""
MOST = 8
"""Stamps read on one page, largest first: a form filled in with a blue pen has many that are none."""
STAMP = (70.0, 45.0)
"""Millimetres across and down of the largest stamp: more is coloured print, which stands as straight as its page."""
ASKEW, ANGLE_STEP = 10.0, 0.5
"""Degrees either way that a stamp is straightened by, and the step in which that is searched."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamped text: its box in pixels of the page at the resolution of reading."""

    left: int
    top: int
    right: int
    bottom: int
    tone: Tone
    print: bool
    """Larger than a stamp: print in colour."""
    askew: float
    """Clockwise degrees that straighten it."""

    def holds_middle_of(self, other: Stamp) -> bool:
        """Whether ``other`` is part of this one, or the same in an ink between the tones."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def find_stamps(marks: Marks, seals: tuple[Box, ...], dpi: float) -> list[Stamp]:
    """The stamps among the marks of an upright page read at ``dpi``, largest first, without its ``seals``."""
    found = [stamp for tone in Tone for stamp in _of_tone(tone, _outside(marks.of(tone), seals), dpi / STEP)]
    found.sort(key=lambda s: (s.left - s.right) * (s.bottom - s.top))
    alone = (s for i, s in enumerate(found) if not any(other.holds_middle_of(s) for other in found[:i]))
    return list(islice(alone, MOST))


def _outside(mask: Mask, seals: tuple[Box, ...]) -> Mask:
    outside, (height, width) = mask.copy(), mask.shape
    for box in seals:
        top, left = int(box.y * height), int(box.x * width)
        outside[top : int((box.y + box.h) * height) + 1, left : int((box.x + box.w) * width) + 1] = 0
    return outside


def _of_tone(tone: Tone, mask: Mask, dpi: float) -> list[Stamp]:
    if not mask.any():
        return []
    across, down = (round(gap * dpi / INCH) | 1 for gap in GAP)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((down, across), np.uint8))
    groups, stats = pieces_of(joined)
    letters = _letters(mask, groups, dpi / INCH)
    boxes = (tuple(int(v) for v in stats[group, :4]) for group in np.flatnonzero(letters >= LETTERS))
    return [_stamp(tone, mask, box, dpi / INCH) for box in boxes]


def _letters(mask: Mask, groups: npt.NDArray[Any], millimetre: float) -> npt.NDArray[np.intp]:
    """How many pieces like letters each group of pieces holds; group 0 is the paper."""
    pieces, stats = pieces_of(mask)
    wide, high = stats[:, cv2.CC_STAT_WIDTH] / millimetre, stats[:, cv2.CC_STAT_HEIGHT] / millimetre
    inked = stats[:, cv2.CC_STAT_AREA] >= LEAST_AREA * millimetre**2
    letter = inked & (high >= LOWEST) & (high <= HIGHEST) & (wide <= WIDEST)
    y, x = np.nonzero(mask)
    group_of = np.zeros(len(stats), np.intp)
    group_of[pieces[y, x]] = groups[y, x]
    letter[0] = False
    return np.bincount(group_of[letter], minlength=int(groups.max()) + 1)


def _stamp(tone: Tone, mask: Mask, box: tuple[int, ...], millimetre: float) -> Stamp:
    left, top, width, height = box
    large = width > STAMP[0] * millimetre or height > STAMP[1] * millimetre
    askew = 0.0 if large else _askew(mask[top : top + height, left : left + width])
    return Stamp(left * STEP, top * STEP, (left + width) * STEP, (top + height) * STEP, tone, large, askew)


def _askew(part: Mask) -> float:
    """The clockwise degrees at which the rows of a stamp are sharpest, frame and letters together."""
    points = ink_points(part)
    angles = np.arange(-ASKEW, ASKEW + ANGLE_STEP / 2, ANGLE_STEP)
    return float(angles[int(np.argmax([band_energy(points, angle) for angle in angles]))])
