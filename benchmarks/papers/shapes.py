"""What the pages of each kind of paper look like: heads, forms, contracts, tables, annexes, cards, blank backs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.corpus import inventions
from benchmarks.fields.papers import agency, business_number, firm
from scanner_agent.demo.fonts import Face
from scanner_agent.demo.paper import Paper

HALF = 136.0
"""Millimetres that a side of A5 is written down to; it is 148.5 high and as wide as A4."""
FULL = 250.0
"""The same of A4."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet; ``paper`` None: blank."""

    paper: Paper | None
    half: bool = False
    """A5, wider than high: the lower half of ``paper`` is no part of it."""
    turned: bool = False
    """It lies on its side in the stack."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes one paper, on what."""

    sheet: Callable[[], Paper]
    random: Random
    title: list[str]
    form: str

    def chance(self, share: float) -> bool:
        """True in so many of all papers."""
        return self.random.random() < share


Shape = Callable[[Writer], Iterator[Side]]


def _dated(writer: Writer, paper: Paper, rows: tuple[str, ...], place: str, notation: str) -> None:
    day, month = writer.random.randint(1, 28), writer.random.randint(1, 12)
    number = f"Số: {writer.random.randint(1, 900):02d}/{notation}"
    paper.head(rows, number, f"{place}, ngày {day:02d} tháng {month:02d} năm 2026")


def _opened(writer: Writer, who: str) -> Paper:
    """A first page down to its title; ``who``: whose head it has."""
    paper = writer.sheet()
    if writer.form:
        paper.corner(writer.form)
    if who == "agency":
        office = agency(writer.random)
        rows = (office.parent, *office.issuer) if office.parent else office.issuer
        _dated(writer, paper, rows, office.place, f"GP-{office.letters}")
    elif who == "firm":
        head, _ = firm(writer.random)
        _dated(
            writer, paper, head.issuer, head.place, f"{writer.random.choice(('ĐN', 'TB', 'QĐ', 'CV'))}-{head.letters}"
        )
    elif who == "country":
        paper.country()
    paper.title(*writer.title)
    return paper


def _prose(writer: Writer, paper: Paper, until: float = FULL, articles: str = "Điều {}. {}") -> None:
    """Articles and sentences down to ``until``."""
    number = writer.random.randint(1, 9)
    while paper.y < until:
        if writer.chance(0.35):
            paper.paragraph(articles.format(number, writer.random.choice(_SUBJECTS)), face=Face.BOLD)
            number += 1
        paper.paragraph(
            f"{writer.random.choice(_SENTENCES)} {inventions.firm(writer.random)} theo văn bản số "
            f"{inventions.symbol(writer.random)} ngày {inventions.calendar_day(writer.random)}, số tiền "
            f"{inventions.number(writer.random)} đồng; hai bên cùng thực hiện."
        )


_SUBJECTS = (
    "QUYỀN VÀ NGHĨA VỤ CỦA CÁC BÊN", "Giá cả và phương thức thanh toán", "HIỆU LỰC CỦA HỢP ĐỒNG", "Điều khoản chung",
    "Giải quyết tranh chấp", "TRÁCH NHIỆM CỦA BÊN B",
)  # fmt: skip
_SENTENCES = (
    "Bên A giao hàng đúng chủng loại, số lượng và chất lượng cho", "Doanh nghiệp chịu trách nhiệm trước pháp luật cùng",
    "Việc kiểm tra hàng hóa được tiến hành hằng tháng tại kho của", "Mọi thay đổi phải được báo bằng văn bản cho",
)  # fmt: skip
_CHAPTERS = (
    ("CHƯƠNG II", "QUYỀN VÀ NGHĨA VỤ"), ("Chương III", "TỔ CHỨC THỰC HIỆN"), ("PHẦN II", "NỘI DUNG CỤ THỂ"),
    ("ĐIỀU 5", "PHƯƠNG THỨC THANH TOÁN"), ("ĐIỀU 7. CAM KẾT CHUNG",), ("II. NỘI DUNG HỢP TÁC",),
    ("B. THÔNG TIN VỀ CƠ SỞ KINH DOANH",),
)  # fmt: skip


def _numbered(writer: Writer, paper: Paper, number: int, way: str) -> None:
    if way == "top":
        paper.page_number(number)
    elif way == "foot" and paper.y < 275:
        paper.y = 283
        paper.centred(f"Trang {number}")


def _continued(writer: Writer, count: int, draw: Callable[[Paper, int], None] | None = None) -> Iterator[Side]:
    """Further pages, numbered or not, and now and then the blank back of one."""
    way = writer.random.choice(("top", "foot", "none"))
    for number in range(2, count + 1):
        paper = writer.sheet()
        if way == "top":
            _numbered(writer, paper, number, way)
        if draw:
            draw(paper, number)
        else:
            if writer.chance(0.4):
                for row in writer.random.choice(_CHAPTERS):
                    paper.centred(row, Face.BOLD)
            _prose(writer, paper)
            if number == count:
                paper.signature(("ĐẠI DIỆN BÊN B",), inventions.person(writer.random))
        if way == "foot":
            _numbered(writer, paper, number, way)
        yield Side(paper)
        if writer.chance(0.08):
            yield Side(None)


def _rows(writer: Writer, count: int) -> list[tuple[str, ...]]:
    things = ("Cột bơm xăng", "Bể chứa 25 m3", "Bình chữa cháy", "Máy phát điện", "Trạm biến áp", "Kệ trưng bày")
    return [
        ("STT", "TÊN THIẾT BỊ", "SỐ LƯỢNG", "GHI CHÚ"),
        *(
            (str(n + 1), writer.random.choice(things), inventions.number(writer.random), "Còn tốt")
            for n in range(count)
        ),
    ]


_WIDTHS = (15, 75, 32, 38)


def _table(writer: Writer, paper: Paper, number: int = 0) -> None:
    if writer.chance(0.3):
        paper.centred("DANH MỤC TRANG THIẾT BỊ" if number else "(Đơn vị tính: cái)", Face.BOLD)
    paper.table(_rows(writer, 22), _WIDTHS)


def _annex(writer: Writer) -> Iterator[Side]:
    """An annex: its own head, not its own paper."""
    paper = writer.sheet()
    if writer.chance(0.3):
        paper.country()
    paper.centred(
        writer.random.choice(("PHỤ LỤC", "PHỤ LỤC I", "PHỤ LỤC SỐ 01", "Phụ lục 2", "PHỤ LỤC HỢP ĐỒNG")), Face.BOLD
    )
    paper.centred(
        writer.random.choice(("DANH MỤC HÀNG HÓA", "BẢNG GIÁ CHI TIẾT", "DANH SÁCH CÁN BỘ", "BẢN KÊ VẬT TƯ")), Face.BOLD
    )
    if writer.chance(0.6):
        number = f"{writer.random.randint(1, 90):02d}/2026/HĐ"
        paper.centred(f"(Kèm theo Hợp đồng số {number} ngày {inventions.calendar_day(writer.random)})", Face.ITALIC)
    paper.table(_rows(writer, 14), _WIDTHS)
    yield Side(paper)


def _landscape(writer: Writer) -> Iterator[Side]:
    """A table too wide for the sheet: it lies on its side, without a head."""
    paper = writer.sheet()
    paper.table(_rows(writer, 12), _WIDTHS)
    yield Side(paper, half=True, turned=True)


def _asked(writer: Writer, paper: Paper) -> None:
    paper.centred("Kính gửi: Sở Công Thương")
    paper.paragraph(f"Tên thương nhân: {inventions.firm(writer.random)}")
    paper.paragraph(f"Mã số doanh nghiệp: {business_number(writer.random)} do Phòng Đăng ký kinh doanh cấp")
    paper.paragraph(f"Địa chỉ trụ sở chính: {inventions.address(writer.random)}")


def application(writer: Writer) -> Iterator[Side]:
    """A form that the applicant filled in."""
    paper = _opened(writer, writer.random.choice(("firm", "firm", "country", "none")))
    _asked(writer, paper)
    count = writer.random.choice((1, 1, 2, 3))
    _prose(writer, paper, 200 if count == 1 else FULL, "{}. {}")
    if count == 1:
        paper.signature(("GIÁM ĐỐC",), inventions.person(writer.random))
    yield Side(paper)
    yield from _continued(writer, count)
    if writer.chance(0.15):
        yield from _annex(writer)


def firm_letter(writer: Writer) -> Iterator[Side]:
    """A decision or report under a firm's own head."""
    paper = _opened(writer, "firm")
    _prose(writer, paper, 190)
    paper.signature(("TỔNG GIÁM ĐỐC",), inventions.person(writer.random), recipients=("Nơi nhận:", "- Lưu: VT."))
    yield Side(paper)
    if writer.chance(0.2):
        yield Side(None)


def rules(writer: Writer) -> Iterator[Side]:
    """Sections over several pages."""
    paper = _opened(writer, writer.random.choice(("firm", "country", "none")))
    _prose(writer, paper, FULL, "{}. {}")
    yield Side(paper)
    yield from _continued(writer, writer.random.randint(2, 5))


def contract(writer: Writer) -> Iterator[Side]:
    """Articles over several pages, both parties' names in capitals, annexes."""
    paper = _opened(writer, writer.random.choice(("country", "country", "none")))
    if writer.chance(0.7):
        paper.centred(f"Số: {writer.random.randint(1, 99):02d}/2026/HĐ")
    paper.paragraph(f"BÊN A: {inventions.firm(writer.random).upper()}", face=Face.BOLD)
    paper.paragraph(f"BÊN B: {inventions.firm(writer.random).upper()}", face=Face.BOLD)
    _prose(writer, paper, FULL, writer.random.choice(("ĐIỀU {}. {}", "Điều {}: {}")))
    yield Side(paper)
    yield from _continued(writer, writer.random.randint(2, 5))
    if writer.chance(0.4):
        yield from _annex(writer)
    if writer.chance(0.2):
        yield from _landscape(writer)


def registry(writer: Writer) -> Iterator[Side]:
    """The registration of a business: its kind in capitals under the title, its name below."""
    random = writer.random
    paper, office = writer.sheet(), agency(random)
    paper.head((f"SỞ TÀI CHÍNH {office.place.upper()}", "PHÒNG ĐĂNG KÝ KINH DOANH"), "", "")
    kind = random.choice(("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "CÔNG TY CỔ PHẦN", "DOANH NGHIỆP TƯ NHÂN"))
    paper.title(*writer.title, *((kind,) if writer.chance(0.7) else ()))
    paper.centred(f"Mã số doanh nghiệp: {business_number(random)}", Face.BOLD)
    paper.centred(f"Đăng ký lần đầu, ngày {random.randint(1, 28):02d} tháng 5 năm 2019", Face.ITALIC)
    paper.paragraph("1. Tên công ty", face=Face.BOLD)
    paper.paragraph(f"Tên công ty viết bằng tiếng Việt: {inventions.firm(random).upper()}")
    paper.paragraph(f"2. Địa chỉ trụ sở chính: {inventions.address(random)}")
    _prose(writer, paper, 190, "{}. {}")
    paper.signature(("TRƯỞNG PHÒNG",), inventions.person(random))
    yield Side(paper)
    yield from _continued(writer, random.choice((1, 1, 2)))


def licence(writer: Writer) -> Iterator[Side]:
    """What an agency issued."""
    paper = _opened(writer, "agency")
    _prose(writer, paper, 200)
    paper.signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), inventions.person(writer.random))
    yield Side(paper)
    yield from _continued(writer, writer.random.choice((1, 1, 2)))


def commitment(writer: Writer) -> Iterator[Side]:
    """One page of promises under the country's name."""
    paper = _opened(writer, writer.random.choice(("country", "country", "firm")))
    _asked(writer, paper)
    _prose(writer, paper, 190, "{}. {}")
    paper.signature(("NGƯỜI CAM KẾT",), inventions.person(writer.random))
    yield Side(paper)
    if writer.chance(0.1):
        yield Side(None)


def listing(writer: Writer) -> Iterator[Side]:
    """A table over one to four pages."""
    paper = _opened(writer, writer.random.choice(("firm", "country", "none")))
    _table(writer, paper)
    yield Side(paper)
    yield from _continued(writer, writer.random.randint(1, 4), lambda page, number: _table(writer, page, number))
    if writer.chance(0.3):
        yield from _landscape(writer)


def accounts(writer: Writer) -> Iterator[Side]:
    """A cover with the firm's name over the title, then statements with headings of their own."""
    paper = writer.sheet()
    paper.centred(inventions.firm(writer.random).upper(), Face.BOLD)
    paper.y += writer.random.choice((5, 50, 90))
    paper.title(*writer.title)
    yield Side(paper)
    statements = ("BẢNG CÂN ĐỐI KẾ TOÁN", "BÁO CÁO KẾT QUẢ HOẠT ĐỘNG KINH DOANH", "THUYẾT MINH BÁO CÁO TÀI CHÍNH")

    def statement(page: Paper, number: int) -> None:
        if number - 2 < len(statements):
            page.corner(f"Mẫu số B 0{number - 1} - DN")
            page.title(statements[number - 2], "Tại ngày 31 tháng 12 năm 2025")
        page.table(_rows(writer, 18), _WIDTHS)

    yield from _continued(writer, writer.random.randint(3, 6), statement)


def card(writer: Writer) -> Iterator[Side]:
    """Both sides of a card or passport, copied on one sheet or on two."""
    random, paper = writer.random, writer.sheet()
    paper.y += random.choice((0, 30))
    paper.country()
    paper.title(*writer.title)
    paper.centred("SOCIALIST REPUBLIC OF VIET NAM")
    paper.paragraph(f"Số / No.: {inventions.identity_number(random)}")
    paper.paragraph(f"Họ và tên / Full name: {inventions.person(random).upper()}")
    paper.paragraph(f"Ngày sinh / Date of birth: {inventions.calendar_day(random)}")
    yield Side(paper)
    if writer.chance(0.4):
        back = writer.sheet()
        back.paragraph("Đặc điểm nhân dạng / Personal identification: Nốt ruồi cách 1 cm trên sau cánh mũi phải")
        back.paragraph("CỤC TRƯỞNG CỤC CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")
        yield Side(back)


def foreign(writer: Writer) -> Iterator[Side]:
    """A certificate from abroad."""
    paper = writer.sheet()
    paper.centred("REGISTRAR OF COMPANIES")
    paper.title(*writer.title)
    for _ in range(3):
        paper.paragraph(
            "I hereby certify that the company named below is this day incorporated under the Companies Act."
        )
    paper.signature(("REGISTRAR",), "John Smith")
    yield Side(paper)


def sheet(writer: Writer) -> Iterator[Side]:
    """A specimen under its title, little else."""
    paper = _opened(writer, writer.random.choice(("firm", "none", "country")))
    paper.y += 40
    paper.paragraph(writer.random.choice(_SENTENCES) + " " + inventions.firm(writer.random))
    yield Side(paper)


def receipt(writer: Writer) -> Iterator[Side]:
    """A slip of the desk, A5."""
    paper = _opened(writer, "agency")
    paper.paragraph(f"Mã hồ sơ: {inventions.number(writer.random)}")
    _prose(writer, paper, HALF - 25, "{}. {}")
    yield Side(paper, half=True)


def control(writer: Writer) -> Iterator[Side]:
    """A slip or book of the desk: a table of who gave it to whom."""
    paper = _opened(writer, "agency")
    rows = [
        ("STT", "TÊN CƠ QUAN", "GIAO, NHẬN", "KẾT QUẢ"),
        *((str(n), "Sở Công Thương", "08 giờ 15", "Đúng hạn") for n in range(1, 5)),
    ]
    paper.table(rows, _WIDTHS)
    yield Side(paper, half=writer.chance(0.5))


SHAPES: dict[str, Shape] = {
    "application": application, "firm": firm_letter, "rules": rules, "contract": contract, "certificate": registry,
    "licence": licence, "commitment": commitment, "list": listing, "accounts": accounts, "card": card,
    "foreign": foreign, "sheet": sheet, "receipt": receipt, "control": control,
}  # fmt: skip
