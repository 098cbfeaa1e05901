"""The words of stamps: cut out one by one, recognised, and set back where they stand on their page."""

from __future__ import annotations

from dataclasses import replace

from ocr.engine import Engine, Layout, RawLine, RawWord
from ocr.image.drawn import Drawn
from ocr.image.ink import Pixels
from ocr.image.marks import Marks
from ocr.image.stamp_cut import CutStamp, cut_out
from ocr.image.stamps import find_stamps
from ocr.page import Box

SURE = 0.5
"""Confidence from which a stamped word is believed: what is left of a seal or a signature comes out below."""


def stamped_lines(page: Pixels, marks: Marks, seals: tuple[Box, ...], dpi: int, engine: Engine) -> list[RawLine]:
    """The believed words of the stamps on an upright ``page`` (H, W, 3) RGB, boxes in its pixels.

    Raises what `Engine.recognise` raises.
    """
    lines: list[RawLine] = []
    for stamp in find_stamps(marks, seals, dpi):
        cut = cut_out(page, stamp, dpi)
        layout = Layout.PAGE if stamp.print else Layout.BLOCK
        words = _believed(engine.recognise(cut.image, cut.dpi, layout))
        lines += [[_set_back(word, cut) for word in line] for line in words]
    return lines


def words_of_stamps(drawn: Drawn, seals: tuple[Box, ...], dpi: int, engine: Engine) -> list[RawLine]:
    """The believed words of the stamps on a drawn page; ``seals`` are its boxes, those of the words in its pixels.

    Raises what `Engine.recognise` raises.
    """
    if drawn.coloured is None:
        return []
    part = drawn.coloured
    seals = tuple(part.within(seal, drawn.print) for seal in seals)
    found = stamped_lines(part.pixels, part.marks, seals, dpi, engine)
    return [[_moved(word, part.window.left, part.window.top) for word in line] for line in found]


def _moved(word: RawWord, x: int, y: int) -> RawWord:
    return replace(word, left=word.left + x, right=word.right + x, top=word.top + y, bottom=word.bottom + y)


def _believed(lines: list[RawLine]) -> list[RawLine]:
    """Those lines that are words and not the remains of something else."""
    believed = [[word for word in line if word.confidence >= SURE] for line in lines]
    return [line for line in believed if max((len(word.text) for word in line), default=0) >= 2]


def _set_back(word: RawWord, cut: CutStamp) -> RawWord:
    """The word as it stands on the page: as high and wide as it is, turned round its middle."""
    x, y = cut.to_page.apply((word.left + word.right) / 2, (word.top + word.bottom) / 2)
    across, down = (word.right - word.left) / cut.scale / 2, word.height / cut.scale / 2
    return RawWord(word.text, x - across, y - down, x + across, y + down, word.confidence)
