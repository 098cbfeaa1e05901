"""The arithmetic of the invisible text: sizes, places, gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bundle.text_layer import GAP, STEP, PlacedLine, PlacedWord, Shape, operators, place
from ocr.page import Box, ImageInfo, Line, Word
from tests.unit.archive.bundle.drawn import reading

A4 = ImageInfo("jpeg", 1654, 2339, "RGB", 200, 200)
SCALE = 72 / 200


def shape(text: str) -> Shape:
    return Shape(0.5 * len(text), 0.2 if set(text) & set("gjpqyạ") else 0.0)


def line(*words: tuple[str, float, float, float, float]) -> Line:
    return Line(tuple(Word(text, Box(x, y, w, h), 0.9) for text, x, y, w, h in words))


def placed(*words: tuple[str, float, float, float, float]) -> PlacedLine:
    (only,) = place(reading(A4, (line(*words),)), SCALE, shape)
    return only


def test_a_word_fills_its_box() -> None:
    made = placed(("giấy", 0.1, 0.2, 0.1, 0.01), ("phép", 0.3, 0.2, 0.08, 0.01))
    width = 1654 * SCALE
    for word, (x, w) in zip(made.words, [(0.1, 0.1), (0.3, 0.08)], strict=True):
        assert word.x == pytest.approx(x * width)
        assert shape(word.text).width * made.size * word.stretch / 100 == pytest.approx(w * width)


def test_a_seal_across_the_line_does_not_inflate_the_font() -> None:
    words = [("chứng", 0.1, 0.2, 0.05, 0.02), ("thực", 0.16, 0.2, 0.04, 0.02), ("bản", 0.21, 0.2, 0.03, 0.02)]
    assert placed(*words, ("sao", 0.25, 0.1, 0.03, 0.2)).size == pytest.approx(placed(*words).size, rel=0.1)


def test_the_baseline_is_where_letters_stand_not_where_they_hang() -> None:
    standing, hanging = placed(("non", 0.1, 0.2, 0.05, 0.01)), placed(("gốp", 0.1, 0.2, 0.05, 0.01))
    assert hanging.baseline - standing.baseline == pytest.approx(0.2 * hanging.size)


def test_words_go_from_left_to_right_whatever_their_order_was() -> None:
    made = placed(("hai", 0.4, 0.2, 0.05, 0.01), ("một", 0.1, 0.2, 0.05, 0.01))
    assert [word.text for word in made.words] == ["một", "hai"]


BOXES = st.tuples(
    st.text("abgọ", min_size=1, max_size=12),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
)


@given(st.lists(BOXES, min_size=1, max_size=20))
def test_any_boxes_give_words_that_readers_can_tell_apart(words: list[tuple[str, float, float, float, float]]) -> None:
    made = placed(*words)
    assert made.size >= 1
    for before, after in pairwise(made.words):
        end = before.x + shape(before.text).width * made.size * before.stretch / 100
        assert after.x - before.x >= STEP - 1e-6
        assert after.x - end >= GAP * made.size - 1e-6
    assert all(word.stretch > 0 for word in made.words)


def test_every_move_leads_to_the_words_own_place() -> None:
    lines = [
        PlacedLine(10.0, 700.123, (PlacedWord("a", 50.006, 90), PlacedWord("b", 70.004, 110))),
        PlacedLine(12.0, 680.5, (PlacedWord("c", 50.0, 100),)),
    ]
    text = operators(iter(lines), 1.0, 2.0, lambda string: string.encode("utf-16-be")).decode()
    assert text.splitlines() == [
        "BT",
        "3 Tr",
        "/F0 10 Tf",
        "90 Tz 51.01 702.12 Td <00610020> Tj",
        "110 Tz 19.99 0 Td <00620020> Tj",
        "/F0 12 Tf",
        "100 Tz -20 -19.62 Td <00630020> Tj",
        "ET",
    ]


def test_a_page_without_words_has_no_text_object() -> None:
    assert operators(iter(()), 0, 0, str.encode) == b""
