"""Which pages answer, and in what order."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from archive.search import finding, parts
from archive.search.query import ranking
from archive.search.schema import IndexedPage
from tests.unit.archive.search.index import SmallIndex

CODE = "H26.12-260804-0583"


def test_side_by_side_then_accents_then_the_rest() -> None:
    index = SmallIndex(
        {
            1: "nghi thức để dành",
            2: "nghị quyết và đề án",
            3: "de nghi cap giay",
            4: "đơn đề nghị cấp giấy",
            5: "không có gì ở đây",
        }
    )
    assert index.pages("đề nghị") == [4, 2, 3, 1]


def test_typed_without_accents_finds_those_with() -> None:
    index = SmallIndex({1: "đơn đề nghị", 2: "để nghỉ", 3: "nghị và đề"})
    assert set(index.pages("de nghi")[:2]) == {1, 2}
    assert index.pages("de nghi")[2] == 3


@pytest.mark.parametrize("typed", ["hòa bình", "hoà bình", "HOÀ BÌNH", unicodedata.normalize("NFD", "hòa bình")])
def test_spellings_of_one_word_find_the_same(typed: str) -> None:
    index = SmallIndex({1: "Hòa Bình", 2: "Hoà Bình", 3: unicodedata.normalize("NFD", "hòa bình"), 4: "hoa binh"})
    assert index.pages(typed)[3] == 4
    assert {each.score for each in index.find(typed).best[:3]} == {index.find(typed).best[0].score}


@pytest.mark.parametrize("typed", ["0583", "058", "260804", "H26.12", "h26.12-2608*", CODE])
def test_codes_are_found_by_any_of_their_pieces(typed: str) -> None:
    index = SmallIndex({1: f"Mã hồ sơ: {CODE}", 2: "Mã hồ sơ: H26.12-260801-0017 ngày 04"})
    pages = index.pages(typed)
    assert pages[0] == 1
    assert (2 in pages) == (typed in ("H26.12", "h26.12-2608*"))


def test_document_numbers() -> None:
    index = SmallIndex({1: "Quyết định số 123/QĐ-UBND ngày", 2: "Số 1234/QĐ-UBND", 3: "123 UBND QĐ"})
    assert index.pages("123/QĐ-UBND") == [1]
    assert index.pages("quyết định 123/QĐ-UBND") == [1]


def test_operators() -> None:
    index = SmallIndex({1: "đất ở", 2: "đất rừng", 3: "nhà ở", 4: "dạt ở"})
    assert set(index.pages("đất OR nhà")) == {1, 2, 3, 4}
    assert set(index.pages("ở NOT nhà")) == {1, 4}
    assert set(index.pages("ở NOT đất")) == {3, 4}
    assert set(index.pages("o NOT dat")) == {3}
    assert set(index.pages("(rừng OR nhà) NOT ở")) == {2}
    assert set(index.pages('"nhà ở" OR "đất rừng"')) == {2, 3}


def test_a_phrase_is_in_that_order_and_side_by_side() -> None:
    index = SmallIndex({1: "giấy khai sinh", 2: "khai giấy sinh", 3: "giấy tờ khai sinh"})
    assert index.pages('"giấy khai sinh"') == [1]


def test_beginnings_of_words() -> None:
    index = SmallIndex({1: "nghĩa vụ", 2: "nghỉ phép", 3: "ngành nghề"})
    assert set(index.pages("nghi*")) == {1, 2}
    assert set(index.pages("nghĩ*")) == {1, 2}
    assert index.pages("nghĩ*")[0] == 1


def test_filters() -> None:
    index = SmallIndex(
        {
            1: IndexedPage(1, "đơn xin", "quay-1", date(2026, 1, 5), "H1", "P1", "application"),
            2: IndexedPage(2, "đơn xin", "quay-2", date(2026, 2, 5), "H2", "P2", "other"),
            3: IndexedPage(3, "đơn xin", "quay-1", date(2026, 3, 5)),
        }
    )
    assert index.pages("đơn", desk="quay-1") == [1, 3]
    assert index.pages("đơn", case="H2") == [2]
    assert index.pages("đơn", procedure="P1") == [1]
    assert index.pages("đơn", type="other") == [2]
    assert index.pages("đơn", from_=date(2026, 2, 5)) == [2, 3]
    assert index.pages("đơn", to=date(2026, 2, 5)) == [1, 2]
    assert index.pages("đơn", desk="quay-1", from_=date(2026, 2, 1), to=date(2026, 12, 31)) == [3]


@pytest.mark.parametrize(
    "read",
    [
        "giấy phép kinh doanh rượu",
        "giay phép kinh doanh rượu",
        "giấy phép kinh doauh rượu",
        "giấy phépkinh doanh rượu",
        "giấy phép kinh do anh rượu",
        "giấy phép xyz doanh rượu",
        "giấy phép kính doanh rượu",
    ],
)
def test_a_misread_page_comes_before_scattered_words(read: str) -> None:
    scattered = "rượu của doanh nhân, kinh tế, phép tắc, giấy tờ"
    index = SmallIndex({1: scattered, 2: read, 3: "một trang khác"})
    found = index.find("giấy phép kinh doanh rượu")
    assert [each.page for each in found.best] == [2, 1]
    assert found.total == 2


def test_a_misspelt_word_finds_what_was_meant() -> None:
    index = SmallIndex({n: "Nguyễn Văn An ký tên" for n in range(1, 4)} | {9: "Trần Thị Bích"})
    assert index.pages("nguyrn") == [1, 2, 3]
    assert index.pages("Nguyễn Vna An") == [1, 2, 3]
    assert index.pages("Nguyrn Ký") == [1, 2, 3]


def test_another_number_is_never_meant() -> None:
    index = SmallIndex({n: "quyết định số 124 về đất" for n in range(1, 5)})
    assert index.pages("quyết định số 125 về đất") == []
    assert index.pages("quyết định số I24 về đất") == [1, 2, 3, 4]


def test_one_common_word_of_three_is_not_enough() -> None:
    index = SmallIndex({1: "tiền của dân", 2: "nước của dân và vì dân"})
    assert index.pages("xqzt của wvkkj") == []


def test_paging_reaches_every_page_once_and_the_total_holds() -> None:
    index = SmallIndex({n: f"đơn xin số {n} cấp giấy phép {'rượu' if n % 3 else 'thuốc lá'}" for n in range(1, 75)})
    for typed in ("giấy phép", "rượu", "giấy phép thuốc lá rượu", "cấp giây pháp rượu"):
        whole = index.find(typed, limit=200)
        paged: list[int] = []
        for offset in range(0, whole.total + 7, 7):
            part = index.find(typed, limit=7, offset=offset)
            assert part.total == whole.total
            paged += [each.page for each in part.best[offset : offset + 7]]
        assert paged == [each.page for each in whole.best]
        assert len(paged) == len(set(paged)) == whole.total


@pytest.fixture
def everything_is_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any two words are looked for in parts, as the commonest are in an index of hundreds of thousands of pages."""
    monkeypatch.setattr(ranking, "COMMON", 1)
    monkeypatch.setattr(finding, "NEWEST", (25, 30))
    monkeypatch.setattr(parts, "SHARED", 25)


@pytest.mark.usefixtures("everything_is_common")
@pytest.mark.parametrize("typed", ["giấy phép", "giay phep", '"giấy phép"', '"giay phep"', "phép giấy"])
def test_common_words_are_found_in_parts_as_at_once(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("giấy phép", "phép và giấy", "giáy phép", "giay phep", "phep giay", "không có")
    index = SmallIndex({n: f"{texts[n * 7 % 6]} số {n}" for n in range(1, 200)})
    whole = index.find(typed, limit=500)
    assert whole.total == len(whole.best)
    for count in range(1, 200, 23):
        found = index.find(typed, limit=count)
        assert (found.total, found.best[:count]) == (whole.total, whole.best[:count])
    monkeypatch.undo()
    assert {page.page for page in whole.best} == set(index.pages(typed, limit=500))


@pytest.mark.usefixtures("everything_is_common")
def test_of_very_many_equally_good_pages_the_newest_come_first() -> None:
    index = SmallIndex({n: "giấy phép" if n % 2 else "giay phep" for n in range(1, 200)})
    assert all(page > 144 and page % 2 for page in index.pages("giấy phép", limit=20)[:20])
    assert all(page > 174 for page in index.pages("giay phep", limit=20)[:20])
