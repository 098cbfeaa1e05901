"""Separator sheets as an office has them: printed, torn, smeared over, and scanned by a tired scanner."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import zxingcpp
from PIL import Image

from archive.separators import separator_sheets
from config.codes import Separator, parse_case_code
from scanner_agent.demo import Drawing, Wear, scan

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
Pixels = npt.NDArray[np.uint8]
Half = Literal["whole", "top", "bottom", "left", "right"]


def printed(code: str, dpi: int, sheets: int | None = None) -> Pixels:
    """The sheet of a code as the printer lays it down, RGB."""
    parsed = parse_case_code(code)
    assert parsed is not None
    with pypdfium2.PdfDocument(separator_sheets([Separator(parsed, sheets)], FONT)) as pdf:
        return np.asarray(pdf[0].render(scale=dpi / 72).to_pil().convert("RGB"))


def torn(sheet: Pixels, half: Half) -> Pixels:
    """What is left of the sheet."""
    rows, columns = sheet.shape[0] // 2, sheet.shape[1] // 2
    left = {
        "whole": sheet,
        "top": sheet[:rows],
        "bottom": sheet[rows:],
        "left": sheet[:, :columns],
        "right": sheet[:, columns:],
    }
    return np.ascontiguousarray(left[half])


def without_barcodes(sheet: Pixels, *, keep_patch: bool = False) -> Pixels:
    """The sheet with its barcodes painted over."""
    painted = sheet.copy()
    for code in zxingcpp.read_barcodes(sheet):
        if keep_patch and code.text == "PATCHT":
            continue
        corners = (code.position.top_left, code.position.bottom_right)
        (x0, x1), (y0, y1) = sorted(p.x for p in corners), sorted(p.y for p in corners)
        cv2.rectangle(painted, (x0 - 9, y0 - 9), (x1 + 9, y1 + 9), (255, 255, 255), -1)
    return painted


def faint(sheet: Pixels) -> Pixels:
    """Printed with the last of the toner."""
    return (255 - 0.35 * (255 - sheet.astype(np.float32))).astype(np.uint8)


def scanned(sheet: Pixels, dpi: int, wear: Wear, *, bilevel: bool = False, seed: int = 1) -> bytes:
    """A JPEG, or a TIFF of CCITT G4."""
    jpeg = scan(Drawing(sheet, dpi), wear, seed)
    if not bilevel:
        return jpeg
    grey = np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"))
    _, two = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    file = io.BytesIO()
    Image.fromarray(two).convert("1").save(file, "TIFF", compression="group4", dpi=(dpi, dpi))
    return file.getvalue()
