"""Is a side that seems blank a page of pale print? Its words tell.

What shines through from the other side is as dark, but mirrored: recognition makes words of it that it does not
believe in itself. So the place with most of such print is recognised, whichever way up it may lie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ocr.engine import Engine, RawLine
from ocr.image.faint import strengthened
from ocr.image.ink import Pixels
from ocr.image.lie import Lie
from ocr.image.look import Look, look_at
from ocr.image.profile import OVERVIEW_DPI
from ocr.page import ImageInfo, QuarterTurn
from ocr.way_up import sampled

SURE = 0.8
"""Confidence from which a word is believed."""
ENOUGH = 5
"""Letters of such words, of two and more, from which somebody printed them: of specks come single ones."""
BELIEVED = 0.25
"""Their least share of all letters: of mirrored print 0.15 is believed at most, of print of 12 levels 0.25 at least."""


@dataclass(frozen=True, slots=True)
class PalePrint:
    """A page of pale print, made dark."""

    source: Pixels = field(repr=False)
    look: Look
    contrast: float
    """Levels that its own ink lies below its paper."""


def pale_print(
    source: Pixels, small: Pixels, info: ImageInfo, turn: QuarterTurn | None, engine: Engine, dpi: int
) -> PalePrint | None:
    """The page made dark where words can be read on it then; None: it is blank.

    ``small`` is the overview of ``source``; ``turn`` sets it upright where that is known; ``dpi`` is that of
    recognition. Raises what the engine raises.
    """
    glance = strengthened(small, OVERVIEW_DPI)
    dark = strengthened(source, info.dpi) if glance else None
    if glance is None or dark is None:
        return None
    look = look_at(glance.pixels, glance.pixels, info)
    turns = look.turns() if turn is None else [turn]
    if not has_words(dark.pixels, (look.lie(each) for each in turns), engine, dpi):
        return None
    return PalePrint(dark.pixels, look, glance.contrast)


def has_words(dark: Pixels, lies: Iterable[Lie], engine: Engine, dpi: int) -> bool:
    """Whether words stand on a strengthened page (H, W), in whichever of the ``lies``; ``dpi`` is that of recognition.

    Raises what the engine raises.
    """
    return any(_believed(sampled(dark, each, engine, dpi)) for each in lies)


def _believed(lines: list[RawLine]) -> bool:
    words = [word for line in lines for word in line]
    sure = sum(len(word.text) for word in words if word.confidence >= SURE and len(word.text) > 1)
    return sure >= ENOUGH and sure >= BELIEVED * sum(len(word.text) for word in words)
