"""How pages lie that do not show it themselves: as the sure pages of their batch. Pure: rows in, turns out.

A feeder takes a stack as it was laid in, so all fronts lie alike, and so do all backs; duplex by the short edge has the
backs lie the other way up. A drawing, a photograph, a sheet with a seal and three words lie as their neighbours do, if
these leave no doubt: they must be unanimous.

Turns are compared as they follow the one that the file states itself (Exif, PDF /Rotate), and sheets as they are shown
by it: of two photographs by one telephone, one may have been taken upright and one across.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from ocr.page import QuarterTurn

LEAST_OF_SIDE = 2
"""Sure pages of the same side that must agree: one alone may have been laid in by itself."""
LEAST_OF_BATCH = 3
"""Sure pages of the batch that must agree where its own side has too few: backs may lie otherwise than fronts."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, as it was scanned and read."""

    page: int
    """Id of its page."""
    place: int
    """Place in the batch, from 1: odd ones are fronts, even ones backs, where both sides were scanned."""
    upright: bool
    """Whether it is at least as high as wide, turned as the file states."""
    stated: int
    """Clockwise degrees by which the file says that it is to be turned."""
    rotation: int
    """Clockwise degrees by which it was turned to be read."""
    sure: bool
    """Whether it showed itself that it lies so; others may then lie as it does."""
    undecided: bool
    """Whether it may be turned: it is not sure, not blank, and nobody has decided about it yet."""

    def __post_init__(self) -> None:
        if self.sure and self.undecided:
            raise ValueError(f"a sure page is not to be turned: {self}")

    @property
    def turn(self) -> int:
        """Clockwise degrees beyond those that the file states."""
        return (self.rotation - self.stated) % 360


def turns_of_unsure(sides: Collection[Side]) -> dict[int, QuarterTurn]:
    """By their ids the undecided pages of a batch that lie otherwise than their neighbours say, each with its new turn.

    The turn is clockwise degrees from the stored image, as `Side.rotation`. Carrying it out leaves nothing to decide.
    """
    decided: dict[int, QuarterTurn] = {}
    for side in sides:
        turn = _shared(side, sides) if side.undecided else None
        if turn is not None and turn != side.turn:
            decided[side.page] = cast(QuarterTurn, (side.stated + turn) % 360)
    return decided


def _shared(side: Side, sides: Iterable[Side]) -> int | None:
    """The turn of all sure pages of the same side, else of the whole batch; None where they are few or disagree."""
    alike = [other for other in sides if other.sure and other.upright == side.upright]
    same_side = [other.turn for other in alike if (other.place - side.place) % 2 == 0]
    if len(same_side) >= LEAST_OF_SIDE:
        return _unanimous(same_side)
    return _unanimous([other.turn for other in alike]) if len(alike) >= LEAST_OF_BATCH else None


def _unanimous(turns: list[int]) -> int | None:
    return turns[0] if len(set(turns)) == 1 else None
