"""What goes wrong at a desk, drawn onto sheets that are all right, from just noticeable (0) to bad (1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from cv2.typing import MatLike

from benchmarks.quality.papers import LID, Sheet, black_and_white
from ocr.quality.gate import BLURRED, CUT_OFF, FOLDED_CORNER, TOO_DARK, TOO_LIGHT

Random = np.random.Generator


def _between(least: float, worst: float, strength: float) -> float:
    return least + (worst - least) * strength


def blurred(sheet: Sheet, strength: float, _random: Random) -> Sheet:
    """Out of focus: dirt on the glass, or paper that does not lie flat; the grain stays sharp."""
    sigma = _between(0.25, 0.7, strength) / 25.4 * 200
    return replace(sheet, wear=replace(sheet.wear, blur=sigma))


def too_dark(sheet: Sheet, strength: float, _random: Random) -> Sheet:
    """Too little light; a scanner of black and white turns the paper black as well.

    Less than an eighth of such a page is print and some dust, which nobody would call dark.
    """
    if _one_bit(sheet):
        share = _between(0.12, 0.45, strength)
        return replace(sheet, after=(lambda page, dpi: black_and_white(_level(page, share))(page, dpi),))
    light = _between(0.6, 0.3, strength)
    return replace(sheet, after=(*sheet.after, lambda page, _dpi: cv2.convertScaleAbs(page, alpha=light)))


def _level(page: MatLike, share: float) -> int:
    """The grey level below which so much of a page lies."""
    return int(np.quantile(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)[::3, ::3], share)) + 1


def too_light(sheet: Sheet, strength: float, _random: Random) -> Sheet:
    """Pale ink, or too much light."""
    kept = _between(0.3, 0.22, strength)

    def fade(page: MatLike, _dpi: int) -> MatLike:
        return cv2.convertScaleAbs(255 - (255 - page.astype(np.float32)) * kept)

    return replace(sheet, before=(*sheet.before, fade))


def cut_off(sheet: Sheet, strength: float, random: Random) -> Sheet:
    """The paper lay beside the window of the scanner: one side of the print is missing."""
    side, share = int(random.integers(4)), _between(0.02, 0.2, strength)

    def cut(page: MatLike, _dpi: int) -> MatLike:
        turned = np.rot90(page, side)
        return np.ascontiguousarray(np.rot90(turned[_into_the_print(turned, share) :], -side))

    return replace(sheet, after=(cut, *sheet.after))


def _into_the_print(page: MatLike, share: float) -> int:
    """The row that cuts through print, at least so far below its first row."""
    grey = cv2.cvtColor(np.ascontiguousarray(page), cv2.COLOR_RGB2GRAY)
    dark = cv2.subtract(np.full_like(grey, int(np.median(grey))), cv2.GaussianBlur(grey, (0, 0), 1.5)) > 60
    ink = dark[:, round(0.05 * dark.shape[1]) : round(0.95 * dark.shape[1])].sum(axis=1)
    printed = np.flatnonzero(ink > 0.025 * dark.shape[1])
    printed = printed[printed > 0.03 * len(ink)]
    if not len(printed):
        return 0
    start = printed[0] + share * (printed[-1] - printed[0])
    inside = printed[printed >= start]
    return int(inside[np.argmax(ink[inside[:40]])])


def folded(sheet: Sheet, strength: float, random: Random) -> Sheet:
    """A corner folded over: black lid, or the white back with the shadow of its edge."""
    legs = _between(12, 36, strength) * random.uniform(0.85, 1.15, 2)
    corner, dark_lid = int(random.integers(4)), bool(random.integers(2)) or _one_bit(sheet)
    shadow = _between(26, 70, float(random.uniform()))

    def fold(page: MatLike, dpi: int) -> MatLike:
        turned = np.rot90(page, corner).copy()
        triangle = np.array([[0, 0], [legs[0] / 25.4 * dpi, 0], [0, legs[1] / 25.4 * dpi]]).round().astype(np.int32)
        if dark_lid:
            cv2.fillPoly(turned, [triangle], LID)
        else:
            cv2.fillPoly(turned, [triangle], (246, 245, 240))
            edge = np.zeros(turned.shape[:2], np.float32)
            cv2.line(edge, triangle[1].tolist(), triangle[2].tolist(), 1.0, max(2, round(1.2 / 25.4 * dpi)))
            soft = cv2.GaussianBlur(edge, (0, 0), 0.25 / 25.4 * dpi)[..., None]
            turned = cv2.convertScaleAbs(np.clip(turned - shadow * soft, 0, 255))
        return np.ascontiguousarray(np.rot90(turned, -corner))

    return replace(sheet, before=(*sheet.before, fold))


def _one_bit(sheet: Sheet) -> bool:
    return sheet.kind == "black and white"


def coarsened(sheet: Sheet, strength: float) -> tuple[MatLike, float]:
    """The sheet scanned at a setting that is too coarse, and its dots an inch: 150 and less."""
    dpi = round(_between(150, 72, strength))
    page = sheet.scanned()
    share = dpi / sheet.drawing.dpi
    return cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), dpi


FAULTS: dict[str, Callable[[Sheet, float, Random], Sheet]] = {
    BLURRED: blurred,
    TOO_DARK: too_dark,
    TOO_LIGHT: too_light,
    CUT_OFF: cut_off,
    FOLDED_CORNER: folded,
}
NEED_STROKES = (BLURRED, TOO_LIGHT, CUT_OFF)
"""Faults that only show where something is printed."""
