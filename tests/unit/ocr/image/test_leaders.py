"""Rows of dots on which a form is filled in, and what only looks like them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.image.leaders import Leader, find_leaders
from ocr.image.rules import without_rules_and_leaders
from scanner_agent.demo.fonts import Face, font

DPI = 200


def page(*lines: str, points: float = 13) -> np.ndarray:
    image = Image.new("L", (1400, 100 + 60 * len(lines)), 255)
    draw, face = ImageDraw.Draw(image), font(Face.REGULAR, round(points * DPI / 72))
    for number, line in enumerate(lines):
        draw.text((60, 50 + 60 * number), line, font=face, fill=0)
    return np.asarray(image)


def found(drawn: np.ndarray) -> list[Leader]:
    return find_leaders((drawn < 128).astype(np.uint8) * 255, DPI)[0]


@pytest.mark.parametrize("points", [11, 13, 16])
def test_each_row_is_found_with_its_dots(points: float) -> None:
    rows = found(page(f"Họ và tên: {40 * '.'} {12 * '.'}", "Ngày sinh", f"Địa chỉ: {30 * '.'}", points=points))
    assert [row.dots for row in rows] == [40, 12, 30]
    assert rows[0].right < rows[1].left and rows[1].top < rows[2].top


@pytest.mark.parametrize(
    "line",
    [
        "Các khoản khác... phụ cấp (nếu có)...",
        "ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị ị",
        "i i i i i i i i i i i i i i i i i i i i",
        "Số: 1.2.3.4.5.6.7.8.9.10.11.12.13.14.15",
        "ẩ ổ ể ẩ ổ ể ẩ ổ ể ẩ ổ ể ẩ ổ ể ẩ ổ ể",
    ],
)
def test_stops_and_marks_of_letters_stay(line: str) -> None:
    drawn = page(line)
    assert found(drawn) == []
    cleaned, leaders = without_rules_and_leaders(drawn, DPI)
    assert leaders == [] and (cleaned == drawn).all()


def test_the_words_before_and_what_is_written_on_the_dots_stay() -> None:
    drawn = page(f"Tại: {60 * '.'}").copy()
    drawn[30:78, 500:520] = 0  # a stroke of a pen across the row
    cleaned, leaders = without_rules_and_leaders(drawn, DPI)
    assert len(leaders) == 2 and 50 <= sum(row.dots for row in leaders) < 60
    for row in leaders:
        assert (cleaned[row.top : row.bottom, row.left : row.right] > 200).all()
    assert (cleaned[30:70, 502:518] == 0).all() and (cleaned[:, :120] == drawn[:, :120]).all()


def test_dust_all_over_the_page_hides_no_row() -> None:
    drawn = page("Họ và tên: ", f"Địa chỉ: {40 * '.'}", "", f"Nghề nghiệp: {35 * '.'}").copy()
    chance = np.random.default_rng(7)
    for x, y in zip(chance.integers(0, 1398, 300), chance.integers(0, 338, 300), strict=True):
        if drawn[max(0, y - 30) : y + 30, max(0, x - 30) : x + 30].min() == 255:
            drawn[y : y + 2, x : x + 2] = 0
    assert [row.dots for row in found(drawn)] == [40, 35]
