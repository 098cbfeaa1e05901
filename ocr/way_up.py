"""Which way up, where the shape of the lines leaves doubt: a few lines are recognised, and the words tell.

Print the right way up comes out with a mean confidence of 0.75 and more, upside down with less than 0.6, on its side
with less than 0.45; four lines cost a tenth of a second each way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.engine import Engine, Layout, RawLine, RawWord
from ocr.image.canvas import draw
from ocr.image.ink import print_layer
from ocr.image.lie import Lie
from ocr.image.rules import without_rules
from ocr.image.sample import sample

DOUBTFUL = 0.72
"""Mean confidence below which print may lie the wrong way up."""
ENOUGH = 20
"""Letters from which a mean confidence means something: 0, 6, 8 and 9 are digits upside down, too."""
BETTER = 1.25
"""How many times more another way up must give than the one that was tried first."""


@dataclass(frozen=True, slots=True)
class WayUp:
    """What the words say about how the page lies."""

    lie: Lie
    sure: bool
    """False: no words were beyond doubt, and ``lie`` is the likeliest. Seals and drawings give words of a kind, too."""


def way_up(source: npt.NDArray[np.uint8], lies: Iterable[Lie], engine: Engine, dpi: int) -> WayUp:
    """The first of ``lies`` whose words are beyond doubt, else the one that gives most; in doubt the first of all.

    ``source`` is (H, W) or (H, W, 3) RGB, ``dpi`` what the sample is recognised at. ``lies`` (at least one) are
    tried in their order, and made only as they are needed. Raises what the engine raises.
    """
    best: tuple[float, Lie] | None = None
    for candidate in lies:
        lines = sampled(source, candidate, engine, dpi)
        if beyond_doubt(lines):
            return WayUp(candidate, sure=True)
        if best is None:
            best = (weight(lines) * BETTER, candidate)
        elif weight(lines) > best[0]:
            best = (weight(lines), candidate)
    if best is None:
        raise ValueError("no way up to try")
    return WayUp(best[1], sure=False)


def beyond_doubt(lines: list[RawLine]) -> bool:
    """Whether there are words enough, and such as only a page that lies the right way up gives."""
    return _letters(lines) >= ENOUGH and not doubtful(lines)


def weight(lines: list[RawLine]) -> float:
    """Letters read, each by the confidence of its word; Tesseract reads print that lies on its side, too."""
    return sum(len(w.text) * w.confidence for line in lines for w in line if not _on_its_side(w))


def doubtful(lines: list[RawLine]) -> bool:
    """Whether the words look like those of a page that lies the wrong way up."""
    letters = _letters(lines)
    return letters == 0 or weight(lines) < DOUBTFUL * letters


def _letters(lines: list[RawLine]) -> int:
    return sum(len(word.text) for line in lines for word in line)


def _on_its_side(word: RawWord) -> bool:
    return len(word.text) >= 3 and word.height > 1.5 * (word.right - word.left)


def sampled(source: npt.NDArray[np.uint8], candidate: Lie, engine: Engine, dpi: int) -> list[RawLine]:
    """The words of the densest lines of the page set up so."""
    part = sample(candidate.ink, candidate.straightened, candidate.page)
    if part is None:
        return []
    return engine.recognise(without_rules(print_layer(draw(source, part, dpi)), dpi), dpi, Layout.BLOCK)
