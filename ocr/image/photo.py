"""A photographed page laid flat: the sheet cut out of its desk and seen from straight above.

A scan is left alone. What shows a sheet in perspective is a photograph; what shows a true rectangle may as well be a
scan of a small sheet, so there the file must not have stated a resolution, nor the surroundings be a scanner's lid.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from ocr.image.borders import DARKEST_COLOUR
from ocr.image.canvas import Pixels
from ocr.image.ink import INCH
from ocr.image.outline import Outline, find_outline
from ocr.image.sides import Points
from ocr.page import ImageInfo
from ocr.sheet import Projective, Sheet

PERSPECTIVE = 0.03
"""Least share by which opposite sides of a photographed sheet differ, where it may be a scan: 2 degrees of tilt."""
FOCAL = (0.6, 0.66, 0.72, 0.8, 0.95, 1.1, 1.3)
"""Focal lengths of the main cameras of phones, in longer sides of their image: 22 to 47 mm on 35 mm film."""
USUAL_FOCAL = 0.75
A_SERIES = 2**0.5
RATIO_SLACK = 0.03
"""Share by which the sides may miss the ratio of A4 at every such focal length: bent paper, a corner in a fold."""
LONG_SIDE = 297.0
"""Millimetres of the longer side: a photograph shows no scale, and A4 is the commonest paper."""


def find_sheet(seen: Pixels, info: ImageInfo) -> Sheet | None:
    """The sheet on a photograph; None where the page is a scan, or where no sheet is sure.

    ``seen`` is the whole image, (H, W) or (H, W, 3), at any scale (about 150 dpi); ``info`` tells its full size.
    """
    if info.mode == "1" or info.dpi_x != info.dpi_y:
        return None  # no camera writes such files
    outline = find_outline(seen)
    if outline is None or (_may_be_scan(outline, info) and _perspective(outline.corners) < PERSPECTIVE):
        return None
    return _flat(outline.corners * [info.width / seen.shape[1], info.height / seen.shape[0]], info)


def sheet_info(info: ImageInfo, sheet: Sheet) -> ImageInfo:
    """What is known of the straightened image of ``sheet``, which the image of ``info`` shows."""
    return replace(info, width=sheet.width, height=sheet.height, dpi_x=sheet.dpi, dpi_y=sheet.dpi, dpi_stated=False)


def straightened(photo: Pixels, sheet: Sheet) -> Pixels:
    """The sheet on ``photo`` (H, W) or (H, W, 3) seen from straight above, interpolated once."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    # OpenCV counts from the centre of the first pixel, `Projective` from its corner.
    matrix = np.linalg.inv(half) @ np.array(sheet.from_photo.rows) @ half
    size = (sheet.width, sheet.height)
    drawn = cv2.warpPerspective(photo, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, np.uint8)


def _may_be_scan(outline: Outline, info: ImageInfo) -> bool:
    return info.dpi_stated or outline.surroundings < DARKEST_COLOUR


def _lengths(corners: Points) -> Any:
    """Of the top, right, bottom and left side."""
    return np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)


def _perspective(corners: Points) -> float:
    top, right, bottom, left = _lengths(corners)
    return float(max(abs(top - bottom) / max(top, bottom), abs(left - right) / max(left, right)))


def _flat(corners: Points, info: ImageInfo) -> Sheet:
    """The sheet whose ``corners`` lie so on the photograph of ``info``."""
    top, right, bottom, left = _lengths(corners)
    ratio = _ratio(corners, info)
    long = max(left, right, max(top, bottom) * ratio) if ratio >= 1 else max(top, bottom, max(left, right) / ratio)
    width, height = (long / ratio, long) if ratio >= 1 else (long, long * ratio)
    size = (max(1, round(width)), max(1, round(height)))
    flat = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    dpi = round(max(size) / LONG_SIDE * INCH, 1)
    return Sheet(*size, dpi, Projective(*(float(value) for value in matrix.ravel())))


def _ratio(corners: Points, info: ImageInfo) -> float:
    """Height by width of the flat sheet: that of the A series where any usual focal length allows it."""
    long_side = max(info.width, info.height)
    centred = corners - [info.width / 2, info.height / 2]
    seen = [_ratio_at(centred, focal * long_side) for focal in FOCAL]
    for paper in (A_SERIES, 1 / A_SERIES):
        if min(seen) * (1 - RATIO_SLACK) <= paper <= max(seen) * (1 + RATIO_SLACK):
            return paper
    return _ratio_at(centred, USUAL_FOCAL * long_side)


def _ratio_at(centred: Points, focal: float) -> float:
    """Height by width of a rectangle seen at ``centred`` corners by a camera of ``focal`` pixels.

    The columns of the map from the unit square, taken back through the camera, are its two sides in space (Z. Zhang
    and L.-W. He, "Whiteboard scanning and image enhancement", Digital Signal Processing 17, 2007).
    """
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    matrix = cv2.getPerspectiveTransform(unit, centred.astype(np.float32)) / [[focal], [focal], [1.0]]
    return float(np.linalg.norm(matrix[:, 1]) / np.linalg.norm(matrix[:, 0]))
