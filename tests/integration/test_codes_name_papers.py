"""Pages that say in a QR code which paper they are: drawn, worn, read and told apart as every scan is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.separators.bars import INCH, qr
from config.errors import ExitCode
from scanner_agent.demo.paper import Drawing, Paper
from scanner_agent.demo.wear import Wear, scan
from tests.command import Sohoa

CASE = "H26.12-260804-0583"
TITLE = ("ĐƠN ĐỀ NGHỊ", "Cấp giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu")
CERTIFICATE = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP|{}|trang={}"
SIDE = 32.0
"""Millimetres."""


def marked(drawing: Drawing, text: str) -> Drawing:
    """The side with a QR code in its upper left corner."""
    pixels = drawing.pixels.copy()
    for bar in qr(text, 22.0, 14.0, SIDE):
        x, y, right, low = (round(at / INCH * drawing.dpi) for at in (bar.x, bar.y, bar.x + bar.w, bar.y + bar.h))
        pixels[y:low, x:right] = 0
    return replace(drawing, pixels=pixels)


def side(*title: str, code: str | None = None) -> bytes:
    paper = Paper()
    for _ in range(3 if code else 0):
        paper.centred(" ")
    if title:
        paper.country()
        paper.title(*title)
    for _ in range(6):
        paper.paragraph("Thương nhân cam kết thực hiện đúng quy định của pháp luật và chịu trách nhiệm về hồ sơ này.")
    drawing = paper.finish()
    return scan(marked(drawing, code) if code else drawing, Wear(skew=0.6), 5)


def papers(shown: Any) -> list[tuple[str, list[int], bool]]:
    return [(each["type"], each["pages"], each["evidence"]["sure"]) for each in shown["components"]]


def test_pages_are_the_papers_that_their_codes_name(sohoa: Sohoa, tmp_path: Path) -> None:
    record = "code,procedure,applicant,received_at\n"
    record += f"{CASE},2.000648.000.00.00.H26,Công ty Hồng Giang Lộc,2026-08-04T09:00\n"
    (tmp_path / "cases.csv").write_text(record, encoding="utf-8")
    assert sohoa("cases", "import", tmp_path / "cases.csv")[1]["imported"] == 1
    sides = [
        side(*TITLE),
        side(code=CERTIFICATE.format("0312345678", 1)),
        side(code=CERTIFICATE.format("0312345678", 2)),
        side(code=CERTIFICATE.format("0398765432", 1)),
        side(code="https://tra-cuu.example.vn/van-ban?id=AB12CD34"),
        side(*TITLE, code=CERTIFICATE.format("0311111111", 1)),
    ]
    files = [tmp_path / f"{number}.jpg" for number in range(1, len(sides) + 1)]
    for path, data in zip(files, sides, strict=True):
        path.write_bytes(data)
    code, answer = sohoa("ingest", *files, "--case", CASE)
    assert code in (ExitCode.OK, ExitCode.NEEDS_PERSON)
    (dossier,) = answer["dossiers"]
    shown = sohoa("show", dossier["id"])[1]
    assert papers(shown) == [
        ("don-de-nghi", [1], True),
        ("dang-ky-doanh-nghiep", [2, 3], True),
        ("dang-ky-doanh-nghiep", [4, 5], True),
        ("don-de-nghi", [6], False),
    ]
    by_code, both = shown["components"][1]["evidence"], shown["components"][3]["evidence"]
    assert by_code["rule"] == "code" and by_code["code"] == "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"
    assert both["paper"] == "2.000648/don-de-nghi" and both["code_paper"] == "2.000648/dang-ky-doanh-nghiep"
