"""Which sheets are separators, and which code they name."""

from __future__ import annotations

import pytest

from archive.linking import Evidence, Problem
from archive.linking.separator_sheet import separator_evidence
from config.codes import Separator, check_digits, format_separator, parse_case_code
from ocr.page import Barcode, Box, Line
from tests.unit.archive.linking.readings import code_39, line, qr, reading

CODE, OTHER = "H57.132-260804-0583", "000.00.19.H47-260105-0001"
TITLES = (line("TỜ PHÂN TÁCH HỒ SƠ", millimetres=8), line("SOHOA SEPARATOR", millimetres=6))


def payload(code: str, sheets: int | None = None) -> str:
    parsed = parse_case_code(code)
    assert parsed is not None
    return format_separator(Separator(parsed, sheets))


def check(code: str) -> str:
    parsed = parse_case_code(code)
    assert parsed is not None
    return check_digits(parsed)


LOWER = Box(0.7, 0.8, 0.2, 0.1)
DAMAGED = payload(CODE)[:-1] + "9"
PRINT = (line(CODE, millimetres=9), line(f"Số kiểm tra / check: {check(CODE)}", millimetres=4))


@pytest.mark.parametrize(
    ("parts", "rule", "code", "problem"),
    [
        ((qr(payload(CODE)),), "separator_qr", CODE, None),
        ((qr(payload(CODE)), qr(payload(CODE), LOWER), code_39("PATCHT")), "separator_qr", CODE, None),
        ((qr(DAMAGED),), "separator_qr", None, Problem.INVALID),
        ((qr(DAMAGED), qr(payload(CODE))), "separator_qr", CODE, None),
        ((qr(DAMAGED), *TITLES, *PRINT), "separator_qr", None, Problem.INVALID),
        ((qr(payload(CODE)), qr(payload(OTHER))), "separator_qr", None, Problem.INVALID),
        ((code_39("PATCHT"),), "patch_t", None, None),
        ((code_39("PATCHT"), line("Tờ ngăn của máy quét")), "patch_t", None, None),
        ((code_39("PATCHT"), qr(CODE)), "separator_barcode", CODE, None),
        ((code_39("PATCHT"), code_39(CODE)), "separator_barcode", CODE, None),
        ((code_39("PATCHT"), TITLES[0]), "separator_title", None, Problem.UNREADABLE),
        ((code_39("PATCHT"), *TITLES, *PRINT), "separator_print", CODE, None),
        ((*TITLES, *PRINT), "separator_print", CODE, None),
        ((*TITLES, PRINT[0]), "separator_title", None, Problem.UNREADABLE),
        ((*TITLES, PRINT[1]), "separator_title", None, Problem.UNREADABLE),
        ((*TITLES, line("H57.132-260804-0588"), PRINT[1]), "separator_title", None, Problem.UNREADABLE),
        ((*TITLES, line("H57.l32-26O804-0583"), PRINT[1]), "separator_print", CODE, None),
        ((line("TỜ PHẦN TÁCH HỔ SƠ", millimetres=8), line("SOHOA SEPARATQR", millimetres=6)), "separator_title", None,
         Problem.UNREADABLE),
        ((line("ÁCH HỒ SƠ", millimetres=8), line("=PARATOR", millimetres=6)), "separator_title", None,
         Problem.UNREADABLE),
    ],
)  # fmt: skip
def test_what_a_separator_says(
    parts: tuple[Line | Barcode, ...], rule: str, code: str | None, problem: Problem | None
) -> None:
    evidence = separator_evidence(reading(*parts))
    assert evidence is not None
    assert (evidence.rule, evidence.code, evidence.problem) == (rule, code, problem)
    assert evidence.text and evidence.box


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (line("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP BÁN BUÔN RƯỢU", millimetres=5), line(f"Mã số hồ sơ: {CODE}")),
        (qr(CODE), line("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")),
        (qr("https://example.vn"),),
        (line("BIÊN BẢN PHÂN TÁCH HỒ SƠ", millimetres=8), *PRINT),
        (line("Tờ phân tách hồ sơ", millimetres=3), line("sohoa separator", millimetres=3), *PRINT),
        (code_39("PATCH2"),),
    ],
)
def test_papers_are_no_separators(parts: tuple[Line | Barcode, ...]) -> None:
    assert separator_evidence(reading(*parts)) is None


def test_a_separator_says_how_many_sheets_follow() -> None:
    found = separator_evidence(reading(qr(payload(CODE, 12)), qr(payload(CODE, 12), LOWER)))
    assert found and (found.code, found.sheets) == (CODE, 12)
    assert Evidence.from_dict(found.to_dict()) == found


def test_two_sheets_of_one_case_that_count_differently_name_nothing() -> None:
    found = separator_evidence(reading(qr(payload(CODE, 12)), qr(payload(CODE, 2), LOWER)))
    assert found and (found.code, found.problem) == (None, Problem.INVALID)
