"""What a glance at the whole page shows, before a word of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2

from ocr.image.canvas import Canvas
from ocr.image.ink import Pixels
from ocr.image.lie import Lie, lie
from ocr.image.marks import STEP, Colour, Marks, find_marks, paper_of, whitened
from ocr.image.profile import OVERVIEW_DPI, TextInk, text_ink
from ocr.image.seal import Seal, seals_among
from ocr.image.upright import Posture, posture
from ocr.page import Box, ImageInfo, QuarterTurn

CLEAR_AXIS, CLEAR_SIDE = 2.5, 0.06
"""Margins of `Posture` above which the shape of the lines is believed before a word is read.

Tables stay below 2.5 along the axis. Of 400 generated pages one in twelve stays below 0.06, and one was told upside
down, by 0.016; what is believed wrongly shows in its words and is read a second time.
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a page, at `OVERVIEW_DPI` and as the source lies."""

    seals: list[Seal]
    marks: Marks
    paper: Colour | None
    """Its colour; None: a grey page, or no paper."""
    ink: TextInk
    posture: Posture | None
    info: ImageInfo

    @property
    def turn(self) -> QuarterTurn:
        """The turn that is tried first: what the lines show, else what the file says."""
        return self.posture.turn if self.posture else self.info.turn

    @property
    def may_lie_otherwise(self) -> bool:
        """Whether the shape of the lines leaves room for doubt."""
        seen = self.posture
        return seen is None or seen.axis_margin < CLEAR_AXIS or seen.side_margin < CLEAR_SIDE

    def turns(self) -> list[QuarterTurn]:
        """The turns that come into question, the likeliest first."""
        axis_clear = self.posture is not None and self.posture.axis_margin >= CLEAR_AXIS
        steps = (0, 180) if axis_clear else (0, 180, 90, 270)
        return [cast(QuarterTurn, (self.turn + step) % 360) for step in steps]

    def lie(self, turn: QuarterTurn) -> Lie:
        """How the page lies once it is set up by ``turn``."""
        return lie(self.ink, self.posture, self.info, turn)

    def seal_boxes(self, page: Canvas) -> tuple[Box, ...]:
        """Where the seals lie on the upright page."""
        return tuple(self._box_on(page, s.left, s.top, s.right, s.bottom) for s in self.seals)

    def marked_box(self, page: Canvas) -> Box:
        """The smallest box on the upright page that holds all the marks; there are some."""
        left, top, wide, high = (STEP * side for side in cv2.boundingRect(self.marks.mask))
        return self._box_on(page, left, top, left + wide, top + high)

    def _box_on(self, page: Canvas, left: float, top: float, right: float, bottom: float) -> Box:
        sx, sy = self.info.dpi_x / OVERVIEW_DPI, self.info.dpi_y / OVERVIEW_DPI
        return page.box_of_source(left * sx, top * sy, right * sx, bottom * sy)


def look_at(small: Pixels, layer: Pixels, info: ImageInfo, *, lies_known: bool = False) -> Look:
    """Looks at the overview ``small`` (H, W) or (H, W, 3) RGB of a page, and at its print layer (H, W).

    ``lies_known``: how it lies is not to be found out, which takes longer than all the rest.
    """
    ink = text_ink(layer)
    paper = paper_of(small)
    marks = find_marks(whitened(small, paper), OVERVIEW_DPI)
    return Look(seals_among(marks, OVERVIEW_DPI), marks, paper, ink, None if lies_known else posture(ink), info)
