"""The Vietnamese letters."""

import unicodedata

from config.alphabet import VIETNAMESE_LETTERS


def test_there_are_twice_89_letters_and_all_are_precomposed() -> None:
    assert len(VIETNAMESE_LETTERS) == 2 * (72 + 17)
    assert all(len(letter) == 1 and unicodedata.is_normalized("NFC", letter) for letter in VIETNAMESE_LETTERS)


def test_the_rarest_are_among_them() -> None:
    assert set("ẵặữựỹỵỠỢĐđ") <= VIETNAMESE_LETTERS


def test_letters_of_other_languages_are_not() -> None:
    assert not set("fjwzñçöäß") & VIETNAMESE_LETTERS
