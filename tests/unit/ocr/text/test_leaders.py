"""Dots of leaders behind the words that they follow."""

from __future__ import annotations

from ocr.engine.port import RawWord
from ocr.image.leaders import Leader
from ocr.text.leaders import joined, with_leaders, without_leaders


def word(text: str, left: float, right: float, top: float = 100) -> RawWord:
    return RawWord(text, left, top, right, top + 30, 0.9)


def texts(*leaders: Leader) -> list[str]:
    lines = [[word("Họ", 10, 50), word("tên:", 60, 110)], [word("Ngày", 10, 70, 160), word("sinh", 80, 140, 160)]]
    return [" ".join(each.text for each in line) for line in joined(with_leaders(lines, leaders))]


def test_dots_at_a_word_are_of_it_and_others_stand_by_themselves() -> None:
    near, far = Leader(113, 122, 400, 128, 7), Leader(420, 122, 500, 128, 6)
    assert texts(far, near) == ["Họ tên:....... ......", "Ngày sinh"]


def test_dots_before_the_next_word_come_before_it() -> None:
    lines = [[word("Tại", 10, 50), word("ngày", 300, 350)]]
    (line,) = with_leaders(lines, [Leader(70, 122, 280, 128, 9)])
    assert [each.text for each in line] == ["Tại", ".........", "ngày"]


def test_dots_beside_no_word_are_left_out() -> None:
    assert texts(Leader(10, 222, 400, 228, 40)) == ["Họ tên:", "Ngày sinh"]
    assert texts(Leader(0, 122, 8, 128, 40)) == ["Họ tên:", "Ngày sinh"]


def test_what_is_written_on_the_dots_is_of_the_line_of_its_label() -> None:
    label, value = [word("Tên:", 10, 90)], [word("Hoa", 300, 350), word("Sen", 360, 410)]
    below = [word("Hoa", 300, 350, 160)]
    leaders = [Leader(100, 122, 290, 128, 20), Leader(415, 122, 600, 128, 19)]
    lines = with_leaders([label, below, value], leaders)
    assert [[each.text for each in line] for line in lines] == [
        ["Tên:", 20 * ".", "Hoa", "Sen", 19 * "."],
        ["Hoa"],
    ]
    assert [[each.text for each in line] for line in without_leaders(lines)] == [["Tên:", "Hoa", "Sen"], ["Hoa"]]
