"""The print of a page without its coloured marks, black letters under a seal nearly as black as beside it.

Ink takes light in proportion to its colour: how much, its own pixels on bare paper show. Wherever ink lies, the
light that it alone would leave is known from the colour there, and dividing by it leaves what the print took.

That is done twice. In *brightness* letters stay sharp, but a rim of ink remains: JPEG keeps brightness fully and
colour at half the resolution, so the colour is taken from the neighbourhood. In the *lightest channel* ink is weak
and leaves hardly a rim, but letters under it are half coloured and fade. The darker of the two is right: a letter
that either shows is there, and what only rims show lies outside the strokes.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Pixels
from ocr.image.marks import COLOUR, WHITE, Marks, colour_of

HUES = 24
"""Sectors of hue, each with the darkness of its ink measured apart: two stamps rarely differ by less than 15°."""
ENOUGH = 150
"""Coloured pixels of a hue (2.5 mm² at 200 dpi) from which the darkness of its ink can be measured."""
ONE_INK = 2
"""Sectors either way that are the same ink: JPEG, noise and print under it turn a hue by up to 30°."""
CORE = 0.5
"""Share of its strongest colour from which a pixel is all ink and not an edge."""
BARE = 35
"""Percentile of darkness over colour that is taken for bare ink: the pixels above it have print under them."""
SMEAR = 5
"""Pixels across, over which JPEG smears colour."""
DARKEST = 40.0
"""Least brightness of an ink that is divided by: below there is more noise than print to bring out."""

Floats = npt.NDArray[np.float32]


def without_marks(page: Pixels, marks: Marks) -> Pixels:
    """The page (H, W, 3) RGB, its paper white, as grey (H, W) in which ``marks`` are as light as paper."""
    height, width = page.shape[:2]
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    if not marks:
        return np.asarray(grey, np.uint8)
    mask = cv2.resize(marks.mask, (width, height), interpolation=cv2.INTER_NEAREST)
    where = np.flatnonzero(mask.view(np.bool_))
    pixels = page.reshape(-1, 3)[where]
    brightness, redness, blueness = colour_of(pixels)
    colour, hue = np.hypot(redness, blueness), _hue(redness, blueness)
    ink_of = _inks(colour, hue)[hue]
    by_brightness = _divided(brightness, colour, _spread(colour, where, (height, width)), hue, ink_of)
    lightest = np.maximum.reduce([pixels[:, channel] for channel in range(3)]).astype(np.float32)
    by_channel = _divided(lightest, colour, colour, hue, ink_of)
    np.put(grey, where, np.clip(np.minimum(by_brightness, by_channel), 0, WHITE).astype(np.uint8))
    return np.asarray(grey, np.uint8)


def _spread(colour: Floats, where: npt.NDArray[np.intp], size: tuple[int, int]) -> Floats:
    """The strongest colour round each pixel: at the rim of a stroke JPEG has less colour than its darkness needs."""
    plane = np.zeros(size, np.uint8)
    np.put(plane, where, colour.astype(np.uint8))
    spread = cv2.dilate(plane, np.ones((SMEAR, SMEAR), np.uint8))
    return np.asarray(spread.reshape(-1)[where], np.float32)


def _hue(redness: Floats, blueness: Floats) -> npt.NDArray[np.intp]:
    turns = np.arctan2(redness, blueness) / (2 * np.pi) + 0.5
    return (turns * HUES).astype(np.intp) % HUES


def _inks(colour: Floats, hue: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """To which sector's ink each sector of hue belongs; `HUES` where to none.

    Print under ink has a hue beside that of the ink and hardly any colour: taken for an ink of its own it would seem a
    very dark one, and dividing by it would wipe the letters out.
    """
    amount = np.bincount(hue[colour > COLOUR], minlength=HUES)
    owner = np.full(HUES, HUES)
    for sector in np.argsort(-amount, kind="stable"):
        if amount[sector] >= ENOUGH and owner[sector] == HUES:
            around = np.arange(sector - ONE_INK, sector + ONE_INK + 1) % HUES
            owner[around] = np.where(owner[around] == HUES, sector, owner[around])
    return owner


def _divided(
    light: Floats, colour: Floats, lasting: Floats, hue: npt.NDArray[np.intp], ink_of: npt.NDArray[np.intp]
) -> Floats:
    """``light`` as it were without ink, of which ``lasting`` is the colour that counts; ``ink_of``: as `_inks` says."""
    darkness = np.zeros(HUES + 1, np.float32)
    for sector in np.unique(ink_of[ink_of < HUES]):
        darkness[sector] = _darkness(light[hue == sector], colour[hue == sector])
    return np.asarray(light * (WHITE / np.maximum(WHITE - darkness[ink_of] * lasting, DARKEST)), np.float32)


def _darkness(brightness: Floats, colour: Floats) -> float:
    """Levels of brightness that an ink takes with each level of its colour."""
    core = colour > max(COLOUR, CORE * float(np.percentile(colour, 95)))
    if not core.any():
        return 0.0
    return max(0.0, float(np.percentile((WHITE - brightness[core]) / colour[core], BARE)))
