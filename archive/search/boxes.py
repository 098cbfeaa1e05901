"""Where the words of a page stand, small enough to be kept beside its text: two bytes a number."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""x, y, w, h in fractions of the page."""

_STEPS = 0xFFFF
_LEVEL = 1
"""Of deflate: higher ones save a twentieth."""


def pack_boxes(boxes: Iterable[Box]) -> bytes:
    """The stored form: all x, then all y, w and h, in steps of a 65,535th of the page, deflated."""
    numbers = array("H", [round(number * _STEPS) for column in zip(*boxes, strict=True) for number in column])
    return zlib.compress(_little_endian(numbers).tobytes(), _LEVEL)


class Boxes:
    """The boxes that `pack_boxes` packed, of which hardly any is asked for."""

    def __init__(self, packed: bytes) -> None:
        """Raises `zlib.error` for what is damaged."""
        columns = zlib.decompress(packed)
        self._numbers = _little_endian(array("H", columns[: len(columns) // 8 * 8]))
        self._words = len(self._numbers) // 4

    def __len__(self) -> int:
        return self._words

    def __getitem__(self, word: int) -> Box:
        """Where the n-th word stands, to a hundred-thousandth of the page."""
        x, y, w, h = self._numbers[word :: self._words]
        return round(x / _STEPS, 5), round(y / _STEPS, 5), round(w / _STEPS, 5), round(h / _STEPS, 5)


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
