"""Is this side of the sheet blank?

A back side has dust, streaks of a dirty glass, shadows along its edges, punch holes, and what shines through from
the front. Print, pen and stamps are darker than what shines through and larger than dust. The doubtful case is not
blank: a page that is read in vain costs a second, a page that is hidden wrongly may be missed for ever.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask, Pixels, bare_paper, red_ink, without_red
from ocr.image.pieces import pieces_of

CONTRAST = 45
"""Grey levels below the paper. Black print that shines through stays within about 30."""
DUST = 1.6
"""Millimetres: the smallest digit of a page number is 1.8 mm high."""
EDGE = 7.0
"""Millimetres along the edges where shadows, staples and the feeder's marks lie."""
STREAK_LENGTH, STREAK_WIDTH = 30.0, 1.0
STROKE, RED_AREA, WHOLE = 8.0, 14.0, 0.7
"""Square millimetres of one piece of red ink and of all such pieces, and their least share of the red ink."""
SOAKED = 1.5
"""Millimetres round red ink that came through."""
HOLE = (4.0, 8.0)
"""Millimetres across a punch hole; it lies within `HOLE_EDGE` of an edge."""
HOLE_EDGE = 25.0


def is_blank(seen: Pixels, dpi: float) -> bool:
    """Whether a side, (H, W) or (H, W, 3) RGB at ``dpi`` (about 150), shows nothing but traces.

    Those of paper, scanner and reverse side. Most sides bear print in their middle, and nothing else is looked at then.
    """
    high, wide = (side // 4 for side in seen.shape[:2])
    middle = np.ascontiguousarray(seen[high : seen.shape[0] - high, wide : seen.shape[1] - wide])
    if _marks(middle, red_ink(middle), dpi):
        return False
    red = red_ink(seen)
    return not _red_marks(red, dpi) and not _marks(seen, red, dpi)


def _red_marks(red: Mask, dpi: float) -> bool:
    """Whether red ink was put on this side: in whole strokes, where ink that came through is broken into specks."""
    margin = round(EDGE * dpi / INCH)
    inside = red[margin:-margin, margin:-margin]
    if not inside.any():
        return False
    _, stats = pieces_of(np.ascontiguousarray(inside))
    areas = stats[1:, cv2.CC_STAT_AREA] / (dpi / INCH) ** 2
    whole = float(areas[areas >= STROKE].sum())
    return whole >= RED_AREA and whole >= WHOLE * float(areas.sum())


def _soaked(red: Mask, dpi: float) -> Mask:
    """Where stamp ink came through: at its heart it may be as dark as print."""
    reach = round(2 * SOAKED * dpi / INCH) | 1
    return np.asarray(cv2.dilate(red, np.ones((reach, reach), np.uint8)), np.uint8)


def _marks(seen: Pixels, red: Mask, dpi: float) -> bool:
    """Whether the side bears a mark that is neither dust, streak, hole nor edge, nor red ink: ``red`` is its mask.

    What is so on a part of a side that ends at no edge is so on the whole. The print layer would not do: it hides
    violet ink, and people sign with violet pens.
    """
    millimetre, layer = dpi / INCH, without_red(seen)
    dark = cv2.subtract(bare_paper(layer), cv2.GaussianBlur(layer, (3, 3), 0)) > CONTRAST
    dark &= _soaked(red, dpi) == 0
    _, stats = pieces_of(dark.astype(np.uint8))
    x, y, w, h, area = (stats[1:, i] / unit for i, unit in _units(millimetre))
    wide, high = layer.shape[1] / millimetre, layer.shape[0] / millimetre
    longer, shorter = np.maximum(w, h), np.minimum(w, h)
    off_centre = np.minimum.reduce([x + w, y + h, wide - x, high - y])
    at_edge = (off_centre < EDGE) | (x <= 0.5) | (y <= 0.5) | (x + w >= wide - 0.5) | (y + h >= high - 0.5)
    streak = (longer > STREAK_LENGTH) & (shorter < STREAK_WIDTH)
    hole = (longer <= HOLE[1]) & (shorter >= HOLE[0]) & (area > 0.65 * w * h) & (off_centre < HOLE_EDGE)
    return bool(np.any((longer >= DUST) & ~at_edge & ~streak & ~hole))


def _units(millimetre: float) -> list[tuple[int, float]]:
    lengths = (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    return [(column, millimetre) for column in lengths] + [(cv2.CC_STAT_AREA, millimetre**2)]
