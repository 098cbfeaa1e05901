"""Drawing a PDF page that is more than a scan, with PDFium."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from config.errors import CorruptFile
from ocr.decode import keep, pdf_text
from ocr.decode.budget import Budget
from ocr.decode.dpi import Resolution
from ocr.decode.guard import decoding, distrusting
from ocr.page import PageImage

DPI = 300.0
_POINTS = 72.0
_MOST_PIXELS = 64_000_000
"""A1 at 300 dpi, and 0.5 GB while it is drawn; a larger page is drawn more coarsely."""


def render(document: Any, ordinal: int, budget: Budget) -> PageImage:
    """Page ``ordinal`` (from 0) of the PDFium ``document`` as anybody would see it, annotations included.

    At 300 dpi, or as much less as keeps it within the budget; with the words that it says it bears. Raises
    `CorruptFile`.
    """
    page_number = ordinal + 1
    with distrusting(f"PDF, page {page_number}"), decoding():
        page = document[ordinal]
        try:
            width, height = page.get_size()
            scale = _scale(width, height, budget, page_number)
            bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=True, rev_byteorder=True)
            drawn: Image.Image = bitmap.to_pil().convert("RGB")
            bitmap.close()
        finally:
            page.close()
        layer = None
        with suppress(pdfium.PdfiumError):  # it was drawn: whatever its text is, it is a page
            layer = pdf_text.text_layer(document, ordinal, *drawn.size)
    # PDFium rounds the sides up to whole pixels.
    res = Resolution(round(scale * _POINTS, 3), round(scale * _POINTS, 3), True)
    return replace(keep.keep_lossless(keep.grey_if_grey(drawn), res, flags=(keep.RENDERED,)), layer=layer)


def _scale(width: float, height: float, budget: Budget, page: int) -> float:
    """Pixels a point."""
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        raise CorruptFile(problem=f"PDF: page {page} has no size")
    most = min(budget.max_pixels, _MOST_PIXELS)
    # Sides are rounded up, so the last pixel of both is held back.
    return min(DPI / _POINTS, math.sqrt(most / (width * height)) * 0.999)
