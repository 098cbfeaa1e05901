"""Sheets that are all right, of all the kinds that come to a desk, and the scanner that sees them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image

from scanner_agent.demo import ink, liquor, petrol, promotion
from scanner_agent.demo.paper import Drawing, Paper
from scanner_agent.demo.wear import Turn, Wear, scan

Step = Callable[[MatLike, int], MatLike]
"""Changes an image (H, W, 3) RGB at so many dpi."""

SEAL = ink.Seal(above="ỦY BAN NHÂN DÂN XÃ HỒNG GIANG", below="TỈNH HƯNG YÊN")
PLAIN = (
    promotion.notice_front,
    promotion.notice_back,
    promotion.goods,
    petrol.application,
    petrol.equipment,
    petrol.supply_contract,
    liquor.application,
    liquor.introduction,
    liquor.commitment,
)
TURNS: tuple[Turn, ...] = (0, 0, 90, 180, 270)
LID = (24, 24, 26)
"""Colour, RGB, of a black lid."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A side of paper, what the scanner does to it, and what is done to the image afterwards."""

    kind: str
    drawing: Drawing
    wear: Wear
    seed: int
    before: tuple[Step, ...] = ()
    """To the paper."""
    after: tuple[Step, ...] = field(default=())
    """To the scan."""

    def scanned(self) -> MatLike:
        """The image (H, W, 3) RGB, or (H, W) from a scanner of black and white."""
        pixels: MatLike = self.drawing.pixels
        for step in self.before:
            pixels = step(pixels, self.drawing.dpi)
        jpeg = scan(replace(self.drawing, pixels=np.asarray(pixels, np.uint8)), self.wear, self.seed)
        image: MatLike = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))
        for step in self.after:
            image = step(image, self.drawing.dpi)
        return image


def sheets(seed: int) -> Iterator[Sheet]:
    """About thirty sheets, each of its own kind, turn, skew and light."""
    random = np.random.default_rng(seed)
    for draw in PLAIN:
        dpi = int(random.choice([200, 200, 300]))
        yield _sheet(draw.__name__, draw(dpi, seed), random)
    for draw in PLAIN[::2]:
        yield replace(_sheet("black and white", draw(200, seed), random), after=(black_and_white(150),))
    for name, other in OTHERS.items():
        yield _sheet(name, other(random), random)
    for name, step in PAPERS.items():
        yield replace(_sheet(name, PLAIN[int(random.integers(len(PLAIN)))](200, seed), random), before=(step,))


def _sheet(kind: str, drawing: Drawing, random: np.random.Generator) -> Sheet:
    wear = Wear(
        rotation=TURNS[int(random.integers(len(TURNS)))],
        skew=float(random.uniform(-3, 3)),
        noise=float(random.uniform(3, 7)),
        blur=float(random.uniform(0.5, 1.0)),
        shade=float(random.uniform(0.03, 0.12)),
        quality=int(random.integers(65, 85)),
    )
    return Sheet(kind, drawing, wear, int(random.integers(2**31)))


# --- papers of other kinds ---


def _half_empty(random: np.random.Generator) -> Drawing:
    paper = Paper(200, seed=int(random.integers(99)))
    paper.page_number(2)
    paper.paragraph("Điều 4. Chánh Văn phòng và các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.")
    paper.signature(
        ("CHỦ TỊCH",), "Nguyễn Văn Thành", seal=SEAL, recipients=("Nơi nhận:", "- Như Điều 4;", "- Lưu: VT.")
    )
    return paper.finish()


def _form(random: np.random.Generator) -> Drawing:
    """A form of dotted lines, filled in by hand."""
    paper = Paper(200, seed=int(random.integers(99)))
    paper.country()
    paper.title("TỜ KHAI", "Đề nghị cấp bản sao trích lục")
    for name in ("Họ, chữ đệm, tên", "Nơi cư trú", "Giấy tờ tùy thân", "Quan hệ", "Nội dung đề nghị", "Ghi chú"):
        paper.paragraph(f"{name}: {'.' * 90}")
    drawing = paper.finish()
    pixels = drawing.pixels
    for line in range(6):
        stroke = ink.hand(random, drawing.dpi)
        pixels = ink.press(pixels, stroke.at(float(random.uniform(90, 160)), 62 + 15 * line), drawing.dpi)
    return replace(drawing, pixels=pixels)


def _photograph(random: np.random.Generator, width: float, height: float) -> MatLike:
    """Something like a photograph, (H, W, 3) RGB at 200 dpi: soft shapes of many tones and no strokes."""
    shape = (round(height / 25.4 * 200), round(width / 25.4 * 200))
    soft = [
        cv2.resize(random.random((n, n, 3)).astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
        for n in (4, 9, 25)
    ]
    tones = np.asarray(0.5 * soft[0] + 0.3 * soft[1] + 0.2 * soft[2], np.float32)
    return np.clip(tones * 235, 0, 255).astype(np.uint8)


def _with_photograph(random: np.random.Generator) -> Drawing:
    drawing = petrol.equipment(200, int(random.integers(99)))
    pixels, picture = drawing.pixels.copy(), _photograph(random, 110, 80)
    top, left = 1500, 380
    pixels[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return replace(drawing, pixels=pixels)


def _curriculum(random: np.random.Generator) -> Drawing:
    """A portrait in the upper left corner, as on curricula vitae."""
    drawing = liquor.commitment(200, int(random.integers(99)))
    pixels, picture = drawing.pixels.copy(), _photograph(random, 30, 40)
    pixels[80 : 80 + picture.shape[0], 110 : 110 + picture.shape[1]] = picture
    return replace(drawing, pixels=pixels)


def _photograph_alone(random: np.random.Generator) -> Drawing:
    blank = Drawing.blank()
    pixels, picture = blank.pixels.copy(), _photograph(random, 150, 200)
    pixels[200 : 200 + picture.shape[0], 180 : 180 + picture.shape[1]] = picture
    return replace(blank, pixels=pixels)


def _to_the_edge(random: np.random.Generator) -> Drawing:
    """Print that comes near the edge of the paper, as from a till or a map, and is whole."""
    drawing = promotion.goods(200, int(random.integers(99)))
    return replace(drawing, pixels=np.ascontiguousarray(drawing.pixels[100:-60, 195:-90]))


def _small(random: np.random.Generator) -> Drawing:
    """A receipt, half of A5, alone in its scan."""
    paper = Paper(200, size=9, seed=int(random.integers(99)))
    paper.title("BIÊN LAI", "Thu phí, lệ phí")
    for row in range(7):
        paper.paragraph(f"{row + 1}. Phí thẩm định hồ sơ: {int(random.integers(10, 900))}.000 đồng")
    drawing = paper.finish()
    return replace(drawing, pixels=np.ascontiguousarray(drawing.pixels[:600]))


def _fine_print(random: np.random.Generator) -> Drawing:
    paper = Paper(300, size=7.5, seed=int(random.integers(99)))
    for _ in range(5):
        paper.paragraph(" ".join(("Bên A có trách nhiệm giao hàng đúng hạn và đúng phẩm chất như đã thỏa thuận;",) * 4))
    return paper.finish()


OTHERS: dict[str, Callable[[np.random.Generator], Drawing]] = {
    "half empty, sealed": _half_empty,
    "form": _form,
    "with a photograph": _with_photograph,
    "portrait in the corner": _curriculum,
    "photograph alone": _photograph_alone,
    "print near the edge": _to_the_edge,
    "receipt": _small,
    "fine print": _fine_print,
}


# --- papers and scanners of other kinds ---


def black_and_white(level: int) -> Step:
    """A scanner that gives black below ``level`` and white above."""
    return lambda page, _dpi: np.where(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) < level, 0, 255).astype(np.uint8)


def _coloured(*colour: int) -> Step:
    return lambda page, _dpi: cv2.convertScaleAbs(page * (np.array(colour, np.float32) / 255))


def _pale(strength: float) -> Step:
    """Print of a printer that wants toner: the ink keeps so much of its strength."""
    return lambda page, _dpi: cv2.convertScaleAbs(255 - (255 - page.astype(np.float32)) * strength)


def on_a_lid(page: MatLike, dpi: int) -> MatLike:
    """The sheet, a little crooked, on a black lid that shows all round it."""
    rim = round(6 / 25.4 * dpi)
    wide = cv2.copyMakeBorder(page, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=LID)
    turn = cv2.getRotationMatrix2D((wide.shape[1] / 2, wide.shape[0] / 2), 2.5, 1)
    return cv2.warpAffine(wide, turn, wide.shape[1::-1], borderValue=LID)


PAPERS: dict[str, Step] = {
    "pink paper": _coloured(255, 214, 224),
    "blue paper": _coloured(196, 222, 250),
    "recycled paper": _coloured(226, 218, 200),
    "pale print": _pale(0.6),
    "black lid": on_a_lid,
}
