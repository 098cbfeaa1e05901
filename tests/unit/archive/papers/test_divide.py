"""Where papers begin: at titles and heads, not at annexes, tables, numbered pages and blank sides."""

from __future__ import annotations

from archive.papers import first_pages
from ocr.fields import PageHead
from tests.unit.archive.papers.heads import KNOWN, bare, of_firm, titled

APPLICATION = of_firm("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY CHỨNG NHẬN CỬA HÀNG ĐỦ ĐIỀU KIỆN", "BÁN LẺ XĂNG DẦU")


def starts(*heads: PageHead | None) -> list[tuple[int, str]]:
    return [(each.page, each.rule) for each in first_pages(heads, KNOWN)]


def test_the_first_page_begins_a_paper_whatever_it_bears() -> None:
    assert starts(None) == starts(bare()) == [(0, "first")]
    assert starts() == []


def test_a_paper_begins_with_each_title_of_the_catalogue() -> None:
    certificate = titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP")
    assert starts(APPLICATION, bare(), None, certificate, None) == [(0, "title"), (3, "title")]


def test_a_paper_that_lies_there_twice_begins_twice() -> None:
    assert starts(APPLICATION, APPLICATION) == [(0, "title"), (1, "title")]


def test_a_paper_of_an_unknown_title_begins_with_its_head() -> None:
    assert starts(APPLICATION, titled("ĐƠN XIN XÁC NHẬN")) == [(0, "title"), (1, "head")]
    assert starts(APPLICATION, bare("TỜ TRÌNH")) == [(0, "title"), (1, "kind")]


def test_annexes_and_chapters_stay_with_their_paper() -> None:
    for title in ("PHỤ LỤC I", "CHƯƠNG II", "PHẦN THỨ NHẤT"):
        assert starts(APPLICATION, bare(title, "DANH SÁCH CÁN BỘ")) == [(0, "title")]
    assert starts(APPLICATION, titled("PHỤ LỤC 2", "QUYẾT ĐỊNH MẪU")) == [(0, "title")]


def test_an_annex_is_told_in_small_letters_and_with_a_letter_lost() -> None:
    for mark in ("Phụ lục 2", "PHỤ LC", "PH LUC I"):
        assert starts(APPLICATION, titled(mark, "DANH SÁCH CÁN BỘ")) == [(0, "title")]


def test_a_charter_is_no_article_of_the_paper_before() -> None:
    assert starts(APPLICATION, bare("ĐIỀU LỆ CÔNG TY")) == [(0, "title"), (1, "kind")]
    assert starts(APPLICATION, bare("ĐIỀU 5", "QUYẾT ĐỊNH CHUNG")) == [(0, "title")]


def test_a_list_without_a_head_stays_with_its_paper_unless_the_catalogue_knows_it() -> None:
    assert starts(APPLICATION, bare("DANH MỤC THIẾT BỊ")) == [(0, "title")]
    assert starts(APPLICATION, titled("DANH MỤC THIẾT BỊ")) == [(0, "title"), (1, "head")]
    assert starts(APPLICATION, bare("BẢN KÊ TRANG THIẾT BỊ")) == [(0, "title"), (1, "title")]


def test_the_statements_of_a_financial_report_stay_with_it() -> None:
    report = bare("BÁO CÁO TÀI CHÍNH", "ĐÃ ĐƯỢC KIỂM TOÁN")
    statements = [bare("BẢNG CÂN ĐỐI KẾ TOÁN"), bare("BÁO CÁO KẾT QUẢ HOẠT ĐỘNG KINH DOANH")]
    assert starts(report, *statements, bare("BÁO CÁO TÌNH HÌNH AN TOÀN")) == [(0, "title"), (3, "kind")]


def test_a_numbered_page_goes_on_with_the_paper_before() -> None:
    assert starts(APPLICATION, bare("HỢP ĐỒNG ĐẠI LÝ BÁN LẺ XĂNG DẦU", number=2)) == [(0, "title")]
    assert starts(APPLICATION, bare("TỜ TRÌNH", number=5)) == [(0, "title")]


def test_a_title_in_the_midst_of_a_page_begins_nothing() -> None:
    assert starts(APPLICATION, bare("BẢN CAM KẾT", top=0.55)) == [(0, "title")]
