"""The papers of an application for the certificate of a petrol station."""

from __future__ import annotations

from scanner_agent.demo.ink import Seal
from scanner_agent.demo.paper import Drawing, Paper

SEAL = Seal(
    above="M.S.D.N: 0198411529 - C.T.C.P",
    below="TP. HÀ NỘI",
    middle=("CÔNG TY", "CỔ PHẦN", "XĂNG DẦU", "HỒNG GIANG LỘC"),
)
SUPPLIER_SEAL = Seal(above="TỔNG CÔNG TY DẦU KHÍ MIỀN SÓNG", below="TP. HẢI PHÒNG")


def application(dpi: int = 200, seed: int = 0) -> Drawing:
    """The application, with the seal."""
    paper = Paper(dpi, size=12.5, seed=seed)
    paper.head(("CÔNG TY CỔ PHẦN XĂNG DẦU", "HỒNG GIANG LỘC"), "Số: 112/ĐN-HGL", "Hà Nội, ngày 31 tháng 7 năm 2026")
    paper.title("ĐƠN ĐỀ NGHỊ", "Cấp Giấy chứng nhận cửa hàng đủ điều kiện", "bán lẻ xăng dầu")
    paper.centred("Kính gửi: Sở Công Thương thành phố Hà Nội")
    for text in (
        "Tên doanh nghiệp: Công ty cổ phần Xăng dầu Hồng Giang Lộc",
        "Tên giao dịch: Hồng Giang Lộc Petro. Mã số doanh nghiệp: 0198411529",
        "Trụ sở chính: số 205, đường Bến Đá, phường Bồ Đề, thành phố Hà Nội",
        "Điện thoại: 024 5550 0261. Thư điện tử: vanthu@honggiangloc.example",
        "Đề nghị Sở Công Thương xem xét cấp Giấy chứng nhận cho cửa hàng sau đây:",
        "1. Tên cửa hàng: Cửa hàng xăng dầu số 7 - Ngã tư Cầu Ngói.",
        "2. Địa điểm: thửa đất số 46, tờ bản đồ số 12, xã Phù Đổng, thành phố Hà Nội; cách khu dân cư gần nhất 85 m.",
        "3. Trang thiết bị: bốn bể chứa chôn ngầm với tổng dung tích 100 m3, sáu cột bơm đã được kiểm định, hệ thống "
        "thu hồi hơi, hệ thống chống sét và phương tiện chữa cháy theo bản kê kèm theo.",
        "4. Nguồn hàng: nhận từ Tổng công ty Dầu khí Miền Sóng theo hợp đồng đại lý số 38/2026/HĐĐL, thời hạn ba năm "
        "kể từ ngày ký.",
        "5. Người quản lý trực tiếp: ông Lò Văn Thưởng; chín nhân viên bán hàng đều có chứng chỉ nghiệp vụ về phòng "
        "cháy, chữa cháy và bảo vệ môi trường còn hiệu lực.",
        "Doanh nghiệp xin cam đoan những nội dung khai trên là đúng sự thật, thực hiện đầy đủ các quy định về kinh "
        "doanh xăng dầu, về đo lường, chất lượng, phòng cháy, chữa cháy và xin chịu trách nhiệm trước pháp luật.",
    ):
        paper.paragraph(text)
    paper.signature(
        ("TỔNG GIÁM ĐỐC",),
        "Phùng Thị Ngọc Diễm",
        seal=SEAL,
        recipients=("Nơi nhận:", "- Như trên;", "- Chi nhánh xã Phù Đổng;", "- Lưu: VT, KTh."),
    )
    return paper.finish()


def equipment(dpi: int = 200, seed: int = 0) -> Drawing:
    """The list of the station's equipment: a ruled table."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.title("BẢN KÊ TRANG THIẾT BỊ CỦA CỬA HÀNG", "Cửa hàng xăng dầu số 7 - Ngã tư Cầu Ngói")
    paper.table(
        (
            ("STT", "Tên trang thiết bị", "Số lượng", "Năm lắp đặt", "Ghi chú"),
            ("1", "Bể chứa xăng RON 95, 25 m3", "02", "2025", "chôn ngầm"),
            ("2", "Bể chứa dầu điêzen, 25 m3", "02", "2025", "chôn ngầm"),
            ("3", "Cột bơm điện tử hai vòi", "06", "2026", "đã kiểm định"),
            ("4", "Ống đong 10 lít, 20 lít", "04", "2026", "đã kiểm định"),
            ("5", "Hệ thống thu hồi hơi", "01", "2026", "mới 100 %"),
            ("6", "Bình bột chữa cháy MFZ8", "16", "2026", "còn hạn"),
            ("7", "Xe đẩy chữa cháy MFTZ35", "02", "2026", "còn hạn"),
            ("8", "Máy phát điện dự phòng 30 kVA", "01", "2024", "hoạt động tốt"),
        ),
        (12, 66, 24, 28, 32),
    )
    for text in (
        "Các cột bơm được kiểm định ngày 14 tháng 7 năm 2026 tại nơi lắp đặt, niêm phong còn nguyên vẹn. Bể chứa được "
        "thử kín và lập biên bản nghiệm thu cùng ngày.",
        "Toàn bộ trang thiết bị thuộc sở hữu của Công ty, không dùng để thế chấp.",
    ):
        paper.paragraph(text)
    paper.signature(
        ("KT. TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC"),
        "Nghiêm Đình Toản",
        seal=SEAL,
        place_and_date="Hà Nội, ngày 31 tháng 7 năm 2026",
    )
    return paper.finish()


def supply_contract(dpi: int = 200, seed: int = 0) -> Drawing:
    """The contract of supply in short, with the supplier's seal: a star in a ring of words."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.country()
    paper.title("HỢP ĐỒNG ĐẠI LÝ BÁN LẺ XĂNG DẦU", "Số: 38/2026/HĐĐL")
    for text in (
        "Hôm nay, ngày 10 tháng 6 năm 2026, tại thành phố Hải Phòng, chúng tôi gồm:",
        "Bên giao đại lý (Bên A): Tổng công ty Dầu khí Miền Sóng, do ông Âu Dương Hải, Phó Tổng giám đốc, đại diện.",
        "Bên nhận đại lý (Bên B): Công ty cổ phần Xăng dầu Hồng Giang Lộc, do bà Phùng Thị Ngọc Diễm, Tổng giám đốc, "
        "đại diện.",
        "Hai bên thống nhất các điều khoản chính sau đây:",
        "Điều 1. Bên A giao và Bên B nhận làm đại lý bán lẻ các loại xăng RON 95, xăng sinh học E5 và dầu điêzen tại "
        "Cửa hàng xăng dầu số 7 - Ngã tư Cầu Ngói.",
        "Điều 2. Sản lượng dự kiến mỗi tháng là 240 m3; hai bên xác nhận lượng hàng trước ngày 25 của tháng trước. "
        "Bên A bảo đảm nguồn hàng liên tục, kể cả trong các kỳ nghỉ lễ, tết.",
        "Điều 3. Giá giao, thù lao đại lý và thời hạn thanh toán theo phụ lục được ký từng quý. Bên B thanh toán bằng "
        "chuyển khoản trong vòng mười lăm ngày kể từ ngày nhận hàng.",
        "Điều 4. Bên A chịu trách nhiệm về chất lượng hàng đến khi giao xong tại bể của Bên B; mẫu lưu được niêm phong "
        "và giữ bốn mươi lăm ngày.",
        "Điều 5. Hợp đồng có hiệu lực ba năm kể từ ngày ký, lập thành bốn bản có giá trị như nhau, mỗi bên hai bản.",
    ):
        paper.paragraph(text)
    paper.signature(("ĐẠI DIỆN BÊN A", "PHÓ TỔNG GIÁM ĐỐC"), "Âu Dương Hải", seal=SUPPLIER_SEAL)
    return paper.finish()
