"""Where seals lie.

A seal of an agency is a red circle of 20-42 mm (Thông tư 21/2012/TT-BCA); companies, schools and older papers have
blue and violet ones. Framed stamps of the mail room and secrecy marks are coloured as well, but their words stand
straight and are read; bleed-through of a seal from the other side is broken into specks and rarely closes its ring.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from ocr.image.ink import INCH, Mask
from ocr.image.marks import STEP, Marks, Tone
from ocr.image.pieces import pieces_of

SMALLEST, LARGEST = 15.0, 75.0
"""Millimetres of the longer side."""
PIECE, BROKEN, MOST = 5.0, 3.0, 60
"""Millimetres of the least piece of a broken ring and between two, and how many pieces are looked at in pairs."""
NARROWEST = 0.65
"""Least ratio of the sides: flatter marks are print or pen."""
SPARSEST = 0.06
"""Least share of ink in the box; a bare ring of 0.5 mm covers a tenth."""
OUTER = 0.7
"""Share of the half axes from which ink counts as outline."""
BEYOND, CORNERS = 1.08, 0.12
"""Where the corners of the box begin, in half axes, and the share of the outline that may lie there; a frame askew has
a seventh, a straight one a quarter and more."""
SECTORS = 24
CLOSED = 0.8
"""Share of the sectors round the centre that must hold ink near the outline."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal's box in pixels of the mask that it was found on."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def longer(self) -> int:
        """Pixels of the longer side."""
        return max(self.right - self.left, self.bottom - self.top)

    def meets(self, other: Seal, gap: float) -> bool:
        """Whether less than ``gap`` is between: pieces of one ring, broken by wear or by the print over it."""
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom + gap and other.top < self.bottom + gap

    def joined(self, other: Seal) -> Seal:
        """The smallest box round both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Seal(left, top, max(self.right, other.right), max(self.bottom, other.bottom))

    def scaled(self, times: int) -> Seal:
        """The same box in pixels so many times as fine."""
        return Seal(self.left * times, self.top * times, self.right * times, self.bottom * times)


def seals_among(marks: Marks, dpi: float) -> list[Seal]:
    """The seals of each tone among the marks of a page seen at ``dpi``, from the top of the image to its bottom."""
    found = [seal.scaled(STEP) for tone in Tone for seal in find_seals(marks.of(tone), dpi / STEP)]
    alone = (s for i, s in enumerate(found) if not any(_same(s, other) for other in found[:i]))
    return sorted(alone, key=lambda seal: seal.top)


def find_seals(ink: Mask, dpi: float) -> list[Seal]:
    """Seals on a mask (H, W) of ink of one tone at ``dpi`` (about 150), from the top of the image to its bottom."""
    if not ink.any():
        return []
    reach = max(3, round(dpi * 0.08)) | 1
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, stats = pieces_of(joined)
    pieces = [Seal(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:]]
    pieces = [piece for piece in pieces if piece.longer >= PIECE * dpi / INCH]
    pairs = [
        one.joined(other) for one, other in combinations(pieces[:MOST], 2) if one.meets(other, BROKEN * dpi / INCH)
    ]
    found = [seal for seal in {*pieces, *pairs} if _of_a_seals_size(seal, dpi) and _round(seal, ink)]
    return sorted((s for s in found if not any(_holds(other, s) for other in found)), key=lambda s: (s.top, s.left))


def _of_a_seals_size(seal: Seal, dpi: float) -> bool:
    shorter, longer = sorted((seal.right - seal.left, seal.bottom - seal.top))
    return SMALLEST <= longer * INCH / dpi <= LARGEST and shorter >= NARROWEST * longer


def _round(seal: Seal, ink: Mask) -> bool:
    """Whether there is enough ink, some of it nearly all the way round, and hardly any in the corners."""
    part = ink[seal.top : seal.bottom, seal.left : seal.right]
    y, x = np.nonzero(part)
    if len(x) < SPARSEST * part.size:
        return False
    dx, dy = (x + 0.5) / part.shape[1] * 2 - 1, (y + 0.5) / part.shape[0] * 2 - 1
    reach = np.hypot(dx, dy)
    outer = reach > OUTER
    if not outer.any() or float(np.mean(reach[outer] > BEYOND)) > CORNERS:
        return False
    sectors = ((np.arctan2(dy[outer], dx[outer]) / (2 * np.pi) + 0.5) * SECTORS).astype(np.intp) % SECTORS
    enough = max(2.0, 0.1 * np.pi * float(np.mean(part.shape)) / SECTORS)
    return float(np.mean(np.bincount(sectors, minlength=SECTORS) >= enough)) >= CLOSED


def _holds(outer: Seal, inner: Seal) -> bool:
    return (
        outer is not inner
        and outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )


def _same(seal: Seal, other: Seal) -> bool:
    """Whether the middle of either lies in the other: one seal of an ink between the tones."""
    return _middle_in(seal, other) or _middle_in(other, seal)


def _middle_in(seal: Seal, box: Seal) -> bool:
    x, y = (seal.left + seal.right) / 2, (seal.top + seal.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
