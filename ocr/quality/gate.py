"""From the measures of a page to its flags: what a clerk should look at, or scan again. A flag refuses nothing."""

from __future__ import annotations

from config.settings import QualitySettings
from ocr.quality.values import PageMeasures

LOW_DPI = "low_dpi"
BLURRED = "blurred"
TOO_DARK = "too_dark"
TOO_LIGHT = "too_light"
CUT_OFF = "cut_off"
FOLDED_CORNER = "folded_corner"
LOW_CONFIDENCE = "low_confidence"
OF_ONE_PAGE = (LOW_DPI, BLURRED, TOO_DARK, TOO_LIGHT, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE)
"""Flags for which the page itself is enough."""

DUSTY = 5
"""Times as many strokes as on other pages must be cut where print is faint: dust along a border makes up to seven."""


def judge(page: PageMeasures, limits: QualitySettings) -> tuple[str, ...]:
    """The flags of one page, in the order of `OF_ONE_PAGE`.

    What follows from another fault is not said beside it: a coarse scan is not sharp, the ink of a dark or a blurred
    one not black; in the dark no edge can be told, and it takes more strokes to say that faint print is cut, for
    dust is as dark.
    """
    coarse = page.dpi < limits.dpi
    grainy = page.specks > limits.specks
    dark = page.paper < limits.paper or grainy
    blurred = not coarse and page.rise is not None and page.rise > limits.rise
    faint = page.contrast is not None and page.contrast < limits.contrast
    raised = {
        LOW_DPI: coarse,
        BLURRED: blurred,
        TOO_DARK: dark,
        TOO_LIGHT: faint and not dark and not blurred,
        CUT_OFF: not grainy and page.cut_letters >= limits.cut_letters * (DUSTY if faint and not dark else 1),
        FOLDED_CORNER: page.fold >= limits.fold and not dark,
        LOW_CONFIDENCE: page.letters >= limits.letters and page.unsure > limits.unsure,
    }
    return tuple(flag for flag in OF_ONE_PAGE if raised[flag])
