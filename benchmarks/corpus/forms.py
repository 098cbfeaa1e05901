"""The papers of a dossier: what stands at their head, what fills them, and who signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.corpus import inventions
from benchmarks.corpus.language import vietnamese


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper."""

    type: str
    title: str


APPLICATION = Paper("application", "ĐƠN ĐỀ NGHỊ")
ENCLOSURES = (
    Paper("business_registration", "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"),
    Paper("lease", "HỢP ĐỒNG THUÊ MẶT BẰNG"),
    Paper("supply_contract", "HỢP ĐỒNG NGUYÊN TẮC MUA BÁN HÀNG HÓA"),
    Paper("commitment", "BẢN CAM KẾT BẢO VỆ MÔI TRƯỜNG"),
    Paper("fire_safety", "BIÊN BẢN KIỂM TRA AN TOÀN VỀ PHÒNG CHÁY VÀ CHỮA CHÁY"),
    Paper("inventory", "BẢNG KÊ CƠ SỞ VẬT CHẤT, TRANG THIẾT BỊ"),
    Paper("report", "BÁO CÁO TÌNH HÌNH KINH DOANH"),
    Paper("training", "GIẤY CHỨNG NHẬN ĐÀO TẠO NGHIỆP VỤ"),
    Paper("decision", "QUYẾT ĐỊNH VỀ VIỆC PHÊ DUYỆT DỰ ÁN ĐẦU TƯ"),
)

PROCEDURES = {
    "2.000648": "cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu",
    "2.001624": "cấp Giấy phép bán buôn rượu trên địa bàn tỉnh",
    "2.000033": "thông báo hoạt động khuyến mại",
    "2.000190": "cấp Giấy phép bán buôn sản phẩm thuốc lá",
    "2.000073": "cấp Giấy chứng nhận đủ điều kiện nạp khí dầu mỏ hóa lỏng vào chai",
    "2.001561": "cấp Giấy phép hoạt động phát điện",
}
"""Code of a procedure, and what is asked for by it."""
WORDS_A_LINE = (11, 14)


@dataclass(frozen=True, slots=True)
class Filing:
    """What all papers of one dossier speak of."""

    applicant: str
    address: str
    representative: str
    identity: str
    """Twelve digits."""
    tax_number: str
    """Ten digits."""
    procedure: str
    received: date


def filing(random: Random, received: date) -> Filing:
    """One that nobody ever made."""
    return Filing(
        applicant=inventions.firm(random),
        address=inventions.address(random),
        representative=inventions.person(random),
        identity=inventions.identity_number(random),
        tax_number=inventions.digits(random, 10),
        procedure=inventions.pick(random, list(PROCEDURES)),
        received=received,
    )


def head(paper: Paper, about: Filing, code: str | None, symbol: str) -> list[str]:
    """The first lines of a paper; ``code`` is printed on the application only, where the desk put its label."""
    day = about.received
    asked = PROCEDURES[about.procedure]
    lines = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {symbol}",
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        f"{paper.title} {asked.upper()}" if paper is APPLICATION else paper.title,
        "Kính gửi: Sở Công Thương",
        f"Tên tổ chức, cá nhân đề nghị: {about.applicant}",
        f"Địa chỉ trụ sở chính: {about.address}",
        f"Mã số doanh nghiệp: {about.tax_number} do Phòng Đăng ký kinh doanh cấp",
        f"Người đại diện theo pháp luật: {about.representative}",
        f"Số định danh cá nhân: {about.identity}",
        f"Nội dung đề nghị: {asked}",
    ]
    return [f"Mã hồ sơ: {code}", *lines] if paper is APPLICATION and code else lines


def continued(about: Filing, place: int, symbol: str) -> list[str]:
    """The first lines of a further page of a paper."""
    return [f"Trang {place}", f"{about.applicant}", f"Kèm theo văn bản số {symbol}"]


def foot(random: Random, person: str) -> list[str]:
    """Who signed."""
    return [inventions.pick(random, ["NGƯỜI LẬP BIỂU", "ĐẠI DIỆN BÊN B", "NGƯỜI LÀM CHỨNG", "KẾ TOÁN TRƯỞNG"]), person]


def filled(top: list[str], bottom: list[str], words: int, random: Random) -> list[list[str]]:
    """The lines of a page of so many words: running text between ``top`` and ``bottom``."""
    above, below = [line.split() for line in top], [line.split() for line in bottom]
    wanted = words - sum(map(len, above)) - sum(map(len, below))
    run = vietnamese().take(wanted, random, inventions.number, inventions.symbol)
    body, at, (least, most) = [], 0, WORDS_A_LINE
    while at < len(run):
        width = least + int(random.random() * (most - least + 1))
        body.append(run[at : at + width])
        at += width
    return [*above, *body, *below]
