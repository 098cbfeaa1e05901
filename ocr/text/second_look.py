"""Doubtful words read again by the careful model, each within its stretch of the line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.engine.port import Engine, Grey, RawLine
from ocr.image.pieces import pieces_of
from ocr.text.doubt import Stretch, doubtful_stretches, judged, settled
from ocr.text.order import cleaned

MARGIN = 1.8
"""Millimetres of paper round a stretch: a model of lines wants white above and below the letters."""
INK, PAPER = 200, 255
"""Grey below which a pixel counts as somebody's ink, and that of paper."""


def look_again(lines: list[RawLine], grey: Grey, dpi: int, engine: Engine) -> list[RawLine]:
    """The cleaned ``lines`` of the image ``grey`` (H, W) with its doubtful words as the surer of two readings has them.

    Raises what `Engine.read_again` raises.
    """
    lines = [judged(line) for line in lines]
    stretches = doubtful_stretches(lines)
    if not stretches:
        return lines
    margin = round(MARGIN * dpi / 25.4)
    crops = [_crop(grey, stretch, margin) for stretch in stretches]
    again = engine.read_again([image for image, _, _ in crops], dpi)
    placed = [_placed(line, left, top) for line, (_, left, top) in zip(again, crops, strict=True)]
    return settled(lines, stretches, placed)


def _crop(grey: Grey, stretch: Stretch, margin: int) -> tuple[Grey, int, int]:
    """The stretch with its margin, and where its corner lies."""
    left, top = max(0, int(stretch.left) - margin), max(0, int(stretch.top) - margin)
    bottom = int(stretch.bottom) + 1
    cut = np.array(grey[top : bottom + margin, left : int(stretch.right) + margin + 1], order="C")
    _whiten_neighbours(cut, int(stretch.top) - top, bottom - top)
    return cut, left, top


def _whiten_neighbours(cut: Grey, top: int, bottom: int) -> None:
    """Takes out, in place, what reaches in from the lines above and below: it lies on the edge, outside the rows.

    With such remains of other lines Tesseract finds no line at all on one in five crops.
    """
    labels, boxes = pieces_of((cut < INK).astype(np.uint8))
    for label, (_, y, _, height, _) in enumerate(boxes[1:].tolist(), start=1):
        if (y == 0 and y + height <= top) or (y + height == cut.shape[0] and y >= bottom):
            cut[labels == label] = PAPER


def _placed(line: RawLine, x: int, y: int) -> RawLine:
    """The words of a crop where they stand on the page, cleaned and judged."""
    moved = [
        replace(kept, left=kept.left + x, top=kept.top + y, right=kept.right + x, bottom=kept.bottom + y)
        for word in line
        if (kept := cleaned(word))
    ]
    return judged(moved)
