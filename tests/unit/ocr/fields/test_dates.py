"""Dates in words, whole and with blanks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields import FieldName, paper_fields
from ocr.fields.dates import is_day, written_date
from tests.unit.ocr.fields.written import COUNTRY, MOTTO, head, line, page


@given(st.dates(date(1945, 1, 1), date(2099, 12, 31)))
def test_what_is_written_as_decreed_is_read_exactly(day: date) -> None:
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    read = written_date(f"Hà Nội, ngày {day.day:02} tháng {month} năm {day.year}")
    assert read is not None and read.exact and read.iso == day.isoformat()


@given(st.integers(1945, 2099), st.integers(0, 13), st.integers(0, 32))
def test_the_calendar_is_that_of_the_standard_library(year: int, month: int, day: int) -> None:
    try:
        exists = bool(date(year, month, day))
    except ValueError:
        exists = False
    assert is_day(year, month, day) == exists


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Hà Nội, ngày tháng 01 năm 2025", "2025-01"),
        ("Quảng Ngãi, ngày … tháng … năm 2026", "2026"),
        ("Quảng Ngãi, ngày tháng năm", ""),
        ("Quảng Ngãi, ngày‡4 tháng 5 năm 2021", "2021-05"),
        ("Quảng Ngãi, ngày 4T tháng 01 năm 2025", "2025-01"),
        ("Quảng Ngãi, ngày 3| tháng 12 năm 2024", "2024-12-31"),
        ("Quảng Ngãi, ngày 04tháng 02 năm 2025", "2025-02-04"),
        ("Quảng Ngãi, ngày 30 tháng 02 năm 2025", "2025-02"),
        ("Quảng Ngãi, ngay 3l thảng 12 nǎm 2O24", "2024-12-31"),
        ("Quảng Ngãi, ngày 31 tháng 12 nărn 2024", "2024-12-31"),
        ("Quảng Ngãi, nga 31 thng 12 năm 2024", "2024-12-31"),
    ],
)
def test_missing_parts_stay_missing_and_nothing_repaired_is_exact(text: str, iso: str) -> None:
    read = written_date(text)
    assert read is not None and read.iso == iso and not read.exact


def test_the_date_of_the_head() -> None:
    fields = paper_fields(page(*head("SỞ CÔNG THƯƠNG")))
    found = fields.get(FieldName.DATE)
    assert found is not None and found.sure
    assert (found.value, found.rule) == ("2026-07-31", "head_date")
    assert found.box.x > 0.5 and found.box.y == pytest.approx(0.11)
    assert fields.value(FieldName.PLACE) == "Hà Nội"


def test_a_day_without_its_zero_may_have_lost_a_figure() -> None:
    found = paper_fields(page(*head("SỞ CÔNG THƯƠNG", date="Hà Nội, ngày 3 tháng 7 năm 2026"))).get(FieldName.DATE)
    assert found is not None and not found.sure


def test_the_date_over_a_signature() -> None:
    lines = [line("Hà Nội, ngày 04 tháng 8 năm 2026", centre=0.68, y=0.7), line("GIÁM ĐỐC", centre=0.68, y=0.72)]
    centred = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", y=0.06)
    found = paper_fields(page(centred, *lines)).get(FieldName.DATE)
    assert found is not None and (found.value, found.rule) == ("2026-08-04", "foot_date")


def test_what_came_with_another_paper_has_that_papers_date() -> None:
    lines = [COUNTRY, MOTTO, line("(Kèm theo Thông báo số 27/TB-VLP ngày 03 tháng 8 năm 2026)", y=0.15)]
    assert paper_fields(page(*lines)).get(FieldName.DATE) is None
