"""Print of a needle printer: letters made of separate dots, told by their period and joined to strokes.

The needles of a print head stand a fixed step apart, so the ink of every letter of the page has the same period, and
the spectrum of the ink a sharp peak that strokes do not have. Recognition takes such dots for grain or for a table
of nothing. A head of twenty-four needles sets its dots so close that they flow together by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.ink import Pixels, lightest_colour

TILE = 0.64
"""Inches of the side of a sample: three lines of print, forty dots; frequencies 1.6 an inch apart can be told apart."""
TILES, INKED = 8, 0.5
"""Samples at most, the densest print first, and their least unrest as a share of the most: the others are bare."""
DOTS = (50.0, 76.0)
"""Dots an inch, across or down: needles stand 1/72 inch apart, those of tills 1/60. Closer ones flow together; at 200
dpi the 120 columns an inch that most heads strike look like 80."""
COARSEST = 190
"""Dots an inch of the scan below which the needles' dots cannot be seen."""
OVERTONES = (12.0, 48.0)
"""Dots of a leader and stems of letters of a fixed pitch to the inch, whose overtones lie among `DOTS`."""
PEAK, OVERTONE = 0.3, 0.15
"""Powers of ten that a peak of the spectrum stands out by: of dots down the page 0.34 and more, and 0.1 at most among
`OVERTONES`; of strokes it is 0.2 at most, and more only where it is an overtone."""
BESIDE = (5.0, 16.0)
"""Dots an inch on both sides of a peak where what it stands out from is measured: the overtones of letters of a fixed
pitch, ten an inch, are among it."""
STROKES, SHADE = 0.6, 0.25
"""Share of a sample that joined letters cover at most, and the share of their darkness from which paper counts as
covered; a halftone picture and a patterned or dithered ground cover all."""
PAPER = 0.8
"""Share of the pixels of a sample that the paper is lighter than."""
BLUR, WIDEN = 0.5, 1.0
"""The standard deviation of the blur that joins dots and the size of the erosion that thickens what is joined, as
shares of the step between two dots."""
INK = 40
"""Level that the joined ink is brought to, and white the paper: the blur has made pale ink paler."""


@dataclass(frozen=True, slots=True)
class Dots:
    """How the dots of a page lie."""

    step: float
    """Pixels from one to the next."""
    paper: float
    ink: float
    """Levels of the paper and of joined ink."""


def find_dots(page: Pixels, dpi: float) -> Dots | None:
    """The dots that the print of ``page`` (H, W) or (H, W, 3) RGB at ``dpi`` is made of; None: it is made of strokes.

    Scans below `COARSEST` are never found to have any.
    """
    side = round(TILE * dpi)
    if dpi < COARSEST or min(page.shape[:2]) < 2 * side:
        return None
    tiles = _tiles(page, side)
    per_inch = _period(tiles, dpi)
    if per_inch is None:
        return None
    step = dpi / per_inch
    strokes = [_joined(tile, step) for tile in tiles]
    ink = _level(strokes, 0.03)
    bare = _level(tiles, PAPER)
    covered = float(np.median([np.mean(tile < bare - SHADE * (bare - ink)) for tile in strokes]))
    return Dots(step, _level(strokes, PAPER), ink) if covered < STROKES else None


def join_dots(page: Pixels, dots: Dots) -> Pixels:
    """The page (H, W) or (H, W, 3) with its dots run together to strokes, dark on white."""
    levels = np.arange(256, dtype=np.float32)
    stretched = INK + (levels - dots.ink) * ((255 - INK) / max(1.0, dots.paper - dots.ink))
    return np.asarray(cv2.LUT(_joined(page, dots.step), np.clip(stretched, 0, 255).astype(np.uint8)), np.uint8)


def _joined(page: Pixels, step: float) -> Pixels:
    wide = 2 * round((WIDEN * step - 1) / 2) + 1
    smooth = cv2.GaussianBlur(page, (0, 0), BLUR * step)
    return np.asarray(cv2.erode(smooth, np.ones((wide, wide), np.uint8)), np.uint8)


def _level(tiles: list[Pixels], share: float) -> float:
    """The level that ``share`` of a tile's pixels are darker than: the median of the tiles."""
    return float(np.median([np.quantile(tile, share) for tile in tiles]))


def _tiles(page: Pixels, side: int) -> list[Pixels]:
    """Squares of ``side`` pixels with the most print in them; of each eight rows one is looked at to find them."""
    rows, columns = page.shape[0] // side, page.shape[1] // side
    quick = page[: rows * side : 8, : columns * side : 2]
    quick = np.ascontiguousarray(quick if quick.ndim == 2 else quick[..., 1])
    unrest = cv2.resize(cv2.absdiff(quick[:, 1:], quick[:, :-1]), (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    densest = np.argsort(unrest)[::-1][:TILES]
    chosen = densest[unrest[densest] >= INKED * unrest[densest[0]]]
    corners = [(int(i) // columns * side, int(i) % columns * side) for i in chosen]
    return [lightest_colour(page[y : y + side, x : x + side]) for y, x in corners]


def _period(tiles: list[Pixels], dpi: float) -> float | None:
    """Dots an inch, if most of the tiles have a peak at the same frequency."""
    found = []
    for spectrum in _spectra(tiles):
        frequency = np.arange(len(spectrum)) / len(tiles[0]) * dpi
        peak, per_inch = _highest_peak(spectrum, frequency, DOTS)
        if peak >= PEAK and _highest_peak(spectrum, frequency, OVERTONES)[0] < OVERTONE:
            found.append((peak, per_inch))
    return max(found)[1] if found else None


def _spectra(tiles: list[Pixels]) -> npt.NDArray[np.float64]:
    """The logarithm of the power of every frequency, down and across: the median of the tiles."""
    window = np.hanning(len(tiles[0])).astype(np.float32)
    # Black print and pale print, 255 levels and 20, count alike: only the shape of a spectrum is asked for.
    ink = np.array(tiles, np.float32)
    ink -= ink.mean(axis=(1, 2), keepdims=True)
    # Every other column and row tells as much as all of them.
    down = np.abs(np.fft.rfft(ink[:, :, ::2] * window[:, None], axis=1)) ** 2
    across = np.abs(np.fft.rfft(ink[:, ::2] * window, axis=2)) ** 2
    power = np.stack([down.mean(axis=2), across.mean(axis=1)])
    return np.asarray(np.median(np.log10(power + 1), axis=1), np.float64)


def _highest_peak(
    spectrum: npt.NDArray[np.float64], frequency: npt.NDArray[np.float64], band: tuple[float, float]
) -> tuple[float, float]:
    """How far the highest peak of a band stands out, and its frequency."""
    inside = np.flatnonzero((frequency >= band[0]) & (frequency <= band[1]))
    far = np.abs(frequency[None, :] - frequency[inside, None])
    beside = np.where((far > BESIDE[0]) & (far < BESIDE[1]), spectrum, -np.inf).max(axis=1)
    out = spectrum[inside] - beside
    best = int(np.argmax(out))
    return float(out[best]), float(frequency[inside[best]])
