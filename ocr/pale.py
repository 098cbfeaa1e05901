"""Is a side that seems blank a page of pale print? Its words tell.

What shines through from the other side is as dark, but mirrored: recognition makes words of it that it does not
believe in itself. So the place with most of such print is recognised, whichever way up it may lie.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ocr.engine import Engine, RawLine
from ocr.image.lie import Lie
from ocr.way_up import sampled

SURE = 0.8
"""Confidence from which a word is believed."""
ENOUGH = 5
"""Letters of such words, of two and more, from which somebody printed them: of specks come single ones."""
BELIEVED = 0.25
"""Their least share of all letters: of mirrored print 0.15 is believed at most, of print of 12 levels 0.25 at least."""


def has_words(dark: npt.NDArray[np.uint8], lies: Iterable[Lie], engine: Engine, dpi: int) -> bool:
    """Whether words stand on a strengthened page (H, W), in whichever of the ``lies``; ``dpi`` is that of recognition.

    Raises what the engine raises.
    """
    return any(_believed(sampled(dark, each, engine, dpi)) for each in lies)


def _believed(lines: list[RawLine]) -> bool:
    words = [word for line in lines for word in line]
    sure = sum(len(word.text) for word in words if word.confidence >= SURE and len(word.text) > 1)
    return sure >= ENOUGH and sure >= BELIEVED * sum(len(word.text) for word in words)
