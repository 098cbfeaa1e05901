"""How a program turned a page, seen in the PDF that it made: for programs that do not tell, on pages without truth."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from ocr.page import QuarterTurn

SIDE = 128
"""Pixels of the squares that are compared: lines and tables are still there, noise and a little skew are not."""
DPI = 50
"""At which pages are rendered before that."""
Square = npt.NDArray[np.float32]


def shown_turn(pdf: Path, number: int, image: Path) -> QuarterTurn:
    """The clockwise degrees by which page ``number`` of the PDF, counted from 1, shows ``image`` turned."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        bitmap = page.render(scale=DPI / 72, grayscale=True)
        shown = square(np.asarray(bitmap.to_numpy().squeeze(), np.uint8))
        bitmap.close()
        page.close()
    grey = cv2.imread(str(image), cv2.IMREAD_GRAYSCALE)
    assert grey is not None, image
    source = square(np.asarray(grey, np.uint8))
    likeness = {turn: float((np.rot90(source, k=-turn // 90) * shown).sum()) for turn in (0, 90, 180, 270)}
    return cast(QuarterTurn, max(likeness, key=lambda turn: likeness[turn]))


def square(grey: npt.NDArray[np.uint8]) -> Square:
    """The page as a small square, its mean 0 and its contrast 1, so that a sum of products tells the likeness."""
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    small = np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.float32)
    return np.asarray((small - small.mean()) / (small.std() + 1e-6), np.float32)
