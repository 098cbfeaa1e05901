"""Resolution: what a file states, whether that can be true, and what paper sizes say where it cannot."""

from __future__ import annotations

import math
from dataclasses import dataclass

_MM = 25.4
_A4 = (210.0, 297.0)
_PAPERS = (_A4, (148.0, 210.0), (297.0, 420.0))  # A4 first: on a tie the commonest paper wins
_USUAL = (150.0, 200.0, 300.0, 400.0, 600.0)
_LEAST, _MOST = 50.0, 1250.0
_SHORTEST, _LONGEST = 50.0, 1200.0
"""Millimetres of a page's longer side."""
_UNKNOWING = (72.0, 96.0)
"""What programs write that do not know the resolution."""
_LONGEST_UNKNOWING = 450.0
"""Millimetres: at 72 or 96 dpi a page beyond A3 was not measured, the value is a default."""
_RATIO_SLACK = 1.08


@dataclass(frozen=True, slots=True)
class Resolution:
    """Pixels an inch in both directions, and whether the file stated them."""

    x: float
    y: float
    stated: bool


def resolution(width: int, height: int, stated: tuple[float, float] | None) -> Resolution:
    """The stated resolution of an image of ``width`` × ``height`` pixels where it can be true, else an inferred one."""
    if stated is not None and _believable(width, height, *stated):
        return Resolution(round(stated[0], 3), round(stated[1], 3), True)
    dpi = inferred(width, height)
    return Resolution(dpi, dpi, False)


def _believable(width: int, height: int, x: float, y: float) -> bool:
    if not (_LEAST <= x <= _MOST and _LEAST <= y <= _MOST):  # also false for NaN
        return False
    longer = max(width / x, height / y) * _MM
    if not _SHORTEST <= longer <= _LONGEST:
        return False
    default = any(abs(x - value) < 0.5 and abs(y - value) < 0.5 for value in _UNKNOWING)
    return not (default and longer > _LONGEST_UNKNOWING)


def inferred(width: int, height: int) -> float:
    """Pixels an inch, from the paper on which an image of ``width`` × ``height`` pixels falls best.

    A3, A4 and A5 have one ratio; the one that gives a usual scanner resolution is taken. Another ratio is taken for
    300 dpi where that is a paper of at most A3, else its longer side for that of A4.
    """
    short, long = sorted((width, height))
    if 1 / _RATIO_SLACK < (long / short) / math.sqrt(2) < _RATIO_SLACK:
        dpi = min(
            (math.sqrt(short * long / (w * h)) * _MM for w, h in _PAPERS),
            key=lambda value: min(abs(math.log(value / usual)) for usual in _USUAL),
        )
    elif _SHORTEST <= long / 300 * _MM <= max(max(paper) for paper in _PAPERS):
        dpi = 300.0
    else:
        dpi = long / max(_A4) * _MM
    return round(min(max(dpi, _LEAST), _MOST), 1)
