"""Comparing Vietnamese words exactly and without marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.text import canon, fold, folded
from ocr.text.definition import canon_of, fold_of

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằẹếỉốờợúừứỷỹỵAĐOUY \u0300\u0301\u0303\u0309\u0323"),
    max_size=12,
)
PRINT = st.text(alphabet=st.sampled_from("aeouqyòóủụáàạhtQÒÚĐđ “²½ßİKﬁǰΣς0159/.\n\t\x0b\xa0\u0301\u2028"), max_size=20)
"""What print is made of, and letters that become two, become others or stand for others when folded."""
ANY = st.one_of(VIETNAMESE, PRINT, st.text(max_size=12))


@settings(max_examples=1000)
@given(ANY)
def test_the_fast_way_gives_what_the_definition_gives(text: str) -> None:
    exact = canon_of(text)
    bare = fold_of(exact)
    numbered = [word for word in bare.split() if any(ch.isdecimal() for ch in word)]
    assert folded(text) == (canon(text), fold(text), numbered) == (exact, bare, numbered)


def test_every_letter_alone_and_between_others() -> None:
    for letter in map(chr, range(0x2500)):
        for text in (letter, f"h{letter}a òa{letter} {letter}úy 1{letter}2", f"{letter}\n{letter}\u0301"):
            exact = canon_of(text)
            assert folded(text)[:2] == (exact, fold_of(exact))


@given(ANY)
def test_fold_does_not_see_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(ANY)
def test_canon_does_not_see_the_normal_form(text: str) -> None:
    assert canon(unicodedata.normalize("NFC", text)) == canon(unicodedata.normalize("NFD", text))


@given(ANY)
def test_both_change_nothing_the_second_time(text: str) -> None:
    assert canon(canon(text)) == canon(text)
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_fold_forgets_what_canon_distinguishes(text: str) -> None:
    assert fold(canon(text)) == fold(text)


@given(ANY)
def test_canon_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", canon(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"), ("Hòa", "HOÀ"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("Ủy ban", "uỷ ban"), ("tòa", "toà"),
        ("lúy", "luý"), ("lõa", "loã"), ("họa", "hoạ"), ("xòe.", "xoè."), ("HÒA-BÌNH", "hoà-bình"),
    ],
)  # fmt: skip
def test_open_syllables_have_two_spellings(old: str, new: str) -> None:
    assert canon(old) == canon(new)
    assert canon(new) == new.casefold()


@pytest.mark.parametrize(
    "word", ["hoàn", "ngoài", "huỳnh", "thuyền", "quý", "quỳ", "của", "túi", "khuỷu", "quà", "ngoẹo"]
)
def test_words_of_one_spelling_stay(word: str) -> None:
    assert canon(word) == word


def test_consonant_qu_keeps_its_letters() -> None:
    assert canon("qúy") == "qúy"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đường", "duong"), ("hòa", "hoa"), ("ĐỘC LẬP", "doc lap"), ("Số: 12/QĐ-UBND", "so: 12/qd-ubnd"), ("ưỡn", "uon")],
)
def test_fold_strips_every_mark(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_different_words_stay_different_until_folded() -> None:
    assert len({canon(word) for word in ("bán", "bản", "bạn", "ban", "bàn", "bãn")}) == 6
    assert len({fold(word) for word in ("bán", "bản", "bạn", "ban", "bàn", "bãn")}) == 1
