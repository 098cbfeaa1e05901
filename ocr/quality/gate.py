"""From the measures of a page to its flags: what a clerk should look at, or scan again. A flag refuses nothing."""

from __future__ import annotations

from config.settings import QualitySettings
from ocr.quality.measures import PageMeasures

LOW_DPI = "low_dpi"
BLURRED = "blurred"
TOO_DARK = "too_dark"
TOO_LIGHT = "too_light"
CUT_OFF = "cut_off"
FOLDED_CORNER = "folded_corner"
LOW_CONFIDENCE = "low_confidence"
OF_ONE_PAGE = (LOW_DPI, BLURRED, TOO_DARK, TOO_LIGHT, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE)
"""Flags for which the page itself is enough."""


def judge(page: PageMeasures, limits: QualitySettings) -> tuple[str, ...]:
    """The flags of one page, in the order of `OF_ONE_PAGE`.

    Where the resolution is too low, nothing is said of sharpness: the remedy is the same.
    """
    coarse = page.dpi < limits.dpi
    raised = {
        LOW_DPI: coarse,
        BLURRED: not coarse and page.rise is not None and page.rise > limits.rise,
        TOO_DARK: page.paper < limits.paper,
        TOO_LIGHT: page.contrast is not None and page.contrast < limits.contrast,
        CUT_OFF: page.cut_letters >= limits.cut_letters,
        FOLDED_CORNER: page.fold >= limits.fold,
        LOW_CONFIDENCE: page.letters >= limits.letters and page.unsure > limits.unsure,
    }
    return tuple(flag for flag in OF_ONE_PAGE if raised[flag])
