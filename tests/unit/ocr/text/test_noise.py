"""Noise that is dropped, and print that stays."""

from __future__ import annotations

import pytest

from ocr.engine import RawLine, RawWord
from ocr.text.noise import without_noise


def line(*words: tuple[str, float]) -> RawLine:
    return [RawWord(text, i * 50, 0, i * 50 + 40, 20, sure) for i, (text, sure) in enumerate(words)]


@pytest.mark.parametrize("speck", ["°", "£", ".^.", "ˆ", "⁄", "@"])
def test_a_doubtful_sign_that_print_does_not_set_apart_goes(speck: str) -> None:
    words = line(("hành", 0.96), (speck, 0.6), ("chính", 0.96))
    assert without_noise([words]) == [[words[0], words[2]]]


@pytest.mark.parametrize("sign", ["-", "–", "…", "./."])
def test_dashes_and_dots_of_print_stay(sign: str) -> None:
    words = line((sign, 0.4), ("Như", 0.96), ("trên;", 0.9))
    assert without_noise([words]) == [words]


def test_a_line_of_which_no_word_is_believed_goes() -> None:
    assert without_noise([line(("Lo", 0.0), ("hà", 0.08)), line((",", 0.73)), line(("`", 0.5))]) == []


def test_one_believed_word_keeps_its_line() -> None:
    words = line(("Số:", 0.93), ("B5", 0.0), ("12/QĐ", 0.2))
    assert without_noise([words]) == [words]


def test_an_only_page_number_stays() -> None:
    assert without_noise([line(("2", 0.55))]) == [line(("2", 0.55))]


def test_a_faint_mark_in_capitals_stays() -> None:
    assert without_noise([line(("MẬT", 0.3))]) == [line(("MẬT", 0.3))]
