"""The papers of a promotion notification: the notice of two sides, and the list of goods."""

from __future__ import annotations

from scanner_agent.demo.fonts import Face
from scanner_agent.demo.ink import Seal
from scanner_agent.demo.paper import Drawing, Paper

SEAL = Seal(
    above="M.S.D.N: 0198400277 - C.T.T.N.H.H",
    below="TP. HÀ NỘI",
    middle=("CÔNG TY TNHH", "THƯƠNG MẠI", "VẠN LẠC PHÁT"),
)


def notice_front(dpi: int = 200, seed: int = 0) -> Drawing:
    """First side of the notice."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.head(("CÔNG TY TNHH THƯƠNG MẠI", "VẠN LẠC PHÁT"), "Số: 27/TB-VLP", "Hà Nội, ngày 03 tháng 8 năm 2026")
    paper.title("THÔNG BÁO", "Thực hiện khuyến mại")
    paper.centred("Kính gửi: Sở Công Thương thành phố Hà Nội")
    for text in (
        "Tên thương nhân: Công ty TNHH Thương mại Vạn Lạc Phát",
        "Địa chỉ trụ sở chính: số 18, đường Hoa Gạo, phường Tương Mai, thành phố Hà Nội",
        "Điện thoại: 024 5550 0183. Thư điện tử: khuyenmai@vanlacphat.example",
        "Mã số thuế: 0198400277",
        "Người liên hệ: bà Đỗ Thị Quỳnh Hương, phòng Kinh doanh. Điện thoại: 024 5550 0184",
        "Căn cứ Luật Thương mại và các nghị định quy định chi tiết về hoạt động xúc tiến thương mại, Công ty thông báo "
        "chương trình khuyến mại như sau:",
        "1. Tên chương trình: “Thu sang rộn ràng, quà trao tận tay”.",
        "2. Địa bàn: toàn bộ mười bốn cửa hàng của Công ty trong thành phố Hà Nội; danh sách cửa hàng được niêm yết "
        "tại từng nơi bán và trên trang thông tin điện tử của Công ty.",
        "3. Hình thức: tặng hàng hóa cho người mua, kèm theo việc mua bán hàng hóa.",
        "4. Thời gian: từ ngày 15 tháng 8 năm 2026 đến hết ngày 15 tháng 9 năm 2026, hoặc đến khi hết quà tặng nếu "
        "quà hết sớm hơn.",
        "5. Hàng hóa được khuyến mại: nồi cơm điện, ấm đun nước và quạt đứng do Công ty phân phối, còn nguyên tem "
        "nhãn và thời hạn bảo hành.",
        "6. Hàng hóa dùng để khuyến mại: bộ bát sứ sáu chiếc và khăn bông, mới hoàn toàn, có hóa đơn mua vào; chi tiết "
        "tại bản danh mục kèm theo thông báo này.",
        "7. Khách hàng được hưởng: mọi người tiêu dùng mua hàng trực tiếp tại cửa hàng, không phân biệt nơi cư trú; "
        "nhân viên của Công ty không tham gia chương trình.",
        "8. Tổng giá trị hàng hóa dùng để khuyến mại: 486.500.000 đồng (bốn trăm tám mươi sáu triệu năm trăm nghìn "
        "đồng), đã gồm thuế giá trị gia tăng.",
    ):
        paper.paragraph(text)
    return paper.finish()


def notice_back(dpi: int = 200, seed: int = 0) -> Drawing:
    """Second side of the notice, with the seal."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.page_number(2)
    for text in (
        "9. Nội dung chi tiết: khách hàng có hóa đơn từ 1.200.000 đồng trở lên được nhận một khăn bông; hóa đơn từ "
        "3.000.000 đồng trở lên được nhận một bộ bát sứ. Mỗi hóa đơn chỉ được nhận quà một lần và không quy đổi "
        "thành tiền mặt.",
        "10. Cách nhận quà: nhân viên bán hàng trao quà ngay tại quầy, ghi số hóa đơn vào sổ theo dõi và mời khách "
        "hàng ký nhận. Trường hợp giao hàng tận nhà, quà được gửi cùng hàng đã mua.",
        "11. Khi khách hàng trả lại hàng theo chính sách đổi trả, quà tặng kèm theo phải được hoàn lại còn nguyên vẹn.",
        "Công ty cam kết thực hiện đúng, đầy đủ nội dung đã thông báo; chịu trách nhiệm về chất lượng hàng hóa được "
        "khuyến mại và hàng hóa dùng để khuyến mại; công bố công khai thông tin của chương trình theo quy định; báo "
        "cáo kết quả khi cơ quan có thẩm quyền yêu cầu.",
        "Mọi khiếu nại của khách hàng được Công ty tiếp nhận qua số điện thoại nêu trên và trả lời bằng văn bản trong "
        "thời hạn bảy ngày làm việc. Công ty lưu giữ chứng từ của chương trình ít nhất hai năm.",
    ):
        paper.paragraph(text)
    paper.signature(
        ("ĐẠI DIỆN THEO PHÁP LUẬT", "GIÁM ĐỐC"),
        "Trịnh Quốc Khởi",
        seal=SEAL,
        recipients=("Nơi nhận:", "- Như trên;", "- Các cửa hàng (để thực hiện);", "- Lưu: VT, KD."),
    )
    return paper.finish()


def goods(dpi: int = 200, seed: int = 0) -> Drawing:
    """The list of goods that are given away: a ruled table and the seal."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.title("DANH MỤC HÀNG HÓA DÙNG ĐỂ KHUYẾN MẠI", "(Kèm theo Thông báo số 27/TB-VLP ngày 03 tháng 8 năm 2026)")
    paper.table(
        (
            ("STT", "Tên hàng hóa", "Đơn vị", "Số lượng", "Đơn giá (đồng)", "Thành tiền"),
            ("1", "Bộ bát sứ 6 chiếc", "bộ", "1.150", "310.000", "356.500.000"),
            ("2", "Khăn bông 34 × 80 cm", "chiếc", "2.600", "50.000", "130.000.000"),
            ("", "Cộng", "", "3.750", "", "486.500.000"),
        ),
        (12, 48, 18, 22, 32, 30),
    )
    for text in (
        "Hàng hóa trong danh mục được mua của nhà cung cấp trong nước, có hóa đơn và giấy tờ về chất lượng kèm theo. "
        "Công ty dự phòng thêm hai phần trăm số lượng để thay thế khi hư hỏng trong lúc vận chuyển.",
        "Quà tặng còn lại sau chương trình được kiểm kê và nhập lại kho trong vòng mười ngày kể từ ngày kết thúc; biên "
        "bản kiểm kê được lưu cùng chứng từ của chương trình.",
    ):
        paper.paragraph(text)
    paper.centred("Danh mục gồm 02 loại hàng hóa, lập thành 02 bản.", Face.ITALIC)
    paper.signature(("GIÁM ĐỐC",), "Trịnh Quốc Khởi", seal=SEAL, place_and_date="Hà Nội, ngày 03 tháng 8 năm 2026")
    return paper.finish()
