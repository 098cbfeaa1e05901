"""The papers of an application for a licence to sell liquor wholesale."""

from __future__ import annotations

from scanner_agent.demo.ink import Seal
from scanner_agent.demo.paper import Drawing, Paper

SEAL = Seal(
    above="M.S.D.N: 0198420756 - C.T.T.N.H.H",
    below="TP. HÀ NỘI",
    middle=("CÔNG TY TNHH", "RƯỢU VANG", "ĐỒI HOA SIM"),
)
SUPPLIER_SEAL = Seal(above="NHÀ MÁY RƯỢU THUNG LŨNG SƯƠNG", below="TỈNH LÂM ĐỒNG")


def application(dpi: int = 200, seed: int = 0) -> Drawing:
    """The application, with the seal."""
    paper = Paper(dpi, size=13, seed=seed)
    paper.head(("CÔNG TY TNHH RƯỢU VANG", "ĐỒI HOA SIM"), "Số: 05/ĐN-ĐHS", "Hà Nội, ngày 04 tháng 8 năm 2026")
    paper.title("ĐƠN ĐỀ NGHỊ", "Cấp Giấy phép bán buôn rượu")
    paper.centred("Kính gửi: Sở Công Thương thành phố Hà Nội")
    for text in (
        "1. Tên thương nhân: Công ty TNHH Rượu vang Đồi Hoa Sim",
        "2. Trụ sở: số 9, ngách 12, phố Giếng Ngọc, phường Xuân Đỉnh, thành phố Hà Nội",
        "3. Điện thoại: 024 5550 0397. Mã số thuế: 0198420756",
        "4. Đề nghị cấp Giấy phép bán buôn rượu với các nội dung sau:",
        "a) Được phép mua các loại rượu vang đỏ, vang trắng và rượu mơ của Nhà máy rượu Thung Lũng Sương, tỉnh Lâm "
        "Đồng, để bán buôn.",
        "b) Được phép tổ chức hệ thống bán buôn tại các phường Xuân Đỉnh, Nghĩa Đô và Bồ Đề, thành phố Hà Nội, với ít "
        "nhất một thương nhân bán lẻ tại mỗi phường.",
        "c) Được phép bán lẻ tại địa điểm: số 9, ngách 12, phố Giếng Ngọc, phường Xuân Đỉnh.",
        "5. Kho hàng có diện tích 160 m2, thoáng mát, có giá kê cách nền 20 cm, sổ theo dõi xuất nhập và phương tiện "
        "phòng cháy, chữa cháy.",
        "Công ty xin cam kết thực hiện đúng quy định về kinh doanh rượu, không bán cho người dưới mười tám tuổi, bảo "
        "đảm chất lượng và an toàn thực phẩm; nếu sai xin hoàn toàn chịu trách nhiệm trước pháp luật.",
    ):
        paper.paragraph(text)
    paper.signature(
        ("GIÁM ĐỐC",),
        "Quách Thị Ánh Nguyệt",
        seal=SEAL,
        recipients=("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
    )
    return paper.finish()


def introduction(dpi: int = 200, seed: int = 0) -> Drawing:
    """The supplier's letter that names the buyer, with the supplier's seal."""
    paper = Paper(dpi, size=13.5, seed=seed)
    paper.head(("NHÀ MÁY RƯỢU", "THUNG LŨNG SƯƠNG"), "Số: 41/GT-TLS", "Lâm Đồng, ngày 20 tháng 7 năm 2026")
    paper.title("GIẤY GIỚI THIỆU", "Thương nhân bán buôn rượu")
    paper.centred("Kính gửi: Sở Công Thương thành phố Hà Nội")
    for text in (
        "Nhà máy rượu Thung Lũng Sương giới thiệu Công ty TNHH Rượu vang Đồi Hoa Sim, trụ sở tại số 9, ngách 12, phố "
        "Giếng Ngọc, phường Xuân Đỉnh, thành phố Hà Nội, là thương nhân tham gia hệ thống phân phối của Nhà máy.",
        "Các loại rượu dự kiến kinh doanh: vang đỏ 12 độ, vang trắng 11,5 độ và rượu mơ 14 độ, đều đã công bố hợp quy.",
        "Địa bàn: thành phố Hà Nội. Thời hạn: từ ngày 01 tháng 9 năm 2026 đến hết ngày 31 tháng 8 năm 2031.",
        "Nhà máy bảo đảm cung cấp đủ hàng, tem và giấy tờ về chất lượng theo từng lô; kính đề nghị quý Sở xem xét, tạo "
        "điều kiện để Công ty được cấp phép.",
    ):
        paper.paragraph(text)
    paper.signature(
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "Kiều Thanh Lưỡng",
        seal=SUPPLIER_SEAL,
        recipients=("Nơi nhận:", "- Như trên;", "- Công ty Đồi Hoa Sim;", "- Lưu: VT, KD."),
    )
    return paper.finish()


def commitment(dpi: int = 200, seed: int = 0) -> Drawing:
    """The applicant's commitment about food safety, without a seal."""
    paper = Paper(dpi, size=13.5, seed=seed)
    paper.country()
    paper.title("BẢN CAM KẾT", "Bảo đảm an toàn thực phẩm trong kinh doanh rượu")
    for text in (
        "Tôi là Quách Thị Ánh Nguyệt, Giám đốc Công ty TNHH Rượu vang Đồi Hoa Sim, thay mặt Công ty cam kết:",
        "1. Chỉ mua rượu có nguồn gốc rõ ràng, có nhãn hàng hóa và tem theo quy định; không mua bán rượu không rõ "
        "nguồn gốc, rượu giả, rượu quá hạn.",
        "2. Kho và phương tiện vận chuyển luôn sạch, khô, tránh ánh nắng; rượu được xếp riêng, không để chung với hóa "
        "chất và vật có mùi lạ.",
        "3. Người trực tiếp kinh doanh được tập huấn kiến thức an toàn thực phẩm và khám sức khỏe định kỳ mỗi năm một "
        "lần.",
        "4. Thu hồi ngay lô hàng không bảo đảm an toàn và báo cho cơ quan quản lý trong vòng hai mươi bốn giờ.",
        "Nếu vi phạm những điều trên, Công ty xin chịu mọi hình thức xử lý.",
    ):
        paper.paragraph(text)
    paper.signature(("NGƯỜI CAM KẾT",), "Quách Thị Ánh Nguyệt", place_and_date="Hà Nội, ngày 04 tháng 8 năm 2026")
    return paper.finish()
