"""Whole pages: what they say of themselves, and what they do not."""

from __future__ import annotations

import pytest

from ocr.fields import FieldName, PaperFields, paper_fields
from ocr.page import Line, PageReading
from tests.unit.ocr.fields.written import head, line, page

HEAD = head("UBND TỈNH LÂM ĐỒNG", "SỞ CÔNG THƯƠNG")
FIRM = ("CÔNG TY CỔ PHẦN XĂNG DẦU", "HỒNG GIANG LỘC")


def decision() -> PageReading:
    """A decision of a department."""
    return page(
        *HEAD,
        line("QUYẾT ĐỊNH", y=0.17),
        line("Về việc cấp Giấy chứng nhận", y=0.19),
        line("cửa hàng bán lẻ xăng dầu", y=0.21),
        line("GIÁM ĐỐC SỞ CÔNG THƯƠNG", y=0.25),
        line("Căn cứ Nghị định số 81/2018/NĐ-CP;", x=0.2, y=0.3),
        line("KT. GIÁM ĐỐC", centre=0.7, y=0.7),
        line("PHÓ GIÁM ĐỐC", centre=0.7, y=0.72),
        line("Nguyễn Văn Thành", centre=0.7, y=0.82),
    )


def test_a_decision() -> None:
    fields = paper_fields(decision())
    assert {name.value: fields.value(name) for name in FieldName if fields.get(name)} == {
        "parent": "UBND TỈNH LÂM ĐỒNG",
        "issuer": "SỞ CÔNG THƯƠNG",
        "number": "123",
        "notation": "QĐ-SCT",
        "place": "Hà Nội",
        "date": "2026-07-31",
        "kind": "QUYẾT ĐỊNH",
        "abstract": "Về việc cấp Giấy chứng nhận cửa hàng bán lẻ xăng dầu",
        "role": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "signer": "Nguyễn Văn Thành",
    }


def test_the_stored_form_gives_the_fields_back() -> None:
    fields = paper_fields(decision())
    assert PaperFields.from_dict(fields.to_dict()) == fields


def test_both_columns_in_one_line_are_parted() -> None:
    country = HEAD[3]
    merged = Line((*HEAD[0].words, *country.words))
    fields = paper_fields(page(merged, *(each for each in HEAD[1:] if each is not country)))
    assert fields.value(FieldName.PARENT) == "UBND TỈNH LÂM ĐỒNG"
    assert fields.value(FieldName.ISSUER) == "SỞ CÔNG THƯƠNG"


@pytest.mark.parametrize(
    ("rows", "issuer", "sure"),
    [
        (("ỦY BAN NHÂN ĐÂN", "TỈNH QUẢNG NGÃI"), "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", True),
        (("UBND TỈNH QUẢNG NGÃI", "BAN CHÍ ĐẠO 138"), "BAN CHỈ ĐẠO 138", False),
        (("SO CONG THUONG",), "SỞ CÔNG THƯƠNG", True),
        (FIRM, "CÔNG TY CỔ PHẦN XĂNG DẦU HỒNG GIANG LỘC", False),
        (("CÔNG TY TNHH THƯƠNG MẠI", "PHƯƠNG PHÁT"), "CÔNG TY TNHH THƯƠNG MẠI PHƯƠNG PHÁT", False),
        (("CÔNG TY TNHH DỊCH VỤ", "VĨNH QUANG NAM"), "CÔNG TY TNHH DỊCH VỤ VĨNH QUANG NAM", False),
    ],
)
def test_agencies_are_set_right_and_firms_left_as_they_are(rows: tuple[str, ...], issuer: str, sure: bool) -> None:
    found = paper_fields(page(*head(*rows))).get(FieldName.ISSUER)
    assert found is not None
    assert (found.value, found.sure) == (issuer, sure)


def test_head_and_applicant_vouch_for_each_other() -> None:
    asks = line("1. Tên thương nhân: Công ty cổ phần Xăng dầu Hồng Giang Lộc", x=0.15, y=0.3)
    fields = paper_fields(page(*head(*FIRM, number="Số: 112/ĐN-HGL"), asks))
    issuer, applicant = fields.get(FieldName.ISSUER), fields.get(FieldName.APPLICANT)
    assert issuer is not None and issuer.sure and applicant is not None and applicant.sure
    assert applicant.value == "Công ty cổ phần Xăng dầu Hồng Giang Lộc"


def test_an_official_letter_says_what_it_is_about_under_its_number() -> None:
    about = [line("V/v tham gia ý kiến", centre=0.26, y=0.115), line("dự thảo Nghị định", centre=0.26, y=0.135)]
    letter = page(*head("SỞ CÔNG THƯƠNG", number="Số: 1234/SCT-QLTM"), *about, line("Kính gửi: Sở Tài chính", y=0.2))
    fields = paper_fields(letter)
    assert fields.value(FieldName.ABSTRACT) == "tham gia ý kiến dự thảo Nghị định"
    assert fields.get(FieldName.KIND) is None and fields.get(FieldName.APPLICANT) is None


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("Mã số doanh nghiệp: 0100109106 do Phòng Đăng ký kinh doanh cấp", "0100109106", True),
        ("Mã số doanh nghiệp:.............. 0100109106 .........", "0100109106", True),
        ("Mã số doanh nghiệp.......0100109106", "0100109106", True),
        ("Mã số thuế: 0100109106-001", "0100109106-001", True),
        ("Ma số thuê: O1OO109106.", "0100109106", True),
        ("MST: 0100109107", "0100109107", False),
        ("Mã số thuế: 001085012345", "", False),
        ("Điện thoại: 0100109106", "", False),
    ],
)
def test_numbers_of_businesses(text: str, value: str, sure: bool) -> None:
    found = paper_fields(page(line(text, x=0.15, y=0.4))).get(FieldName.BUSINESS_NUMBER)
    assert ((found.value, found.sure) if found else ("", False)) == (value, sure)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Họ và tên: Nguyễn Văn An, số định danh 001085012345", "Nguyễn Văn An"),
        ("Họ và tên: Nguyễn Văn An 001085012345", "Nguyễn Văn An"),
        ("Họ và tên: Nguyễn Văn An 001 085 012 345", "Nguyễn Văn An"),
        ("Tên thương nhân: ..............................", ""),
        ("Tên thương nhân:.......... Công ty TNHH Hoa Sen ..........", "Công ty TNHH Hoa Sen"),
        ("Tên thương nhân:.......... (ghi bằng chữ in hoa)", ""),
        ("Kính gửi: Sở Công Thương", ""),
    ],
)
def test_applicants_without_their_identity_numbers(text: str, value: str) -> None:
    found = paper_fields(page(line(text, x=0.15, y=0.3))).get(FieldName.APPLICANT)
    assert (found.value if found else "") == value
    assert found is None or "012345" not in found.raw


@pytest.mark.parametrize(
    ("text", "code"),
    [("Mẫu số 02", "02"), ("Mẫu 02", "02"), ("(Mẫu số 01a)", "01a"), ("MĐ-1", "MĐ-1"), ("Mẫu MD-1", "MĐ-1")],
)
def test_codes_of_forms(text: str, code: str) -> None:
    assert paper_fields(page(line(text, centre=0.85, y=0.03), *HEAD)).value(FieldName.FORM) == code


def test_a_form_that_a_sentence_names_is_not_the_papers() -> None:
    assert paper_fields(page(*HEAD, line("Mẫu số 02;", x=0.15, y=0.3))).get(FieldName.FORM) is None


def test_a_second_page_says_nothing_of_itself() -> None:
    lines = [line("2", y=0.03)] + [
        line("ngày 31 tháng 7 năm 2026 của Sở Công Thương tại Quyết định số 12/QĐ-SCT", x=0.12, y=0.06 + 0.02 * row)
        for row in range(40)
    ]
    assert paper_fields(page(*lines)).fields == ()


def test_an_empty_page_says_nothing() -> None:
    assert paper_fields(page()).fields == ()


@pytest.mark.parametrize(
    ("below", "about"),
    [
        ("Thực hiện khuyến mại", "Thực hiện khuyến mại"),
        ("Thực hiện Nghị định số 81/2018/NĐ-CP, Công ty thông báo:", ""),
        ("Thực hiện các quy định về khuyến mại, Công ty thông báo:", ""),
    ],
)
def test_a_notice_is_about_carrying_something_out_unless_it_is_a_directive(below: str, about: str) -> None:
    notice = page(*head("CÔNG TY VẠN LẠC PHÁT"), line("THÔNG BÁO", y=0.15), line(below, y=0.177))
    assert paper_fields(notice).value(FieldName.ABSTRACT) == about
