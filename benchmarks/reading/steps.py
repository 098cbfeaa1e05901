"""``python -m benchmarks.reading.steps``: the pictures of docs/reading.md, one drawn page at the steps of reading it.

What the engine was shown is noted while the page is read as always, so the pictures cannot differ from what is done.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.reading.dials import sealed
from config.settings import LimitSettings, ReadingSettings
from ocr.decode import Budget, pixels, split
from ocr.engine import Engine, open_engine
from ocr.engine.port import Grey, Layout, RawLine
from ocr.image.canvas import Canvas, draw
from ocr.image.marks import STEP, find_marks, paper_of, whitened
from ocr.page import Box, EngineIdentity, PageImage, PageReading
from ocr.read import ReadingOptions, read_page
from ocr.text.doubt import SURE
from scanner_agent.demo import Wear, promotion, scan

PICTURES = Path(__file__).parents[2] / "docs" / "images" / "reading"
WIDTH = 560
"""Pixels of a picture of a page: two stand side by side in a document."""
DPI = 200
WEAR = Wear(rotation=180, skew=1.7, noise=6, show_through=0.1)
DARKNESS = 0.25
"""Share of red light that the seals take away."""
LID = 9.0
"""Millimetres of the scanner's dark lid beside the sheet."""
MARKED = (206, 32, 122)
BELIEVED, DOUBTED, SEAL = (31, 111, 139), (214, 93, 14), (206, 32, 122)
"""Colours, RGB, of boxes: of words that were believed at once, of those that were read twice or are doubtful still, and
of seals."""

Pixels = npt.NDArray[np.uint8]


@dataclass
class NotingEngine:
    """An engine that keeps what it is shown."""

    engine: Engine
    pages: list[Grey] = field(default_factory=list)
    crops: list[Grey] = field(default_factory=list)

    @property
    def identity(self) -> EngineIdentity:
        """That of the engine behind."""
        return self.engine.identity

    def recognise(self, image: Grey, dpi: int, layout: Layout = Layout.PAGE) -> list[RawLine]:
        """What the engine behind says."""
        self.pages.append(image)
        return self.engine.recognise(image, dpi, layout)

    def read_again(self, lines: list[Grey], dpi: int) -> list[RawLine]:
        """What the engine behind says."""
        self.crops += lines
        return self.engine.read_again(lines, dpi)


def worn_page(folder: Path) -> PageImage:
    """The page of the pictures: upside down, askew, sealed over its text, the lid showing beside it."""
    drawing = promotion.notice_front(DPI, 1)
    other = promotion.notice_back(DPI, 1)
    file = folder / "page.jpg"
    file.write_bytes(scan(replace(drawing, pixels=sealed(drawing, DARKNESS)), WEAR, seed=1, other_side=other))
    with Image.open(file) as opened:
        sheet = np.array(opened)
    sheet[:, -round(LID * DPI / 25.4) :] = (38, 36, 35)
    Image.fromarray(sheet).save(file, quality=80, dpi=(DPI, DPI))
    return next(iter(split(file, Budget.from_settings(LimitSettings()))))


def pictures() -> dict[str, Pixels]:
    """Of each step its picture, (H, W) or (H, W, 3) RGB."""
    with tempfile.TemporaryDirectory() as folder:
        page = worn_page(Path(folder))
    engine = NotingEngine(open_engine(ReadingSettings()))
    reading = read_page(page, engine, ReadingOptions())
    source = pixels(page)
    straight = draw(source, Canvas(reading.width, reading.height, reading.dpi, reading.to_page), reading.dpi)
    return {
        "scan": source,
        "marks": with_marks(straight, reading.dpi),
        "prepared": max(engine.pages, key=lambda image: image.size),
        "again": stacked(engine.crops[:12]),
        "words": with_boxes(straight, reading),
    }


def with_marks(page: Pixels, dpi: float) -> Pixels:
    """The page (H, W, 3), what counts as a coloured mark laid over it in one colour, the rest pale."""
    marks = find_marks(whitened(page, paper_of(page)), dpi)
    mask = np.repeat(np.repeat(marks.mask, STEP, axis=0), STEP, axis=1)
    height, width = mask.shape
    shown = cv2.addWeighted(page, 0.5, np.full_like(page, 255), 0.5, 0)[:height, :width]
    shown[mask > 0] = MARKED
    return np.asarray(shown, np.uint8)


def with_boxes(page: Pixels, reading: PageReading) -> Pixels:
    """The page (H, W, 3) with a frame round each word and each seal."""
    shown = page.copy()
    for word in (word for line in reading.lines for word in line.words):
        _frame(shown, word.box, BELIEVED if word.confidence >= SURE and not word.raw else DOUBTED, 2)
    for seal in reading.seals:
        _frame(shown, seal, SEAL, 4)
    return shown


def _frame(page: Pixels, box: Box, colour: tuple[int, int, int], thick: int) -> None:
    height, width = page.shape[:2]
    left, top = round(box.x * width), round(box.y * height)
    right, bottom = round((box.x + box.w) * width), round((box.y + box.h) * height)
    cv2.rectangle(page, (left, top), (right, bottom), colour, thick)


def stacked(crops: list[Grey]) -> Pixels:
    """Crops one below the other, left-aligned on white."""
    width = max((crop.shape[1] for crop in crops), default=1)
    rows = [np.pad(crop, ((3, 3), (6, 6 + width - crop.shape[1])), constant_values=255) for crop in crops]
    return np.vstack(rows) if rows else np.full((1, 1), 255, np.uint8)


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures().items():
        height, width = picture.shape[:2]
        scale = min(1.0, WIDTH / width)
        size = (round(width * scale), round(height * scale))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        Image.fromarray(np.asarray(small, np.uint8)).save(PICTURES / f"{name}.jpg", quality=78, optimize=True)
        print(PICTURES / f"{name}.jpg")


if __name__ == "__main__":
    main()
