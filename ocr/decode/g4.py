"""CCITT Group 4 as one strip in a small TIFF: how a 1-bit page is kept.

Strips of several cannot be joined without decoding, and a PDF takes exactly one; so a page that came in one strip
keeps the scanner's bits, any other 1-bit page is coded anew. Both are lossless. The file holds nothing that changes
from one writing to the next.
"""

from __future__ import annotations

import io
import struct
from typing import Literal

from PIL import Image, ImageChops

_ENTRIES = 12
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))

WHITE_IS_ZERO: Literal[0] = 0
BLACK_IS_ZERO: Literal[1] = 1
Photometric = Literal[0, 1]


def wrap(strip: bytes, width: int, height: int, photometric: Photometric, dpi: tuple[float, float]) -> bytes:
    """A TIFF (little-endian, FillOrder 1) whose only strip is ``strip``, ``width`` × ``height`` pixels of Group 4.

    ``photometric`` 0: coded black runs are black; 1: they are white.
    """
    head = 8 + 2 + _ENTRIES * 12 + 4
    x_at, y_at, strip_at = head, head + 8, head + 16
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 1),  # bits per sample
        (259, 3, 4),  # Group 4
        (262, 3, photometric),
        (273, 4, strip_at),
        (277, 3, 1),  # samples per pixel
        (278, 4, height),  # rows per strip
        (279, 4, len(strip)),
        (282, 5, x_at),
        (283, 5, y_at),
        (296, 3, 2),  # inches
    ]
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    ratios = b"".join(struct.pack("<II", round(value * 1000), 1000) for value in dpi)
    return struct.pack("<2sHIH", b"II", 42, 8, _ENTRIES) + rows + bytes(4) + ratios + strip


def encode(image: Image.Image, dpi: tuple[float, float]) -> bytes:
    """A 1-bit ``image`` as one strip of Group 4, black runs black. Lossless."""
    return wrap(strip_of(image), image.width, image.height, WHITE_IS_ZERO, dpi)


def strip_of(image: Image.Image) -> bytes:
    """The bare Group 4 code of a 1-bit ``image``, FillOrder 1, black runs black, as a PDF takes it. Lossless."""
    written = io.BytesIO()
    # libtiff codes set bits as black runs, Pillow sets the bits of white: coded as it is, a page would be one long
    # black run with white letters and half as large again.
    ImageChops.invert(image).save(written, "TIFF", compression="group4", tiffinfo={278: image.height})
    written.seek(0)
    with Image.open(written, formats=["TIFF"]) as made:
        tags = made.tag_v2  # type: ignore[attr-defined]
        (offset,), (count,) = tags[273], tags[279]
    return written.getvalue()[offset : offset + count]


def reverse_bits(strip: bytes) -> bytes:
    """``strip`` with the bits of every byte in the other order: FillOrder 2 from 1, and back."""
    return strip.translate(_REVERSED)
