"""Print so pale that nothing tells it from what shines through, made dark enough to be recognised.

Print of a dry ribbon or of a tired copier lies 12 to 45 levels below the paper, and so does the print of the reverse
side where it shines through. No measure of darkness parts the two; words do, for what shines through is mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask, Pixels, bare_paper
from ocr.image.pieces import pieces_of

SMOOTH, COARSE = 0.12, 0.25
"""Millimetres, the standard deviations of the blurs that take out grain: one that leaves letters to be recognised,
and one to find them by, nearly as wide as their strokes."""
FAINTEST = 3.5
"""Levels below the paper, after the coarse blur, of the palest ink: print of 12 levels keeps five."""
GRAIN = 3.5
"""Standard deviations of the paper's grain above which a pixel is ink: on bare paper a few hundred specks reach it."""
LETTER = (1.2, 40.0)
"""Millimetres of the longer side of a letter or a word: the coarse blur joins letters."""
EDGE = 7.0
"""Millimetres along the edges that are not looked at: shadows lie there."""
FEWEST = 2
"""Such pieces that make a side worth recognising: the number of a page."""
AROUND = 1.0
"""Millimetres round letters where what is paler is kept: their marks. Elsewhere grain would become print."""
INKED = 160.0
"""Levels that the ink is brought to below white."""


@dataclass(frozen=True, slots=True)
class Strengthened:
    """A pale page made dark."""

    pixels: Pixels = field(repr=False)
    """The grey page (H, W), its ink dark on white."""
    contrast: float
    """Levels that the ink of the page itself lies below its paper."""


def strengthened(page: Pixels, dpi: float) -> Strengthened | None:
    """Makes the pale print of ``page`` (H, W) or (H, W, 3) RGB at ``dpi`` dark; None: nothing on it is like letters."""
    grey = page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = bare_paper(grey)
    coarse, specks = _depth(grey, paper, COARSE / INCH * dpi)
    least = max(FAINTEST, GRAIN * specks)
    letters = _letters((coarse > least).astype(np.uint8), dpi)
    if letters is None:
        return None
    depth, grain = _depth(grey, paper, SMOOTH / INCH * dpi)
    contrast = float(np.quantile(depth[letters > 0], 0.75))
    reach = round(2 * AROUND / INCH * dpi) | 1
    near = cv2.dilate(letters, np.ones((reach, reach), np.uint8))
    dark = 255 - np.clip((depth - grain) * near * (INKED / contrast), 0, 255)
    return Strengthened(dark.astype(np.uint8), round(contrast, 1))


def _depth(grey: Pixels, paper: Pixels, sigma: float) -> tuple[npt.NDArray[np.float32], float]:
    """Levels that every pixel, blurred by so many pixels, lies below the paper, and the standard deviation of grain."""
    depth = np.asarray(paper - cv2.GaussianBlur(grey.astype(np.float32), (0, 0), sigma), np.float32)
    middle = float(np.median(depth[::5, ::5]))
    depth -= middle
    return depth, 1.4826 * float(np.median(np.abs(depth[::5, ::5])))


def _letters(dark: Mask, dpi: float) -> Mask | None:
    """Those pieces of ``dark`` that are as large as letters; None: hardly any."""
    millimetre = dpi / INCH
    margin = round(EDGE * millimetre)
    dark[:margin] = dark[-margin:] = 0
    dark[:, :margin] = dark[:, -margin:] = 0
    labels, stats = pieces_of(dark)
    longer = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) / millimetre
    fit = (longer >= LETTER[0]) & (longer <= LETTER[1])
    fit[0] = False
    return fit.astype(np.uint8)[labels] if np.count_nonzero(fit) >= FEWEST else None
