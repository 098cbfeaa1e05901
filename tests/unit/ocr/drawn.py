"""Small pages drawn for the tests: print, seals, turns and skews with exact truth."""

from __future__ import annotations

import io
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.page import ImageInfo, PageImage

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
DPI = 200
RED = (205, 45, 55)
Pixels = npt.NDArray[np.uint8]

BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;",
    "Sở Công Thương đề nghị Ủy ban nhân dân tỉnh xem xét, quyết",
    "định việc cấp giấy phép kinh doanh xăng dầu cho doanh nghiệp",
    "theo quy định tại khoản 2 Điều 157 và các văn bản hướng dẫn",
    "thi hành; hồ sơ gồm đơn đề nghị, bản sao giấy chứng nhận và",
    "các giấy tờ khác theo yêu cầu của cơ quan có thẩm quyền.",
)


def sheet(width: float = 6.0, height: float = 4.0, dpi: int = DPI) -> Image.Image:
    """A white sheet of so many inches."""
    return Image.new("RGB", (round(width * dpi), round(height * dpi)), "white")


def write(
    page: Image.Image, text: str, x: float, y: float, points: float = 13, fill: tuple[int, int, int] = (20, 20, 20)
) -> None:
    """Prints ``text`` with its top left at (x, y) inches."""
    font = ImageFont.truetype(FONT, points / 72 * DPI)
    ImageDraw.Draw(page).text((x * DPI, y * DPI), text, font=font, fill=fill)


def letter(lines: tuple[str, ...] = BODY, height: float = 4.0) -> Image.Image:
    """A sheet with lines of print."""
    page = sheet(height=height)
    for number, line in enumerate(lines):
        write(page, line, 0.5, 0.6 + 0.3 * number)
    return page


def stamp(page: Image.Image, x: float, y: float, radius: float = 0.7) -> None:
    """A red seal round (x, y) inches; black print under it stays black."""
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    for r, width in ((radius, 7), (radius * 0.7, 4)):
        draw.ellipse([(x - r) * DPI, (y - r) * DPI, (x + r) * DPI, (y + r) * DPI], outline=RED, width=width)
    star = [
        ((x + r * np.sin(a)) * DPI, (y - r * np.cos(a)) * DPI)
        for a, r in ((k * np.pi / 5, radius * (0.4 if k % 2 == 0 else 0.16)) for k in range(10))
    ]
    draw.polygon(star, fill=RED)
    page.paste(Image.fromarray(np.minimum(np.asarray(page), np.asarray(ink))))


def turned(page: Pixels, clockwise: float) -> Pixels:
    """The content turned by so many degrees on a canvas of the same size."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), -clockwise, 1)
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8
    )


def noisy(page: Pixels, sigma: float = 6.0, seed: int = 1) -> Pixels:
    """The page on grey paper with a scanner's noise."""
    noise = np.random.default_rng(seed).normal(-14, sigma, page.shape[:2])
    worn = page.astype(np.float32) + (noise[..., None] if page.ndim == 3 else noise)
    return np.clip(worn, 0, 255).astype(np.uint8)


def as_page(
    pixels: Pixels | Image.Image, dpi_x: float = DPI, dpi_y: float = DPI, turn: Literal[0, 90, 180, 270] = 0
) -> PageImage:
    """The pixels as a stored page image."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    data = io.BytesIO()
    image.save(data, "PNG")
    mode: Literal["L", "RGB"] = "L" if image.mode == "L" else "RGB"
    return PageImage(ImageInfo("png", image.width, image.height, mode, dpi_x, dpi_y, turn=turn), data.getvalue())
