"""What speaks for a case, and how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from archive.suggestions import Known, Said, weigh
from archive.suggestions.weigh import SAME_NAME, name_likeness

DAY = date(2026, 8, 4)
CASE = Known("H26.12-260804-0583", "Công ty cổ phần Xăng dầu Hồng Giang Lộc", "2.000648", DAY)
PAPERS = Said(("CÔNG TY CỔ PHẦN XĂNG DẦU HỒNG GIANG LỘC",), ("0198411529",), "2.000648", DAY)


def kinds(said: Said, known: Known = CASE) -> dict[str, float]:
    found = weigh(said, known)
    return {reason.kind: reason.weight for reason in found.reasons} if found else {}


def test_everything_that_fits_is_a_reason() -> None:
    known = replace(CASE, business_numbers=frozenset({"0198411529"}))
    found = weigh(PAPERS, known)
    assert found is not None and found.weight == 1.0
    assert [reason.kind for reason in found.reasons] == ["applicant", "business_number", "procedure", "time", "waiting"]
    assert found.reasons[0].known == CASE.applicant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CÔNG TY TNHH THƯƠNG MẠI VẠN LẠC PHÁT", "Cty TNHH Thương mại Vạn Lạc Phát", True),
        ("Công ty TNHH Vạn Lạc Phát", "Công ty TNHH Vạn Lạc Phú", False),
        ("CONG TY CO PHAN XANG DAU HONG GIANG L0C", "Công ty cổ phần Xăng dầu Hồng Giang Lộc", True),
        ("Công ty TNHH", "Công ty cổ phần", False),
        ("Nguyễn Văn An", "Ông Nguyễn Văn An", True),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", False),
        ("", "Nguyễn Văn An", False),
    ],
)
def test_names_are_the_same_without_marks_and_legal_forms(one: str, other: str, same: bool) -> None:
    assert (name_likeness(one, other) >= SAME_NAME) is same


def test_a_day_or_an_empty_case_alone_suggests_nothing() -> None:
    assert weigh(Said(scanned=DAY), CASE) is None
    assert weigh(replace(PAPERS, applicants=("Công ty khác",), business_numbers=(), procedure=None), CASE) is None


def test_the_procedure_suggests_the_cases_of_these_days_only() -> None:
    papers = Said(procedure="2.000648", scanned=DAY)
    assert set(kinds(papers)) == {"procedure", "time", "waiting"}
    assert kinds(replace(papers, scanned=DAY + timedelta(days=40))) == {}
    assert kinds(replace(papers, procedure="2.000004")) == {}


def test_time_says_less_the_farther_it_is() -> None:
    scanned = (replace(PAPERS, scanned=DAY + timedelta(days=days)) for days in (0, 3, 10, 29, 30))
    weights = [kinds(said).get("time", 0.0) for said in scanned]
    assert weights[0] == weights[1] > weights[2] > weights[3] > weights[4] == 0.0
