"""Pages like no others: grain that no compression can shrink, and a number in a strip of black and white blocks.

The number is read back from the stored image, so that a page is known again without believing any name or hash.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 480, 600
"""Pixels: about 200 kB as a JPEG."""
DPI = 150
BLOCK = 20
"""Pixels of one block's side; JPEG at quality 90 cannot blur it away."""
BITS = 16
_MARKS = (True, False, True, False)
"""What stands before the number: a strip without it is none."""


@cache
def page(number: int, scale: int = 1) -> bytes:
    """A JPEG that bears ``number``, 0 to 65535, ``scale`` times as wide and high."""
    return _jpeg(_drawn(number, scale))


def pdf_states(numbers: Sequence[int]) -> list[bytes]:
    """A PDF that grows by a page at a time: whole after each."""
    file, states = io.BytesIO(), []
    for position, number in enumerate(numbers):
        _drawn(number).save(file, "PDF", resolution=DPI, append=position > 0)
        states.append(file.getvalue())
    return states


def number_on(image: bytes) -> int | None:
    """The number that a stored page image bears; None where it bears none. Raises `OSError` for what is no image."""
    with Image.open(io.BytesIO(image)) as opened:
        pixels = np.asarray(opened.convert("L"))
    centre = BLOCK // 2
    length = len(_MARKS) + BITS
    if pixels.shape[0] < BLOCK or pixels.shape[1] < length * BLOCK:
        return None
    blocks = [bool(pixels[centre, block * BLOCK + centre] > 127) for block in range(length)]
    if tuple(blocks[: len(_MARKS)]) != _MARKS:
        return None
    return sum(1 << bit for bit, white in enumerate(blocks[len(_MARKS) :]) if white)


def _drawn(number: int, scale: int = 1) -> Image.Image:
    grain = np.random.default_rng(number).integers(0, 255, (scale * HEIGHT, scale * WIDTH), dtype=np.uint8)
    for block, white in enumerate([*_MARKS, *(bool(number >> bit & 1) for bit in range(BITS))]):
        grain[:BLOCK, block * BLOCK : (block + 1) * BLOCK] = 255 if white else 0
    return Image.fromarray(grain)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, dpi=(DPI, DPI))
    return file.getvalue()
