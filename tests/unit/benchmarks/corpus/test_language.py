"""Counting and drawing words: what is drawn follows what was counted."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from benchmarks.corpus.count import counted, words_to_count
from benchmarks.corpus.language import COUNTS, NUMBER, SYMBOL, Language, vietnamese


def nothing(_: Random) -> str:
    return "0"


def test_every_pair_that_is_drawn_was_counted() -> None:
    language = counted(["hồ sơ đề nghị. hồ sơ cấp phép. hồ sơ đề nghị."])
    pairs = {
        ("hồ", "sơ"),
        ("sơ", "đề"),
        ("sơ", "cấp"),
        ("đề", "nghị."),
        ("cấp", "phép."),
        ("nghị.", "hồ"),
        ("phép.", "hồ"),
    }
    drawn = language.take(500, Random(1), nothing, nothing)
    assert set(pairwise(drawn)) == pairs
    after = [b for a, b in pairwise(drawn) if a == "sơ"]
    assert 0.55 < after.count("đề") / len(after) < 0.78


def test_numbers_and_document_numbers_become_what_they_are() -> None:
    counted_words = list(words_to_count("Điều 12, Quyết định 715/QĐ-UBND 1.500.000 (xem) THƯƠNG"))
    assert counted_words == ["Điều", NUMBER, "Quyết", "định", SYMBOL, NUMBER]


def test_a_rare_capitalised_word_is_left_out() -> None:
    language = counted(["ông Sơn ký. Sở ký. Sở ký. Sở ký."])
    assert "Sơn" not in language.words and "Sở" in language.words


def test_the_stored_form_leads_back() -> None:
    assert Language.from_text(vietnamese().to_text()) == vietnamese()


def test_the_counts_are_small_enough_to_be_kept_with_the_source() -> None:
    assert COUNTS.stat().st_size < 400_000
