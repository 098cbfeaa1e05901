"""The grammar of syllables."""

from __future__ import annotations

import unicodedata

import pytest

from benchmarks.corpus.language import vietnamese
from ocr.text.syllables import is_impossible, is_syllable

SYLLABLES = "nghĩa QUYẾT gì giếng quốc quý thuỷ thủy khuỷu hoà hòa ngoằn xoong yêu oách uỷ kỹ nghiệp"
MISREAD = "phäp nge kach ngiệp thât pÌụ tiêt tíếp đữl cổngz zì wô hochs"
CODES = "12/QĐ-UBND UBND HĐND Internet 01/3/2024 V/v a) - 3a Ioffice"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", MISREAD.split())
def test_what_no_spelling_allows(word: str) -> None:
    assert not is_syllable(word)
    assert is_impossible(f"({word};")


@pytest.mark.parametrize("token", CODES.split())
def test_codes_numbers_and_names_are_not_judged(token: str) -> None:
    assert not is_impossible(token)


def test_hardly_a_word_of_official_texts_is_called_impossible() -> None:
    words = [word for word in vietnamese().words if word.strip(".,;:").isalpha()]
    wrong = [word for word in words if is_impossible(word)]
    assert len(words) > 1000
    assert len(wrong) < 0.06 * len(words), wrong
