"""The next thing to do: each fact by itself has its line, and what is lost if nobody looks goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.models import DossierState
from archive.quality.flags import NEAR_DUPLICATE, ODD_SIZE
from archive.web.clerk.next_step import DoubtfulPaper, Facts, Tone, flag_remedy, next_step
from config.messages import use_language
from ocr.quality.gate import BLURRED, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE, LOW_DPI, TOO_DARK, TOO_LIGHT

WHOLE = Facts(DossierState.LINKED, case="H26.12-260804-0591", papers_known=True)
"""Of a dossier of which nothing is missing."""


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    use_language("vi")


@pytest.mark.parametrize(
    ("facts", "tone", "sentence", "page"),
    [
        (WHOLE, Tone.DO, "Đã đủ giấy tờ: khép hồ sơ.", None),
        (
            replace(WHOLE, closes_at=datetime(2026, 8, 4, 3, 5, tzinfo=UTC)),
            Tone.WAIT,
            "Đã đủ giấy tờ: hồ sơ tự khép lúc 10:05.",
            None,
        ),
        (replace(WHOLE, state=DossierState.COMPLETE), Tone.DONE, "Đã đủ và khép.", None),
        (replace(WHOLE, state=DossierState.SIGNED), Tone.DONE, "Đã ký số.", None),
        (replace(WHOLE, state=DossierState.WITHDRAWN), Tone.DONE, "Đã bỏ: các trang nằm ở hồ sơ khác.", None),
        (replace(WHOLE, state=DossierState.OPEN), Tone.WAIT, "Đang được quét.", None),
        (replace(WHOLE, closed=True), Tone.DO, "Đến sau khi hồ sơ đã khép: xem lại rồi khép lần nữa.", None),
        (replace(WHOLE, unread=(3,)), Tone.BAD, "Trang 3 không đọc được: quét lại.", 3),
        (replace(WHOLE, sheets=(12, 11, "short")), Tone.BAD, "Báo 12 tờ, mới đến 11 trang: quét phần thiếu.", None),
        (
            replace(WHOLE, sheets=(12, 13, "long")),
            Tone.BAD,
            "Báo 12 tờ, đến 13 trang: đếm lại, hoặc tách phần thừa.",
            None,
        ),
        (
            replace(WHOLE, passes_match=False),
            Tone.BAD,
            "Số mặt trước và mặt sau không khớp: quét lại cả hai mặt.",
            None,
        ),
        (replace(WHOLE, flags=((4, BLURRED),)), Tone.BAD, "Trang 4 mờ: quét lại.", 4),
        (Facts(DossierState.UNLINKED), Tone.DO, "Gắn mã hồ sơ.", None),
        (Facts(DossierState.UNLINKED, suggestion="H1"), Tone.DO, "Gắn mã hồ sơ, có lẽ là H1.", None),
        (
            replace(WHOLE, withheld=(2,)),
            Tone.WAIT,
            "Trang 2 mang dấu chỉ độ mật: chờ người có thẩm quyền xem.",
            None,
        ),
        (
            replace(WHOLE, doubtful=(DoubtfulPaper("Đơn", 5, "type_unsure"),)),
            Tone.DO,
            "Trang 5: xác nhận đây là “Đơn”.",
            5,
        ),
        (
            replace(WHOLE, doubtful=(DoubtfulPaper("Đơn", None, "blurred"),)),
            Tone.DO,
            "“Đơn” còn nghi ngờ: xem lại, rồi chấp nhận hoặc quét lại.",
            None,
        ),
        (replace(WHOLE, missing=("Đơn",)), Tone.DO, "Thiếu “Đơn”: quét, hoặc ghi lý do.", None),
        (
            replace(WHOLE, missing=("Đơn", "Bản kê")),
            Tone.DO,
            "Thiếu “Đơn” (và 1 giấy tờ nữa): quét, hoặc ghi lý do.",
            None,
        ),
        (replace(WHOLE, conditions=("Đơn",)), Tone.DO, "Cho biết có cần “Đơn” không.", None),
        (replace(WHOLE, working=True), Tone.WAIT, "Không phải làm gì: đang tạo PDF.", None),
        (replace(WHOLE, archivable=False), Tone.BAD, "PDF không đạt PDF/A: báo người quản trị.", None),
        (
            replace(WHOLE, state=DossierState.AWAITING_CASE, case="H1"),
            Tone.WAIT,
            "Chờ dữ liệu của hồ sơ H1.",
            None,
        ),
        (
            replace(WHOLE, papers_known=False),
            Tone.DO,
            "Không rõ cần giấy tờ gì: xem lại hết, rồi khép kèm lý do.",
            None,
        ),
    ],
)
def test_each_fact_has_its_line(facts: Facts, tone: Tone, sentence: str, page: int | None) -> None:
    step = next_step(facts)
    assert (step.tone, step.sentence, step.page) == (tone, sentence, page)


def test_the_scan_goes_before_the_case_and_the_case_before_its_papers() -> None:
    everything = Facts(DossierState.UNLINKED, unread=(1,), flags=((2, BLURRED),), missing=("Đơn",))
    assert next_step(everything).page == 1
    assert next_step(replace(everything, unread=())).page == 2
    assert next_step(replace(everything, unread=(), flags=())).sentence == "Gắn mã hồ sơ."
    assert "Đơn" in next_step(replace(everything, unread=(), flags=(), state=DossierState.LINKED)).sentence


def test_what_cannot_be_read_goes_before_what_only_looks_odd() -> None:
    assert next_step(replace(WHOLE, flags=((1, NEAR_DUPLICATE), (6, TOO_DARK)))).page == 6


@pytest.mark.parametrize(
    "flag",
    [
        LOW_DPI, BLURRED, TOO_DARK, TOO_LIGHT, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE, NEAR_DUPLICATE, ODD_SIZE,
    ],
)  # fmt: skip
def test_each_flag_has_a_remedy_that_names_the_page(flag: str) -> None:
    assert (flag_remedy(flag, 7) or "").startswith("Trang 7 ")


def test_a_flag_that_asks_for_nothing_has_no_line() -> None:
    assert flag_remedy("possible_duplicate", 1) is None
    assert next_step(replace(WHOLE, flags=((1, "possible_duplicate"),))) == next_step(WHOLE)
