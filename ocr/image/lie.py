"""How a page lies: one way up that it may be set, how far it is askew then, and the canvas that this gives."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.image.canvas import Canvas, canvas
from ocr.image.profile import TextInk
from ocr.image.skew import Skew, glance, measured, straightening
from ocr.image.upright import Posture
from ocr.page import ImageInfo, QuarterTurn

LEAST_SKEW = 0.2
"""Degrees below which the pixels are left alone: recognition is as good, and the image stays as it was scanned."""


@dataclass(frozen=True, slots=True)
class Lie:
    """The page set one way up."""

    turn: QuarterTurn
    """Clockwise degrees from the source."""
    ink: TextInk
    """What may be letters, after that turn and not straightened."""
    skew: float | None
    """Clockwise degrees that straighten it then; None: unsure."""
    page: Canvas
    """Upright and, from `LEAST_SKEW` on, straight."""

    @property
    def straightened(self) -> float:
        """Clockwise degrees by which the canvas straightens."""
        return _worth_straightening(self.skew)


def lie(ink: TextInk, seen: Posture | None, info: ImageInfo, turn: QuarterTurn) -> Lie:
    """How the page with this ``ink``, seen in the source, lies once it is set up by ``turn``."""
    upright = ink
    for _ in range(turn // 90):
        upright = upright.turned()
    skew = straightening(_skew(upright, seen, turn))
    return Lie(turn, upright, skew, canvas(info, turn, _worth_straightening(skew)))


def _worth_straightening(skew: float | None) -> float:
    return skew if skew is not None and abs(skew) >= LEAST_SKEW else 0.0


def _skew(upright: TextInk, seen: Posture | None, turn: QuarterTurn) -> Skew | None:
    """The skew along the lines as ``turn`` lays them: known already where the posture was judged along them."""
    if seen is not None and (seen.turn - turn) % 180 == 0:
        return seen.skew
    glimpse = glance(upright)
    return measured(upright, glimpse) if glimpse else None
