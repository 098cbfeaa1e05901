"""Secrecy marks: found where they stand alone, however they were read; never in a sentence or a broken title."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Box, Line, Word
from ocr.text.secrecy import SecrecyDegree, secrecy_marks

HEIGHT = 0.012
"""Of a line of print, as a fraction of an A4 page; lines follow one another every 1.6 times that."""
SENTENCES = (
    "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 15 tháng 11 năm 2018;",
    "Tài liệu độ MẬT được bảo quản riêng.",
    "BẢO MẬT THÔNG TIN",
    "QUYẾT ĐỊNH VỀ BẢO MẬT",
    "MẶT HÀNG XĂNG DẦU",
    "MẶT TRƯỚC",
    "mật.",
    "mật",
    "Mật",
    "Độ mật:",
    "ĐỘ MẬT",
    "GIẢI MẬT",
    "MẬT MÃ",
    "MẬT ĐỘ",
    "TIỀN MẶT",
    "TỐI",
    "MAI",
    "KHẨN",
    "ĐỘ KHẨN: MẬT",
)


def line(text: str, y: float, x: float = 0.1, height: float = HEIGHT) -> Line:
    words = []
    for word in text.split():
        width = 0.7 * height * len(word)
        words.append(Word(word, Box.from_corners(x, y, x + width, y + height), 0.9))
        x += width + 0.3 * height
    return Line(tuple(words))


def paragraph(texts: Sequence[str], y: float = 0.1) -> list[Line]:
    return [line(text, y + number * 1.6 * HEIGHT) for number, text in enumerate(texts)]


def degrees(lines: list[Line]) -> list[str]:
    return [mark.degree.value for mark in secrecy_marks(lines)]


HEAD = [
    line("UBND TỈNH HẬU GIANG", 0.05),
    line("Số: 15/BC-SCT", 0.075),
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.05, x=0.5),
    line("Hậu Giang, ngày 04 tháng 8 năm 2026", 0.105, x=0.55),
]


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I M Ậ T", "TỐI MẬT"),
        ("TUYỆTMẬT", "TUYỆT MẬT"),
        ("- MẬT -", "MẬT"),
        ("[TỐI MẬT]", "TỐI MẬT"),
        ("I MẬT |", "MẬT"),
        ("ĐỘ MẬT: MẬT", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("MẬT KHẨN", "MẬT"),
        ("HỎA TỐC TUYỆT MẬT", "TUYỆT MẬT"),
        ("MậT", "MẬT"),
    ],
)
def test_a_mark_under_the_number_is_found(text: str, degree: str) -> None:
    (mark,) = secrecy_marks([*HEAD, line(text, 0.105)])
    assert (mark.degree, mark.exact, mark.box.y) == (degree, True, 0.105)


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("MẶT", "MẬT"),
        ("MÂT", "MẬT"),
        ("TOI MAT", "TỐI MẬT"),
        ("TUYÊT MẠT", "TUYỆT MẬT"),
        ("| MẬẠT |", "MẬT"),
        ("| mật |", "MẬT"),
        ("Iwậr|", "MẬT"),
        ("ImAr|", "MẬT"),
        ("|wẠT|", "MẬT"),
    ],
)
def test_slips_of_recognition_are_seen_through_in_the_head(text: str, degree: str) -> None:
    (mark,) = secrecy_marks([*HEAD, line(text, 0.105)])
    assert (mark.degree, mark.exact) == (degree, False)
    assert degrees([*HEAD, line(text, 0.6)]) == []


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("y", [0.105, 0.6])
def test_the_word_among_others_is_no_mark(text: str, y: float) -> None:
    assert degrees([*HEAD, line(text, y)]) == []


@pytest.mark.parametrize(
    "title",
    [
        ["QUYẾT ĐỊNH", "VỀ VIỆC BAN HÀNH QUY CHẾ BẢO", "MẬT"],
        ["DANH MỤC TÀI LIỆU THUỘC BÍ", "MẬT", "NHÀ NƯỚC"],
        ["VỀ VIỆC SỬ DỤNG", "MẬT", "MÃ DÂN SỰ"],
        ["GIẤY XÁC NHẬN THANH TOÁN BẰNG TIỀN", "MẶT"],
    ],
)
def test_a_title_that_breaks_at_the_word_is_no_mark(title: list[str]) -> None:
    assert degrees(paragraph(title)) == []


def test_a_mark_right_under_the_agency_is_no_part_of_its_name() -> None:
    assert degrees(paragraph(["UBND TỈNH HẬU GIANG", "SỞ CÔNG THƯƠNG", "TỐI MẬT", "Số: 15/BC-SCT"])) == ["TỐI MẬT"]
    assert degrees(paragraph(["UBND TỈNH HẬU GIANG", "MẬT"])) == ["MẬT"]


def test_below_the_head_only_what_was_read_exactly_and_has_its_row_for_itself() -> None:
    assert degrees([*HEAD, line("MẬT", 0.9)]) == ["MẬT"]
    assert degrees([*HEAD, line("MẶT", 0.9)]) == []
    assert degrees([*HEAD, line("MẬT", 0.6), line("15/BC-SCT", 0.6, x=0.5)]) == []


def test_degrees_side_by_side_are_boxes_to_tick() -> None:
    row = [line("MẬT", 0.2), line("TỐI MẬT", 0.2, x=0.4), line("TUYỆT MẬT", 0.2, x=0.7)]
    assert degrees(row) == []


@given(
    st.sampled_from(list(SecrecyDegree)),
    st.lists(st.sampled_from(SENTENCES[:6]), max_size=12),
    st.floats(0.15, 0.35),
)
def test_neighbours_below_change_nothing(degree: SecrecyDegree, body: list[str], y: float) -> None:
    lines = [*HEAD, line(degree, y), *paragraph(body, y=0.45)]
    assert degrees(lines) == [degree.value]
    assert degrees([*HEAD, *paragraph(body, y=0.45)]) == []
