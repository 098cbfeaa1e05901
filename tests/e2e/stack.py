"""What the clerk of the tests lays into the scanner: a licence's twelve sheets behind their separator, and a notice."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from scanner_agent.demo import liquor, promotion
from scanner_agent.demo.fonts import Face
from scanner_agent.demo.paper import Drawing, Paper
from scanner_agent.demo.wear import Wear, scan
from tests.e2e.papers import command

LICENCE, NOTICE = "H26.12-261102-0611", "H26.12-261102-0612"
"""Dossier codes: a licence to sell liquor wholesale, and the notice of a promotion, which is one paper."""
BLURRED = 4
"""Which of the twelve sheets runs together."""
DPI = 200
_TEXT = (
    "Hàng hóa được nhập kho theo từng lô, có sổ theo dõi ghi rõ ngày nhập, số lượng, nguồn gốc và người giao nhận.",
    "Kho được kiểm tra hai lần mỗi tuần; kết quả kiểm tra được ghi vào sổ và có chữ ký của người phụ trách.",
    "Nhân viên giao hàng mang theo bản sao giấy phép và xuất trình khi cơ quan quản lý yêu cầu.",
    "Mọi thay đổi về địa điểm kinh doanh được báo bằng văn bản trong thời hạn mười ngày làm việc.",
)


def case_records(folder: Path) -> Path:
    """The two cases as the one-stop software exports them."""
    path = folder / "cases.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("code", "procedure", "applicant", "received_at"))
        rows.writerow((LICENCE, "2.001624", "Công ty TNHH Rượu vang Đồi Hoa Sim", "2026-11-02T08:10:00+07:00"))
        rows.writerow((NOTICE, "2.000033", "Công ty TNHH Thương mại Vạn Lạc Phát", "2026-11-02T08:40:00+07:00"))
    return path


def separator(home: Path, code: str, sheets: int) -> bytes:
    """The separator that announces so many sheets, as the scanner sees it."""
    file = home.with_name(f"separator-{code}.pdf")
    command(home, "separators", f"{code}={sheets}", "-o", file)
    with pypdfium2.PdfDocument(file) as pdf:
        return _jpeg(pdf[0].render(scale=DPI / 72).to_pil())


def licence_sheets() -> list[bytes]:
    """Twelve sheets, the fourth of them blurred; the supplier's own licence is not among them."""
    drawings = [
        liquor.application(DPI),
        *(_following(number, "Mô tả kho hàng và phương tiện vận chuyển") for number in (2, 3)),
        registration(),
        _following(2, "Danh sách thành viên góp vốn"),
        _following(3, "Ngành, nghề kinh doanh"),
        liquor.introduction(DPI),
        _following(2, "Phụ lục về giá và phương thức giao hàng"),
        _commitment(),
        *(_following(number, "Nội dung cam kết chi tiết") for number in (2, 3, 4)),
    ]
    return [
        scan(drawing, Wear(skew=0.4, blur=2.6 if number == BLURRED else 0.7), number)
        for number, drawing in enumerate(drawings, 1)
    ]


def rescan() -> bytes:
    """The blurred sheet again, sharp."""
    return scan(registration(), Wear(skew=-0.3), 40)


def notice_sheets() -> list[bytes]:
    """Both sides of one sheet, scanned as two."""
    return [
        scan(draw(DPI), Wear(skew=0.5), n) for n, draw in enumerate((promotion.notice_front, promotion.notice_back))
    ]


def registration() -> Drawing:
    """The certificate of registration of the applicant's business."""
    side = Paper(DPI, size=13, seed=4)
    side.head(("SỞ TÀI CHÍNH", "PHÒNG ĐĂNG KÝ KINH DOANH"), "Mã số: 0198420756", "Hà Nội, ngày 12 tháng 3 năm 2025")
    side.title("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP")
    side.centred("CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN", face=Face.BOLD)
    side.paragraph("1. Tên công ty: CÔNG TY TNHH RƯỢU VANG ĐỒI HOA SIM")
    side.paragraph("2. Địa chỉ trụ sở chính: số 9, ngách 12, phố Giếng Ngọc, phường Xuân Đỉnh, thành phố Hà Nội")
    side.paragraph("3. Vốn điều lệ: 9.000.000.000 đồng. Bằng chữ: chín tỷ đồng")
    for text in _TEXT[:2]:
        side.paragraph(text)
    return side.finish()


def _commitment() -> Drawing:
    side = Paper(DPI, size=13.5, seed=9)
    side.country()
    side.title("BẢN CAM KẾT")
    for text in _TEXT:
        side.paragraph(text)
    return side.finish()


def _following(number: int, about: str) -> Drawing:
    """A page that goes on with the paper before it."""
    side = Paper(DPI, size=13, seed=number)
    side.centred(str(number))
    words = f"{about} {' '.join(_TEXT)}".split()
    random = np.random.default_rng(len(about) * number)
    for part in range(1, 6):
        chosen = " ".join(random.choice(words, 40))
        side.paragraph(f"{number}.{part}. {chosen[0].upper()}{chosen[1:]}")
    return side.finish()


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85, dpi=(DPI, DPI))
    return out.getvalue()
