"""The flags that take more than one glance at an image: how surely it was read, and what lies beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image

from archive.quality.flags import NEAR_DUPLICATE, ODD_SIZE
from archive.quality.sizes import odd_sizes
from benchmarks.measures import word_bag_error
from benchmarks.quality.found import Found
from config.settings import QualitySettings
from ocr.engine import Engine
from ocr.page import ImageInfo, PageImage, PageReading
from ocr.quality.gate import LOW_CONFIDENCE, judge
from ocr.quality.twins import same_sheet
from ocr.read import ReadingOptions, read_page
from scanner_agent.demo.paper import Drawing, Paper
from scanner_agent.demo.wear import Wear, scan

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
GIVEN = ("Văn Hùng", "Thị Lan", "Minh Đức", "Thu Hà", "Quốc Bảo", "Ngọc Mai", "Hữu Phước", "Kim Oanh")
PLACES = ("xã Hồng Giang", "phường Trần Phú", "thị trấn Vân Đình", "xã Phú Lâm", "phường Bạch Đằng")
ASKED = (
    "Đề nghị cấp bản sao trích lục khai sinh",
    "Đề nghị xác nhận tình trạng hôn nhân",
    "Đăng ký biến động đất đai",
    "Đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ",
)
PLEDGE = (
    "Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan "
    "của mình. Kính đề nghị quý cơ quan xem xét, giải quyết theo quy định của pháp luật."
)
LEFT = (42, 48, 54, 60, 75)
"""Dots an inch that are left of ruined pages."""
WRONG, RIGHT = 0.1, 0.05
"""Word-bag errors from which a page should be told, and up to which it should not."""
A4, A5, LETTER = (210.0, 297.0), (148.0, 210.0), (216.0, 279.0)
"""Millimetres."""


def read(pixels: MatLike, dpi: float, engine: Engine) -> PageReading:
    """The reading of a scan (H, W) or (H, W, 3) RGB."""
    image = Image.fromarray(np.asarray(pixels, np.uint8))
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    info = ImageInfo("png", image.width, image.height, "L" if image.mode == "L" else "RGB", dpi, dpi)
    return read_page(PageImage(info, data.getvalue()), engine, ReadingOptions())


def stacks(seed: int, limits: QualitySettings, engine: Engine) -> Iterator[Found]:
    """The three flags on the stacks of a seed."""
    random = np.random.default_rng(seed + 2000)
    wrong = told = false = twins = found_twins = false_twins = 0
    for asked in ASKED:
        drawing, other = _form(asked, random), _form(asked, random)
        first, second, stranger = (_scanned(each, random) for each in (drawing, drawing, other))
        before, again, unlike = (read(each, 200, engine) for each in (first, second, stranger))
        twins, found_twins = twins + 1, found_twins + same_sheet(before, again, limits.same_words)
        false_twins += same_sheet(before, unlike, limits.same_words)
        false += sum(_unsure(each, limits) for each in (before, again, unlike))
        for left in LEFT:
            reading = read(_ruined(first, left, random), 200, engine)
            error, unsure = word_bag_error("\n".join(drawing.lines), reading.text), _unsure(reading, limits)
            wrong, told = wrong + (error >= WRONG), told + (error >= WRONG and unsure)
            false += unsure and error <= RIGHT
    yield Found(LOW_CONFIDENCE, wrong, told, false)
    yield Found(NEAR_DUPLICATE, twins, found_twins, false_twins)
    yield _odd(random, limits)


def _form(asked: str, random: np.random.Generator) -> Drawing:
    """A form filled in by printer for somebody."""

    def number(digits: int) -> str:
        return "".join(map(str, random.integers(0, 10, digits)))

    paper = Paper(200, size=13, seed=int(random.integers(99)))
    paper.country()
    paper.title("TỜ KHAI", asked)
    for field, value in (
        ("Kính gửi", "Bộ phận tiếp nhận và trả kết quả"),
        ("Họ, chữ đệm, tên", f"{random.choice(FAMILY)} {random.choice(GIVEN)}"),
        ("Ngày sinh", f"{random.integers(1, 29)}/{random.integers(1, 13)}/{random.integers(1950, 2005)}"),
        ("Nơi cư trú", f"số {random.integers(1, 300)}, {random.choice(PLACES)}"),
        ("Giấy tờ tùy thân", f"căn cước số {number(12)}, do Cục Cảnh sát quản lý hành chính cấp"),
        ("Điện thoại", f"0{number(9)}"),
    ):
        paper.paragraph(f"{field}: {value}")
    paper.paragraph(PLEDGE)
    return paper.finish()


def _scanned(drawing: Drawing, random: np.random.Generator) -> MatLike:
    """One scan of a sheet: each has its own skew, grain and light."""
    wear = Wear(
        skew=float(random.uniform(-3, 3)),
        noise=float(random.uniform(3, 7)),
        blur=float(random.uniform(0.5, 1.0)),
        shade=float(random.uniform(0.03, 0.12)),
        quality=int(random.integers(65, 85)),
    )
    jpeg = scan(drawing, wear, int(random.integers(2**31)))
    page: MatLike = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))
    return cv2.convertScaleAbs(page, alpha=float(random.uniform(0.9, 1.0)))


def _ruined(page: MatLike, left: float, random: np.random.Generator) -> MatLike:
    """The same as a copy of copies: so many dots an inch of it are left, and grain between them."""
    coarse = cv2.resize(page, None, fx=left / 200, fy=left / 200, interpolation=cv2.INTER_AREA).astype(np.float32)
    coarse += random.normal(0, 18, (*coarse.shape[:2], 1))
    return cv2.resize(np.clip(coarse, 0, 255).astype(np.uint8), page.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def _unsure(reading: PageReading, limits: QualitySettings) -> bool:
    return reading.measures is not None and LOW_CONFIDENCE in judge(reading.measures, limits)


def _odd(random: np.random.Generator, limits: QualitySettings) -> Found:
    """Stacks of A4, of which some hold a receipt of A5 or half a sheet, and some a sheet of Letter, which is none."""
    faults = found = false = 0
    for stack in range(20):
        strange = (A5, (A4[0], A4[1] / 2), LETTER, A4)[stack % 4]
        sizes = [A4] * int(random.integers(5, 12)) + [strange]
        # Scanners cut a sheet some millimetres too wide or too narrow, and see some lying on their sides.
        seen = [tuple(np.array(size)[:: random.choice((1, -1))] + random.uniform(-4, 4, 2)) for size in sizes]
        odd = odd_sizes([(float(w), float(h)) for w, h in seen], limits.odd_size)
        is_odd = strange in (A5, (A4[0], A4[1] / 2))
        faults, found = faults + is_odd, found + (is_odd and odd[-1])
        false += sum(odd[:-1]) + (odd[-1] and not is_odd)
    return Found(ODD_SIZE, faults, found, false)
