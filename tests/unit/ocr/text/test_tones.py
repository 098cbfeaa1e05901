"""Marks set right by their neighbours, and words that are left alone."""

from __future__ import annotations

import pytest

from ocr.engine import RawLine, RawWord
from ocr.text.tones import with_likely_marks


def line(text: str, confidence: float = 0.96) -> RawLine:
    return [RawWord(w, i * 50, 0, i * 50 + 40, 20, confidence) for i, w in enumerate(text.split())]


def mended(*lines: str, confidence: float = 0.96) -> list[str]:
    return [" ".join(w.text for w in row) for row in with_likely_marks([line(text, confidence) for text in lines])]


def test_lost_marks_come_back_and_what_was_read_is_kept() -> None:
    (words,) = with_likely_marks([line("cơ quan, tô chức, cá nhân")])
    assert [word.text for word in words] == ["cơ", "quan,", "tổ", "chức,", "cá", "nhân"]
    assert [word.raw for word in words] == ["", "", "tô", "", "", ""]
    assert words[2].confidence < words[1].confidence


def test_neighbours_are_found_across_the_end_of_a_line() -> None:
    assert mended("của cơ quan, tô", "chức có thẩm quyền") == ["của cơ quan, tổ", "chức có thẩm quyền"]


@pytest.mark.parametrize(
    "text",
    [
        "quan, Tô chức",  # a name
        "CƠ QUAN, TÔ CHỨC",
        "quan 10/tô-CP chức",  # a code
        "quan, tò chức2",
        "cơ quan, tổ chức",
        "quét vôi tô tường",  # neighbours that say nothing
    ],
)
def test_names_codes_and_what_makes_sense_stay(text: str) -> None:
    assert mended(text, confidence=0.5) == [text]


def test_a_sure_word_needs_a_clearer_case() -> None:
    text = "đúng thông báo, thông bào an toàn"
    assert mended(text, confidence=0.5) == ["đúng thông báo, thông báo an toàn"]
    assert mended(text, confidence=0.97) == [text]


def test_lines_and_boxes_stay() -> None:
    lines = [line("quan, tô chức"), line("về việc")]
    after = with_likely_marks(lines)
    assert [[(w.left, w.right) for w in row] for row in after] == [[(w.left, w.right) for w in row] for row in lines]
    assert with_likely_marks([]) == []
