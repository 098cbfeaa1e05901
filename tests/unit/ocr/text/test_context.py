"""Counts of syllables and what they say."""

from __future__ import annotations

import pytest

from ocr.text.context import OTHER, Context, core, counted_as, is_plain, official_texts


def test_counts_come_back_from_their_stored_form() -> None:
    counts = Context.counted(["Cơ quan, tổ chức có thẩm quyền;", "tổ chức 12/2024"])
    assert counts.often["tổ"] == 2
    assert counts.follow["tổ", "chức"] == 2
    assert counts.follow["chức", OTHER] == 1
    again = Context.from_text(counts.to_text())
    assert (again.often, again.follow) == (counts.often, counts.follow)


def test_what_was_counted_is_likelier() -> None:
    fits = official_texts().likelihood
    assert fits("quan", "tổ", "chức") > fits("quan", "tô", "chức") + 5
    assert fits("quan", "qwerty", "chức") < fits("quan", "và", "chức")


@pytest.mark.parametrize(
    ("token", "letters"),
    [("(thi;", "thi"), ("12/QĐ", None), ("và/hoặc", None), ("-", None), ("Số:", "Số"), ("a1", None)],
)
def test_the_letters_of_a_token(token: str, letters: str | None) -> None:
    assert core(token) == letters


def test_old_and_new_spelling_count_as_one() -> None:
    assert counted_as("Hòa,") == counted_as("hoà")
    assert counted_as("15/4") == OTHER


def test_names_are_not_plain() -> None:
    assert is_plain("thi;")
    assert not is_plain("Thi")
    assert not is_plain("UBND")
    assert not is_plain("3a")
