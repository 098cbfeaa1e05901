"""What papers are taken for: by title, worn titles, forms, examples; and how sure that is."""

from __future__ import annotations

import pytest

from archive.papers import INTERNAL_FORM, OTHER, UNTITLED, Example, KnownTitles, PaperKind, PaperRef, name_paper
from archive.papers import presumed_procedure as presumed
from ocr.fields import PageHead, page_head
from tests.unit.archive.papers.heads import CATALOGUE, KNOWN, LIQUOR, PETROL, bare, of_firm, titled
from tests.unit.ocr.fields.written import line, page

APPLICATION = ("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY CHỨNG NHẬN CỬA HÀNG ĐỦ ĐIỀU KIỆN", "BÁN LẺ XĂNG DẦU")
WORN = ("ĐƠN ĐÈ NGHI", "CAP GIẤY CHỨNG NHẠN CUA HÀNG ĐỦ ĐIÊU KIEN", "BÁN LE XANG DẦU")


def type_of(head: PageHead | None, procedure: str | None = PETROL) -> tuple[str, bool]:
    named = name_paper(head, KNOWN, procedure)
    return named.type, named.evidence["sure"]


@pytest.mark.parametrize(
    "title", [APPLICATION, WORN, (APPLICATION[0], "Cấp giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu")]
)
def test_an_application_is_told_in_capitals_in_small_letters_and_without_its_marks(title: tuple[str, ...]) -> None:
    named = name_paper(of_firm(*title), KNOWN, PETROL)
    assert (named.type, named.evidence["sure"]) == ("don-de-nghi", True)
    assert named.title == "ĐƠN ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN CỬA HÀNG ĐỦ ĐIỀU KIỆN BÁN LẺ XĂNG DẦU"
    assert named.evidence["paper"] == f"{PETROL}/don-de-nghi"


@pytest.mark.parametrize(
    ("letters", "type_", "sure"), [(15, "don-de-nghi", True), (7, "don-de-nghi", False), (2, OTHER, False)]
)
def test_letters_that_are_other_ones_make_it_doubtful_and_many_make_it_another_paper(
    letters: int, type_: str, sure: bool
) -> None:
    """Every so many letters one is another one."""
    worn = ["".join("X" if n % letters == 1 else letter for n, letter in enumerate(text)) for text in APPLICATION]
    assert type_of(titled(*worn)) == (type_, sure)


def test_an_application_of_another_procedure_is_another_paper_and_says_whose() -> None:
    named = name_paper(of_firm(*APPLICATION), KNOWN, LIQUOR)
    assert (named.type, named.evidence["paper"]) == (OTHER, f"{PETROL}/don-de-nghi")


def test_what_the_procedure_asks_for_goes_before_what_is_found_everywhere() -> None:
    certificate = titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP", "CÔNG TY CỔ PHẦN")
    named = name_paper(certificate, KNOWN, PETROL)
    assert (named.type, named.evidence["paper"]) == ("dang-ky-doanh-nghiep", f"{PETROL}/dang-ky-doanh-nghiep")
    assert name_paper(certificate, KNOWN, None).evidence["paper"] == "dang-ky-doanh-nghiep"


def test_the_desks_own_forms_are_set_apart() -> None:
    receipt = titled("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", top=0.3)
    assert type_of(receipt) == (INTERNAL_FORM, True)
    assert name_paper(receipt, KNOWN, PETROL).title == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"


def test_a_contract_of_something_is_a_contract_and_keeps_its_title() -> None:
    for title in (("HỢP ĐỒNG", "THUÊ NHÀ XƯỞNG VÀ KHO BÃI"), ("HỢP ĐỒNG THUÊ NHÀ XƯỞNG VÀ KHO BÃI",)):
        named = name_paper(titled(*title), KNOWN, LIQUOR)
        assert (named.type, named.title) == ("hop-dong", "HỢP ĐỒNG THUÊ NHÀ XƯỞNG VÀ KHO BÃI")


def test_a_page_that_says_nothing_has_no_title() -> None:
    for head in (None, bare()):
        assert name_paper(head, KNOWN, PETROL).title == UNTITLED


def test_another_paper_keeps_its_own_title() -> None:
    named = name_paper(titled("TỜ TRÌNH", "Về việc sửa chữa trụ sở"), KNOWN, PETROL)
    assert (named.type, named.title) == (OTHER, "TỜ TRÌNH Về việc sửa chữa trụ sở")


def test_the_code_of_the_form_helps_a_title_that_is_only_a_little_like() -> None:
    form = line("Mẫu số 3", centre=0.85, y=0.03)
    lines = (line("ĐƠN ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN", centre=0.5, y=0.17), line("TRẠM XĂNG", centre=0.5, y=0.19))
    with_form, without = (name_paper(page_head(page(*each, *lines)), KNOWN, PETROL) for each in ((form,), ()))
    assert (with_form.type, with_form.evidence["rule"], with_form.evidence["sure"]) == ("don-de-nghi", "form", False)
    assert without.type == OTHER


def test_what_a_clerk_said_of_a_heading_holds_for_the_next_paper_with_it() -> None:
    heading = titled("HỒ SƠ NĂNG LỰC CỬA HÀNG SỐ BẢY")
    assert type_of(heading)[0] == OTHER
    taught = Example("HỒ SƠ NĂNG LỰC CỬA HÀNG SỐ BẢY", PaperRef(PaperKind.COMPONENT, "tai-lieu-xay-dung", PETROL))
    named = name_paper(heading, KnownTitles.of(CATALOGUE, [taught]), PETROL)
    assert (named.type, named.evidence["rule"]) == ("tai-lieu-xay-dung", "taught")


def test_a_procedure_is_presumed_from_titles_that_only_it_has() -> None:
    certificate = titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP")
    assert presumed([certificate, None, of_firm(*APPLICATION)], KNOWN) == PETROL
    assert presumed([certificate, None], KNOWN) is None
    liquor = of_firm("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY PHÉP BÁN BUÔN RƯỢU")
    assert presumed([liquor], KNOWN) == LIQUOR
    assert presumed([liquor, of_firm(*APPLICATION)], KNOWN) is None


def test_what_writers_put_before_a_title_makes_it_no_other_paper() -> None:
    electricity = "2.001535"
    listed = titled("BẢNG DANH SÁCH TRÍCH NGANG CÁN BỘ KỸ THUẬT")
    assert type_of(listed, electricity)[0] == "danh-sach-trich-ngang"


def test_a_title_that_begins_a_little_alike_is_another_paper() -> None:
    assert type_of(titled("BÁO CÁO", "Tình hình hoạt động sản xuất kinh doanh"))[0] == OTHER


def test_a_title_with_a_letter_lost_is_told_though_more_follows() -> None:
    assert type_of(titled("BẰG TỐT NGHIỆP ĐẠI HỌC BÁCH KHOA"), "2.001535")[0] == "bang-cap"


def test_a_paper_of_a_procedure_is_not_certain_where_nobody_knows_whose_dossier_it_is() -> None:
    assert type_of(of_firm(*APPLICATION), None) == (OTHER, False)


def test_the_bare_kind_is_not_certain_where_more_is_said() -> None:
    assert type_of(titled("HỢP ĐỒNG", "THUÊ NHÀ XƯỞNG VÀ KHO BÃI"))[1] is False
    assert type_of(titled("HỢP ĐỒNG")) == ("hop-dong", True)


def test_what_is_carried_out_is_what_a_notice_is_about() -> None:
    for about in ("Thực hiện khuyến mại", "THỰC HIỆN KHUYẾN MẠI"):
        assert type_of(titled("THÔNG BÁO", about), "2.000033") == ("thong-bao", True)
