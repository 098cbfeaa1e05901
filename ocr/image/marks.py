"""Coloured marks on a page: stamps, seals, signatures, highlighter, told from print by their colour.

Black print has no colour of its own, but a scan gives it some: the paper is yellow, the three colours do not quite
meet at the edges, JPEG smears the colour of a seal over its neighbours. So the paper is made white first, and only
colour that outweighs its surroundings counts: the fringes of a letter, red on one side and blue on the other, cancel.
Colours are the differences Cr and Cb of ITU-R BT.601, in levels of 0-255.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import INCH, Mask, Pixels

WHITE = 240
"""Level that the paper is brought to: a little room above it keeps the noise of paper from being cut."""
DARKEST_PAPER = 60
"""Level below which the typical pixel is no paper, and colours are left as they are."""
STEP = 2
"""Marks are told at half the resolution of reading: JPEG keeps colour no finer."""
BRIGHTNESS = (0.299, 0.587, 0.114)
"""Shares of red, green and blue in it."""
NEUTRAL = 128
"""Cr and Cb of what has no colour."""
COLOUR = 12.0
"""Levels of colour of the least mark; the colour noise of JPEG and scanner stays below 6 when averaged."""
LASTING, AROUND = 6.0, 1.8
"""What must be left of it when averaged over so many millimetres each way: fringes of print cancel."""
SATURATION = 0.14
"""Least colour of ink, by how much darker than paper it is: bluish black toner and ballpoint stay apart at 0.1."""
REACH = 5
"""Pixels across, by which a mark is enlarged so that its soft edge belongs to it."""


Colour = npt.NDArray[np.float64]
"""Levels of red, green and blue."""


class Tone(Enum):
    """What colours of ink are told apart."""

    WARM = "warm"
    """Red to magenta: seals, secrecy marks, registry stamps."""
    COOL = "cool"
    """Blue to violet: the same of other offices, and pens."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The coloured marks of a page (H, W), at 1/`STEP` of its resolution."""

    mask: Mask
    """Every mark, of whatever colour, with its soft edge."""
    warm: Mask
    cool: Mask
    """Those of each tone, as they are; a violet that is nearly magenta counts as both."""

    def __bool__(self) -> bool:
        return bool(self.mask.any())

    def of(self, tone: Tone) -> Mask:
        """The marks of one tone."""
        return self.warm if tone is Tone.WARM else self.cool


def paper_of(page: Pixels) -> Colour | None:
    """The colour of the paper of a page (H, W, 3) RGB; None for a grey page, and where it is too dark for paper."""
    if page.ndim == 2:
        return None
    paper = np.median(page[::8, ::8].reshape(-1, 3), axis=0)
    return None if paper.min() < DARKEST_PAPER else paper


def whitened(page: Pixels, paper: Colour | None) -> Pixels:
    """The page (H, W, 3) RGB, or (H, W) of its brightness, with that ``paper`` brought to `WHITE`; None: as it is."""
    if paper is None:
        return page
    if page.ndim == 2:
        return np.asarray(cv2.convertScaleAbs(page, alpha=WHITE / float(paper @ BRIGHTNESS)), np.uint8)
    return np.asarray(cv2.transform(page, np.diag(WHITE / paper)), np.uint8)


def find_marks(page: Pixels, dpi: float) -> Marks:
    """The marks on a page (H, W, 3) RGB at ``dpi`` whose paper is white; a grey page (H, W) has none."""
    height, width = page.shape[0] // STEP, page.shape[1] // STEP
    whole, warm, cool = (np.zeros((height, width), np.uint8) for _ in range(3))
    if page.ndim == 2:
        return Marks(whole, warm, cool)
    small = cv2.resize(page[: height * STEP, : width * STEP], (width, height), interpolation=cv2.INTER_AREA)
    colours = np.asarray(cv2.cvtColor(cv2.blur(small, (3, 3)), cv2.COLOR_RGB2YCrCb), np.uint8)
    around = round(AROUND * dpi / STEP / INCH) | 1
    where = _coloured(colours, around)
    if where is None:
        return Marks(whole, warm, cool)
    marked, warm[where], cool[where] = _marked(colours[where], around)
    whole[where] = cv2.dilate(marked, np.ones((REACH, REACH), np.uint8))
    return Marks(whole, warm, cool)


def _coloured(colours: Pixels, margin: int) -> tuple[slice, slice] | None:
    """The rows and columns outside which a page (H, W, 3) YCrCb has no colour of a mark; None: nowhere."""
    weak = int(COLOUR / math.sqrt(2))  # two differences within this come to less than `COLOUR`
    darkest, lightest = (0, NEUTRAL - weak, NEUTRAL - weak), (255, NEUTRAL + weak, NEUTRAL + weak)
    colourless = cv2.inRange(colours, np.array(darkest), np.array(lightest))
    left, top, wide, high = cv2.boundingRect(cv2.bitwise_not(colourless))
    if not wide:
        return None
    return slice(max(0, top - margin), top + high + margin), slice(max(0, left - margin), left + wide + margin)


def _marked(colours: Pixels, around: int) -> tuple[Mask, Mask, Mask]:
    """The marks on a part (H, W, 3) YCrCb of a page: all, warm, cool."""
    dark = WHITE - colours[..., 0].astype(np.float32)
    red, blue = (colours[..., i].astype(np.float32) - NEUTRAL for i in (1, 2))
    lasting = cv2.magnitude(cv2.blur(red, (around, around)), cv2.blur(blue, (around, around)))
    strength = cv2.magnitude(red, blue)
    marked = (strength > COLOUR) & (lasting > LASTING) & (strength > SATURATION * dark)
    warm = marked & (red > 0) & (blue < 0.7 * red) & (blue > -1.2 * red)
    cool = marked & (blue > 0) & (red < 1.6 * blue) & (red > -0.8 * blue)
    return marked.astype(np.uint8), warm.astype(np.uint8), cool.astype(np.uint8)


def colour_of(pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], ...]:
    """Brightness, redness and blueness (Y, Cr − `NEUTRAL`, Cb − `NEUTRAL`) of N pixels (N, 3) RGB."""
    values = cv2.cvtColor(pixels[None], cv2.COLOR_RGB2YCrCb)[0].astype(np.float32)
    return values[:, 0], values[:, 1] - NEUTRAL, values[:, 2] - NEUTRAL
