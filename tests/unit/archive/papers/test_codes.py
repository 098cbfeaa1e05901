"""Papers that a code on their pages names: what it must say, where they begin, and what they are taken for."""

from __future__ import annotations

import tomllib

import pytest

from archive.papers import OTHER, UNTITLED, KnownTitles, first_pages, name_paper, presumed_procedure
from archive.papers.codes import code_headings
from config.procedures import PACKAGED, Catalogue, Procedure
from ocr.fields import PageCode, PageHead
from ocr.page import Box
from tests.unit.archive.papers.heads import CATALOGUE, KNOWN, LIQUOR, PETROL, bare, bearing, of_firm, titled

TITLE = ("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY CHỨNG NHẬN CỬA HÀNG ĐỦ ĐIỀU KIỆN", "BÁN LẺ XĂNG DẦU")
APPLICATION = of_firm(*TITLE)
CERTIFICATE = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP|0312345678|Sở Tài chính"
OTHERS = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP|0398765432|Sở Tài chính"
REGISTERED = "dang-ky-doanh-nghiep"


def with_codes(*codes: str) -> KnownTitles:
    """The catalogue in which the application of the petrol procedure bears these codes."""
    plain = tomllib.loads((PACKAGED / f"{PETROL}.toml").read_text(encoding="utf-8"))
    for version in plain["versions"]:
        next(each for each in version["components"] if each["id"] == "don-de-nghi")["codes"] = list(codes)
    changed = CATALOGUE.procedures | {PETROL: Procedure.model_validate(plain)}
    return KnownTitles.of(Catalogue(changed, CATALOGUE.files, CATALOGUE.common))


def starts(*heads: PageHead | None) -> list[tuple[int, str]]:
    return [(each.page, each.rule) for each in first_pages(heads, KNOWN)]


def told(head: PageHead, known: KnownTitles = KNOWN, procedure: str | None = PETROL) -> tuple[str, bool]:
    named = name_paper(head, known, procedure)
    return named.type, named.evidence["sure"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("GIẤY PHÉP|12;H26.12-251002-0007", ["GIẤY PHÉP", "12"]),
        ("ten=BẢN CAM KẾT\nso: 12", ["ten=BẢN CAM KẾT", "BẢN CAM KẾT", "so: 12", "12"]),
        ("GIẤY PHÉP số 123/GP-SCT", ["GIẤY PHÉP số 123/GP-SCT", "GIẤY PHÉP"]),
        ("https://dvc.gov.vn/tra-cuu?m%E1%BA%ABu=02", ["tra-cuu", "mẫu=02", "02", "Mẫu 02"]),
        ("H26.12-251002-0007|", []),
    ],
)
def test_a_code_falls_into_parts(text: str, said: list[str]) -> None:
    assert [heading.text for heading in code_headings(PageCode(text, Box(0.8, 0.05, 0.1, 0.07)))] == said


@pytest.mark.parametrize(
    "text", [CERTIFICATE, "loai=GIAY CHUNG NHAN DANG KY DOANH NGHIEP;mst=0312345678", CERTIFICATE.replace("|", "\n")]
)
def test_a_page_without_a_title_is_what_its_code_says(text: str) -> None:
    named = name_paper(bearing(bare(), text), KNOWN, PETROL)
    assert (named.type, named.title) == (REGISTERED, "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP")
    assert (named.evidence["rule"], named.evidence["sure"]) == ("code", True)
    assert named.evidence["code_paper"] == named.evidence["paper"] == f"{PETROL}/{REGISTERED}"
    assert "CHUNG NHAN" in named.evidence["code"] or "CHỨNG NHẬN" in named.evidence["code"]


@pytest.mark.parametrize("text", ["Công ty TNHH Vạn Lạc Phát|2026", "https://hoadon.vn/tra-cuu?ma=AB12", "GIẤY KHÁC"])
def test_what_is_like_no_title_is_passed_over(text: str) -> None:
    assert name_paper(bearing(bare(), text), KNOWN, PETROL).title == UNTITLED
    assert name_paper(bearing(APPLICATION, text), KNOWN, PETROL) == name_paper(APPLICATION, KNOWN, PETROL)
    assert starts(APPLICATION, bearing(bare(), text)) == [(0, "title")]


def test_a_code_of_a_dossier_names_no_paper() -> None:
    code = "H26.12-251002-0007"
    assert starts(APPLICATION, bearing(bare(), code, f"{code}|Nguyễn Văn An")) == [(0, "title")]


def test_the_code_of_a_form_names_a_paper_of_the_procedure_but_not_for_certain() -> None:
    form = bearing(bare(), "Mẫu 03|trang 1")
    assert told(form) == ("don-de-nghi", False)
    assert told(form, procedure=None) == (OTHER, False)
    assert told(bearing(bare(), "03|1")) == (OTHER, False)
    assert told(bearing(titled("TỜ TRÌNH", "Về việc sửa chữa trụ sở"), "Mẫu 03")) == (OTHER, False)


def test_a_code_of_the_catalogue_names_its_paper_as_a_whole_or_by_its_beginning() -> None:
    for code, said in (("MAU-03-XD", "mau-03-xd|x"), ("XD-03-*", "id=1;XD-03-2026.17"), ("XD03*", "XD-03-2026")):
        assert told(bearing(bare(), said), with_codes(code)) == ("don-de-nghi", True), code
    assert told(bearing(bare(), "MAU-03-XD-2"), with_codes("MAU-03-XD")) == (OTHER, False)
    assert starts(bearing(bare(), "MAU-03-XD")) == [(0, "first")]


def test_a_code_makes_worn_print_certain_and_settles_which_of_two_it_is() -> None:
    worn = titled(*("".join("X" if n % 7 == 1 else letter for n, letter in enumerate(text)) for text in TITLE))
    assert told(worn) == ("don-de-nghi", False)
    assert told(bearing(worn, " ".join(TITLE))) == ("don-de-nghi", True)


def test_a_code_that_contradicts_a_title_makes_it_doubtful_and_both_are_told() -> None:
    assert told(APPLICATION) == ("don-de-nghi", True)
    named = name_paper(bearing(APPLICATION, CERTIFICATE), KNOWN, PETROL)
    assert (named.type, named.evidence["sure"], named.evidence["rule"]) == ("don-de-nghi", False, "title")
    assert named.evidence["paper"] == f"{PETROL}/don-de-nghi" and named.evidence["heading"].startswith("ĐƠN ĐỀ NGHỊ")
    assert named.evidence["code_paper"] == f"{PETROL}/{REGISTERED}"
    assert named.evidence["code"] == "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"


def test_a_code_that_contradicts_a_title_nobody_knows_makes_it_doubtful_too() -> None:
    named = name_paper(bearing(titled("TỜ TRÌNH", "Về việc sửa chữa trụ sở"), CERTIFICATE), KNOWN, PETROL)
    assert (named.type, named.evidence["sure"]) == (REGISTERED, False)
    assert named.title == named.evidence["heading"] == "TỜ TRÌNH Về việc sửa chữa trụ sở"


def test_two_codes_that_name_two_papers_leave_it_doubtful() -> None:
    assert told(bearing(bare(), CERTIFICATE, " ".join(TITLE)))[1] is False


def test_a_form_of_another_procedure_contradicts_nothing() -> None:
    certificate = titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP")
    assert told(bearing(certificate, "Mẫu 01"), procedure=LIQUOR) == told(certificate, procedure=LIQUOR)


def test_a_procedure_is_presumed_from_a_code_as_from_print() -> None:
    assert presumed_procedure([bearing(bare(), " ".join(TITLE))], KNOWN) == PETROL


def test_a_paper_begins_with_a_code_that_names_another_one() -> None:
    first, second = bearing(bare(), CERTIFICATE), bearing(bare(), OTHERS)
    assert starts(APPLICATION, first, second) == [(0, "title"), (1, "code"), (2, "code")]


def test_a_code_on_every_page_of_a_paper_divides_it_nowhere() -> None:
    every = bearing(bare(), CERTIFICATE)
    assert starts(APPLICATION, every, every, None, every) == [(0, "title"), (1, "code")]
    titled_first = bearing(titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP"), CERTIFICATE)
    assert starts(titled_first, every, every) == [(0, "title")]


@pytest.mark.parametrize("count", ["trang={}", "Trang {}/3", "{}/3", "page={}", "tr. {}"])
def test_what_counts_pages_makes_it_no_other_code(count: str) -> None:
    pages = [bearing(bare(), f"{CERTIFICATE}|{count.format(number)}") for number in (1, 2, 3)]
    assert starts(*pages) == [(0, "first")]


@pytest.mark.parametrize("number", ["P{}", "P-12{}", "{}", "tr{}"])
def test_a_number_of_the_paper_counts_no_pages(number: str) -> None:
    papers = [bearing(bare(), f"{CERTIFICATE}|{number.format(each)}") for each in (1, 2)]
    assert starts(*papers) == [(0, "first"), (1, "code")]


def test_a_code_of_which_the_first_was_not_read_goes_on_with_the_title_it_names() -> None:
    application = bearing(bare(), " ".join(TITLE) + "|12/ĐN-HGL")
    assert starts(APPLICATION, application) == [(0, "title")]
    assert starts(APPLICATION, bearing(bare(), CERTIFICATE)) == [(0, "title"), (1, "code")]


def test_an_annex_and_a_numbered_page_stay_with_their_paper_whatever_their_code() -> None:
    assert starts(APPLICATION, bearing(bare("PHỤ LỤC I"), CERTIFICATE)) == [(0, "title")]
    assert starts(APPLICATION, bearing(bare(number=3), CERTIFICATE)) == [(0, "title")]
