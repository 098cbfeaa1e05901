"""The order of lines, and columns that must not run together."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engine import RawLine, RawWord
from ocr.text.order import clean, reading_order


def row(y: float, *words: tuple[float, str], height: float = 20) -> RawLine:
    return [RawWord(text, x, y, x + 10 * len(text), y + height, 0.9) for x, text in words]


def texts(lines: list[RawLine]) -> list[str]:
    return [" ".join(word.text for word in line) for line in lines]


def test_head_run_together_by_the_engine_comes_column_by_column() -> None:
    lines = [
        row(0, (0, "SỞ"), (30, "CÔNG"), (80, "THƯƠNG"), (300, "CỘNG"), (350, "HÒA")),
        row(30, (0, "Số:"), (40, "12/SCT"), (300, "Độc"), (340, "lập")),
        row(90, (0, "Căn"), (40, "cứ"), (70, "luật"), (120, "doanh-nghiệp-năm-hai-nghìn-không-trăm"), (495, "x")),
    ]
    assert texts(reading_order(lines))[:4] == ["SỞ CÔNG THƯƠNG", "Số: 12/SCT", "CỘNG HÒA", "Độc lập"]
    assert len(reading_order(lines)) == 5


def test_longer_right_column_belongs_to_the_head() -> None:
    lines = [
        row(0, (0, "TRÁI"), (300, "PHẢI")),
        row(30, (0, "Số:"), (300, "Độc-lập")),
        row(60, (310, "ngày")),
        row(200, (0, "thân-bài")),
    ]
    assert texts(reading_order(lines)) == ["TRÁI", "Số:", "PHẢI", "Độc-lập", "ngày", "thân-bài"]


def test_columns_end_where_a_line_crosses_them() -> None:
    lines = [row(0, (0, "a1"), (300, "b1")), row(30, (0, "x" * 40)), row(60, (0, "a2"), (300, "b2"))]
    assert texts(reading_order(lines)) == ["a1", "b1", "x" * 40, "a2", "b2"]


def test_columns_given_as_blocks_keep_their_order() -> None:
    blocks = [row(0, (0, "a1")), row(30, (0, "a2")), row(4, (300, "b1")), row(34, (300, "b2"))]
    assert texts(reading_order(blocks)) == ["a1", "a2", "b1", "b2"]


def test_tables_are_read_row_by_row() -> None:
    lines = [row(y, (0, f"a{y}"), (200, f"b{y}"), (400, f"c{y}")) for y in (0, 30, 60)]
    assert texts(reading_order(lines)) == [f"{c}{y}" for y in (0, 30, 60) for c in "abc"]


def test_justified_words_stay_one_line() -> None:
    assert len(reading_order([row(0, (0, "một"), (65, "hai"), (130, "ba"))])) == 1


def test_words_are_cleaned_and_empty_ones_dropped() -> None:
    zero_width, decomposed = "\u200b", unicodedata.normalize("NFD", "Độc")
    lines = [row(0, (0, f" {decomposed}{zero_width}\n"), (60, zero_width), (90, "\x0c")), row(40, (0, " "))]
    assert texts(reading_order(lines)) == ["Độc"]


@given(st.text(max_size=8))
def test_clean_gives_a_word_or_nothing(text: str) -> None:
    word = clean(text)
    assert unicodedata.is_normalized("NFC", word)
    assert not any(ch.isspace() for ch in word)
    assert clean(word) == word


@pytest.mark.parametrize(
    ("said", "text", "raw"),
    [
        ("71/Q\u0110\u00d0-UBND", "71/Q\u0110-UBND", "71/Q\u0110\u00d0-UBND"),
        ("\u00d0\u0110T", "\u0110T", "\u00d0\u0110T"),
        ("Q\u00d0", "Q\u0110", ""),
        ("\u00f0\u1ec1", "\u0111\u1ec1", ""),
        ("H\u0110\u0110", "H\u0110\u0110", ""),
    ],
)
def test_the_icelandic_letter_is_the_vietnamese_one_and_not_beside_it(said: str, text: str, raw: str) -> None:
    ((word,),) = reading_order([row(0, (0, said))])
    assert (word.text, word.raw) == (text, raw)


POSITIONS = st.tuples(st.integers(0, 60), st.integers(0, 60))


@given(st.lists(st.lists(POSITIONS, min_size=1, max_size=5), max_size=8))
def test_no_word_is_lost_or_doubled(places: list[list[tuple[int, int]]]) -> None:
    lines = [
        [RawWord(f"w{i}.{k}", x * 10, y * 10, x * 10 + 25, y * 10 + 18, 0.5) for k, (x, y) in enumerate(line)]
        for i, line in enumerate(places)
    ]
    ordered = reading_order(lines)
    assert all(ordered)
    assert sorted(w.text for line in ordered for w in line) == sorted(w.text for line in lines for w in line)
