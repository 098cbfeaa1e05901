"""Where the words of a page stand, small enough to be kept beside its text: two bytes a number."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""x, y, w, h in fractions of the page."""

_STEPS = 0xFFFF
_LEVEL = 1
"""Of deflate: higher ones save a twentieth."""


def pack_boxes(boxes: Iterable[Box]) -> bytes:
    """The stored form: all x, then all y, w and h, in steps of a 65,535th of the page, deflated."""
    numbers = [round(number * _STEPS) for column in zip(*boxes, strict=True) for number in column]
    return zlib.compress(struct.pack(f"<{len(numbers)}H", *numbers), _LEVEL)


class Boxes:
    """The boxes that `pack_boxes` packed, of which hardly any is asked for."""

    def __init__(self, packed: bytes) -> None:
        """Raises `zlib.error` for what is damaged."""
        self._columns = zlib.decompress(packed)

    def __len__(self) -> int:
        return len(self._columns) // 8

    def __getitem__(self, word: int) -> Box:
        """Where the n-th word stands, to a hundred-thousandth of the page."""
        x, y, w, h = (
            struct.unpack_from("<H", self._columns, 2 * (column * len(self) + word))[0] / _STEPS for column in range(4)
        )
        return round(x, 5), round(y, 5), round(w, 5), round(h, 5)
