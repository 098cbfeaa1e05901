"""What is read again, and which reading stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr.engine import RawLine, RawWord
from ocr.text.doubt import NEIGHBOURS, SURE, doubtful_stretches, judged, settled


def line(*words: tuple[str, float], width: float = 40, step: float = 50, y: float = 0) -> RawLine:
    return [RawWord(text, i * step, y, i * step + width, y + 20, sure) for i, (text, sure) in enumerate(words)]


def text(words: RawLine) -> str:
    return " ".join(word.text for word in words)


def test_a_doubtful_word_is_shown_with_its_neighbours() -> None:
    lines = [line(("a", 0.95), ("b", 0.95), ("c", 0.5), ("d", 0.95), ("e", 0.95)), line(("f", 0.95))]
    (stretch,) = doubtful_stretches(lines)
    assert (stretch.line, stretch.first, stretch.end) == (0, 2 - NEIGHBOURS, 3 + NEIGHBOURS)
    assert (stretch.left, stretch.right) == (50, 190)


def test_stretches_that_touch_are_one() -> None:
    doubted = [line(("a", 0.5), ("b", 0.95), ("c", 0.5), ("d", 0.95), ("e", 0.95), ("f", 0.95), ("g", 0.5))]
    assert [(s.first, s.end) for s in doubtful_stretches(doubted)] == [(0, 4), (5, 7)]


def test_a_stroke_through_the_line_does_not_make_the_stretch_higher() -> None:
    words = [*line(("sát", 0.95)), RawWord("⁄", 60, -200, 90, 300, 0.2)]
    (stretch,) = doubtful_stretches([words])
    assert (stretch.top, stretch.bottom) == (0, 20)


def test_the_surer_reading_stands_and_sure_words_are_left() -> None:
    lines = [line(("về", 0.95), ("tô", 0.6), ("chức", 0.95))]
    again = [line(("vẽ", 0.99), ("tổ", 0.8), ("chứa", 0.99))]
    assert text(settled(lines, doubtful_stretches(lines), again)[0]) == "về tổ chức"


def test_a_less_sure_second_reading_changes_nothing() -> None:
    lines = [line(("tổ", 0.6), ("chức", 0.95))]
    assert settled(lines, doubtful_stretches(lines), [line(("tô", 0.5), ("chức", 0.9))]) == lines


def test_one_word_may_become_two() -> None:
    lines = [[RawWord("Têngiấy", 0, 0, 100, 20, 0.6), RawWord("tờ", 110, 0, 130, 20, 0.95)]]
    again = [[RawWord("Tên", 0, 0, 45, 20, 0.9), RawWord("giấy", 55, 0, 100, 20, 0.9)]]
    assert text(settled(lines, doubtful_stretches(lines), again)[0]) == "Tên giấy tờ"


def test_what_the_second_look_does_not_see_stays() -> None:
    lines = [line(("một", 0.5), ("hai", 0.5))]
    assert settled(lines, doubtful_stretches(lines), [[]]) == lines


def test_a_word_that_no_spelling_allows_becomes_doubtful() -> None:
    wrong, right = judged(line(("phäp", 0.95), ("pháp", 0.95)))
    assert wrong.confidence < SURE < right.confidence
    assert (wrong.text, right.confidence) == ("phäp", 0.95)


WORDS = st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1)), max_size=8)


@given(st.lists(WORDS, max_size=4))
def test_an_empty_second_look_loses_no_word(pages: list[list[tuple[int, float]]]) -> None:
    lines = [
        [RawWord(f"w{i}", x * 10.0, 0, x * 10.0 + 25, 20, sure) for i, (x, sure) in enumerate(page)] for page in pages
    ]
    stretches = doubtful_stretches(lines)
    assert settled(lines, stretches, [[] for _ in stretches]) == lines
    assert {s.line for s in stretches} == {
        i for i, words in enumerate(lines) if any(w.confidence < SURE for w in words)
    }
