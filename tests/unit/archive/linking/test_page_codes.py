"""The dossier codes that a page bears, with what was read, where, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from archive.linking import LinkRank, Problem, evidence_of
from ocr.page import Barcode, Box
from tests.unit.archive.linking.readings import BOX, code_39, line, qr, reading

CODE, OTHER = "H57.132-260804-0583", "000.00.19.H47-260105-0001"
TODAY = date(2026, 8, 4)


@pytest.mark.parametrize(
    ("barcode", "rule", "code"),
    [
        (qr(CODE), "page_qr", CODE),
        (qr(f"{OTHER}|2.000648|0101234567|ĐƠN ĐỀ NGHỊ"), "page_qr", OTHER),
        (Barcode("Code128", CODE, BOX), "page_barcode", CODE),
        (code_39(CODE), "page_barcode", CODE),
    ],
)
def test_barcodes_on_papers_speak_with_the_rank_of_a_qr_code(barcode: Barcode, rule: str, code: str) -> None:
    page = evidence_of(reading(barcode), TODAY)
    (evidence,) = page.evidence
    assert page.kind == "content"
    assert (evidence.rank, evidence.rule, evidence.code) == (LinkRank.QR, rule, code)
    assert (evidence.text, evidence.box) == (barcode.text, barcode.box)


def test_a_qr_code_of_something_else_says_nothing() -> None:
    assert evidence_of(reading(qr("https://example.vn/tra-cuu")), TODAY).evidence == ()


@pytest.mark.parametrize(
    ("text", "rule", "code"),
    [
        (f"Mã số hồ sơ: {CODE}", "labelled_code", CODE),
        (f"Mã hồ sơ {CODE} nộp tại Trung tâm", "labelled_code", CODE),
        (f"MÃ HS: {CODE}", "labelled_code", CODE),
        ("Mã số hồ sơ: H57 .l32-26O804-0583", "labelled_code", CODE),
        (f"Căn cứ hồ sơ {CODE} của Công ty", "printed_code", CODE),
        (f"Mã hồ sơ của bên kia là {CODE}", "printed_code", CODE),
    ],
)
def test_printed_codes_are_found_with_and_without_their_label(text: str, rule: str, code: str) -> None:
    (evidence,) = evidence_of(reading(line(text)), TODAY).evidence
    assert (evidence.rank, evidence.rule, evidence.code) == (LinkRank.PRINTED_CODE, rule, code)


def test_beside_the_repaired_code_stands_what_was_read_and_where() -> None:
    (evidence,) = evidence_of(reading(line("Mã số hồ sơ: H57 .l32-26O804-0583 nộp")), TODAY).evidence
    assert (evidence.code, evidence.text) == (CODE, "H57 .l32-26O804-0583")
    assert evidence.box is not None
    assert (evidence.box.x, evidence.box.w) == (0.2, 0.09)  # the fifth and the sixth word


@pytest.mark.parametrize(
    ("text", "received", "problem"),
    [
        ("H57.132-260230-0583", TODAY, Problem.INVALID),
        (CODE, date(2026, 8, 3), Problem.IN_FUTURE),
    ],
)
def test_a_printed_code_of_an_impossible_day_names_nothing(text: str, received: date, problem: Problem) -> None:
    (evidence,) = evidence_of(reading(line(text)), received).evidence
    assert (evidence.code, evidence.problem, evidence.text) == (None, problem, text)


def test_a_code_of_the_day_itself_is_good() -> None:
    assert evidence_of(reading(line(CODE)), TODAY).evidence[0].code == CODE


def test_a_code_is_told_once_a_rank_and_by_its_label_where_it_has_one() -> None:
    page = evidence_of(reading(line(CODE), line(f"Mã hồ sơ: {CODE}", y=0.5), line(CODE, y=0.7), qr(CODE)), TODAY)
    assert [(each.rule, each.code) for each in page.evidence] == [("page_qr", CODE), ("labelled_code", CODE)]


def test_all_codes_of_a_list_are_told() -> None:
    page = evidence_of(reading(line(f"1 {CODE}"), line(f"2. {OTHER}", y=0.5)), TODAY)
    assert [each.code for each in page.evidence] == [CODE, OTHER]


def test_on_a_separator_no_other_code_counts() -> None:
    page = evidence_of(reading(code_39("PATCHT"), line(f"Mã hồ sơ: {OTHER}")), TODAY)
    assert page.kind == "separator"
    assert [(each.rank, each.code) for each in page.evidence] == [(LinkRank.SEPARATOR, None)]


def test_a_page_that_says_nothing() -> None:
    page = evidence_of(reading(line("Kính gửi: Sở Công Thương")), TODAY)
    assert (page.kind, page.evidence) == ("content", ())


def test_the_box_of_a_code_lies_on_the_page() -> None:
    (evidence,) = evidence_of(reading(line(CODE)), TODAY).evidence
    assert isinstance(evidence.box, Box)
