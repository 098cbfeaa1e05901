"""A stamp cut out of its page: straight, black on white, without its frame and without the print under it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.canvas import for_opencv
from ocr.image.ink import INCH, Pixels
from ocr.image.marks import colour_of
from ocr.image.rules import without_rules
from ocr.image.stamps import Stamp
from ocr.page import Affine

ENLARGED = 1.0
"""Times the resolution of reading: worn letters of a stamp come out better larger, and they are few."""
FRAME = 0.25
"""Inches: the shorter side of the frame round a stamped word."""
NEAR, THICK = 1.5, 1.5
"""Millimetres from the outermost ink within which a side of the frame begins, and those that it takes at most."""
SOLID = 0.5
"""Least share of a row that is ink in a side of the frame; a row of letters has a third."""
INKED = 160
"""Level below which a pixel of the cutting counts as ink."""
MARGIN = 2.5
"""Millimetres of white round a stamp: at the very edge recognition misses letters."""
CORE = 96
"""Percentile of colour from which a pixel of the cutting is the stamp's ink and nothing else: a twentieth of it is."""
HIDDEN = 0.85
"""Share of the brightness of that ink below which something blacker lies on it: print, which has no colour."""
BRIDGE = 9
"""Pixels across print under a stamp that its strokes are carried over: those of 14 points at 200 dpi are 4 wide."""
FAINT = 0.2
"""Share of that colour that is still paper."""


@dataclass(frozen=True, slots=True)
class CutStamp:
    """What is recognised of a stamp, and the way back to its page."""

    image: Pixels
    """Grey (H, W)."""
    dpi: int
    scale: float
    """Its pixels a pixel of the page."""
    to_page: Affine
    """From pixels of ``image`` to those of the page it was cut from."""


def cut_out(page: Pixels, stamp: Stamp, dpi: float) -> CutStamp:
    """The stamp on a ``page`` (H, W, 3) RGB at ``dpi``, its paper white, ready to be recognised."""
    margin = round(MARGIN * dpi / INCH)
    left, top = max(0, stamp.left - margin), max(0, stamp.top - margin)
    ink = _ink(page[top : stamp.bottom + margin, left : stamp.right + margin])
    scale = 1.0 if stamp.print else ENLARGED
    height, width = ink.shape
    straight = Affine.rotation(stamp.askew, width / 2, height / 2).then(Affine.scale(scale, scale))
    size = (round(width * scale), round(height * scale))
    drawn = cv2.warpAffine(ink, for_opencv(straight), size, flags=cv2.INTER_CUBIC, borderValue=255)
    reading_dpi = round(dpi * scale)
    image = np.asarray(drawn, np.uint8) if stamp.print else _unframed(np.asarray(drawn, np.uint8), reading_dpi)
    image = without_rules(image, reading_dpi, FRAME)
    return CutStamp(image, reading_dpi, scale, straight.inverse().then(Affine(c=left, f=top)))


def _ink(part: Pixels) -> Pixels:
    """The coloured ink in ``part`` of a page, black where it is strong, by its own hue: print has none."""
    brightness, redness, blueness = colour_of(part.reshape(-1, 3))
    strength = np.hypot(redness, blueness)
    core = strength >= np.percentile(strength, CORE)
    hue = np.array([redness[core].mean(), blueness[core].mean()]) / max(float(strength[core].mean()), 1.0)
    colour = _through_print(
        (redness * hue[0] + blueness * hue[1]).reshape(part.shape[:2]),
        (brightness < HIDDEN * float(np.median(brightness[core]))).reshape(part.shape[:2]),
    )
    strong = max(float(np.median(colour.reshape(-1)[core])), 1.0)
    grey = 255 - 255 * np.clip((colour / strong - FAINT) / (1 - FAINT), 0, 1)
    return np.asarray(grey, np.uint8)


def _through_print(colour: npt.NDArray[np.float32], hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """``colour`` (H, W) with the strokes of a stamp going on where print has ``hidden`` them."""
    closed = cv2.morphologyEx(colour, cv2.MORPH_CLOSE, np.ones((BRIDGE, BRIDGE), np.uint8))
    return np.where(hidden, closed, colour).astype(np.float32)


def _unframed(image: Pixels, dpi: float) -> Pixels:
    """The straight stamp with everything white from its frame outwards, however worn the frame is."""
    ink = cv2.dilate((image < INKED).astype(np.uint8), np.ones((3, 3), np.uint8))
    y, x = np.nonzero(ink)
    if not len(x):
        return image
    left, right, top, bottom = int(x.min()), int(x.max()) + 1, int(y.min()), int(y.max()) + 1
    inside = ink[top:bottom, left:right]
    rows, columns = inside.mean(axis=1) >= SOLID, inside.mean(axis=0) >= SOLID
    top, bottom = top + _side(rows, dpi), bottom - _side(rows[::-1], dpi)
    left, right = left + _side(columns, dpi), right - _side(columns[::-1], dpi)
    cleaned = np.full_like(image, 255)
    cleaned[top:bottom, left:right] = image[top:bottom, left:right]
    return cleaned


def _side(solid: npt.NDArray[np.bool_], dpi: float) -> int:
    """How many rows from the outermost ink on a side of the frame takes; 0 where there is none."""
    near, thick = round(NEAR * dpi / INCH), round(THICK * dpi / INCH)
    found = np.flatnonzero(solid[:near])
    if not len(found):
        return 0
    run = solid[found[0] : found[0] + thick]
    return int(found[0]) + (thick if run.all() else int(np.argmin(run))) + 1
