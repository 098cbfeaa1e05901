"""Heads of pages written by hand, and the catalogue that comes with the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive.papers import KnownTitles
from config.procedures import load_catalogue
from ocr.fields import PageHead, page_head
from ocr.fields.codes import page_codes
from ocr.page import Barcode, Box, Line
from tests.unit.ocr.fields.written import COUNTRY, MOTTO, head, line, page

CATALOGUE = load_catalogue(Path("/no such folder"))
KNOWN = KnownTitles.of(CATALOGUE)
PETROL, LIQUOR = "2.000648", "2.001624"
FIRM = ("CÔNG TY CỔ PHẦN XĂNG DẦU", "HỒNG GIANG LỘC")
BODY = tuple(
    line(f"{n}. Điều khoản thứ {n} của giấy tờ này được hai bên thống nhất;", x=0.1, y=0.4 + n / 30) for n in (1, 2)
)


def titled(*title: str, top: float = 0.17) -> PageHead:
    """A page with the state's name, a title and running text."""
    return page_head(page(COUNTRY, MOTTO, *_below(title, top), *BODY))


def of_firm(*title: str) -> PageHead:
    """The same under a firm's own head, with number and date."""
    return page_head(page(*head(*FIRM, number="Số: 12/ĐN-HGL"), *_below(title, 0.17), *BODY))


def bare(*title: str, top: float = 0.08, number: int | None = None) -> PageHead:
    """A page without the state's name, with the number of a page at its upper edge where one is given."""
    above = [line(str(number), centre=0.5, y=0.03)] if number else []
    return page_head(page(*above, *_below(title, top), *BODY))


def bearing(head: PageHead, *texts: str) -> PageHead:
    """The same page with QR codes that say these."""
    boxes = (Box(0.8, 0.05 + 0.1 * place, 0.1, 0.07) for place in range(len(texts)))
    codes = (Barcode("QRCode", text, box) for text, box in zip(texts, boxes, strict=True))
    return replace(head, codes=page_codes(codes))


def _below(title: tuple[str, ...], top: float) -> list[Line]:
    return [line(text, centre=0.5, y=top + 0.02 * row) for row, text in enumerate(title)]
