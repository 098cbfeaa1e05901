"""Barcodes on a page: QR, Code 128 and Code 39, the kinds that separators, receipts and forms bear.

Limiting the formats makes the search five times as fast and keeps it from seeing codes in tables and seals.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import zxingcpp

from ocr.page import Barcode, Box

FORMATS = {
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
    zxingcpp.BarcodeFormat.Code128: "Code128",
    zxingcpp.BarcodeFormat.Code39: "Code39",
}
_FORMATS = zxingcpp.BarcodeFormats(list(FORMATS))
SHORTEST = 3
"""Letters of a linear code: a shorter one is more likely a pattern of table rules."""


def read_barcodes(grey: npt.NDArray[np.uint8]) -> tuple[Barcode, ...]:
    """The codes on an upright page (H, W), from top to bottom; boxes are fractions of it. Nothing readable: ()."""
    height, width = grey.shape
    found = []
    for code in _search(np.ascontiguousarray(grey)):
        name = next((name for kind, name in FORMATS.items() if code.symbology == kind), None)
        text = code.text.strip()
        if name is None or not text or (name != "QRCode" and len(text) < SHORTEST):
            continue
        corners = code.position
        points = [corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left]
        xs, ys = [p.x / width for p in points], [p.y / height for p in points]
        found.append(Barcode(name, text, Box.from_corners(min(xs), min(ys), max(xs), max(ys))))
    return tuple(sorted(set(found), key=lambda code: (code.box.y, code.box.x, code.text)))


def _search(grey: npt.NDArray[np.uint8]) -> list[zxingcpp.Barcode]:
    """The local threshold first; where the decoder itself fails on a page, the global one."""
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        try:
            return list(
                zxingcpp.read_barcodes(
                    grey,
                    formats=_FORMATS,
                    try_invert=False,
                    text_mode=zxingcpp.TextMode.Plain,
                    binarizer=binarizer,
                )
            )
        except (RuntimeError, ValueError, IndexError):  # the decoder's own errors: one strange symbol, not a lost page
            continue
    return []
