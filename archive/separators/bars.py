"""The machine-readable marks of a separator sheet, as rectangles in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
import zxingcpp

INCH = 25.4


@dataclass(frozen=True, slots=True)
class Bar:
    """A black rectangle; (x, y) is its top left corner, y points down."""

    x: float
    y: float
    w: float
    h: float


def qr(text: str, x: float, y: float, side: float) -> Iterator[Bar]:
    """A QR code (ISO/IEC 18004) of ``side`` millimetres, error correction H: 30 % of it may be lost."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    modules = _dark(symbol)
    module = side / len(modules)
    for row, dark in enumerate(modules):
        for column, length in _runs(dark):
            yield Bar(x + column * module, y + row * module, length * module, module)


def code_39(text: str, x: float, y: float, width: float, height: float) -> Iterator[Bar]:
    """A Code 39 (ISO/IEC 16388)."""
    dark = _dark(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code39))[0]
    module = width / len(dark)
    for start, length in _runs(dark):
        yield Bar(x + start * module, y, length * module, height)


WIDE, NARROW = 0.20 * INCH, 0.08 * INCH
PATCH_T = (NARROW, WIDE, NARROW, WIDE)
FROM_EDGE = 0.5 * INCH
"""How much white an edge must show before the first bar."""


def patch_t(paper_width: float, paper_height: float, length: float) -> Iterator[Bar]:
    """Patch code T at the middle of all four edges, read from the edge inwards (Kodak A-61599).

    Read the other way round it is patch 3, and a sheet may go into the feeder by any edge.
    """
    across, down = (paper_width - length) / 2, (paper_height - length) / 2
    inwards = FROM_EDGE
    for bar in PATCH_T:
        yield Bar(across, inwards, length, bar)
        yield Bar(across, paper_height - inwards - bar, length, bar)
        yield Bar(inwards, down, bar, length)
        yield Bar(paper_width - inwards - bar, down, bar, length)
        inwards += bar + NARROW


def _dark(symbol: zxingcpp.Barcode) -> npt.NDArray[np.bool_]:
    """The modules of a symbol, True where they are dark, without its quiet zone."""
    return np.asarray(symbol.to_image(scale=1, add_quiet_zones=False), np.uint8) < 128


def _runs(dark: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    start = 0
    for is_dark, run in groupby(dark.tolist()):
        length = len(list(run))
        if is_dark:
            yield start, length
        start += length
