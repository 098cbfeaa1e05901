"""Generated pages: the same again, of the promised size, and misread at the promised rate."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import groupby
from random import Random

from benchmarks.corpus import GeneratedPage, generate_pages
from benchmarks.corpus.language import NUMBER, SYMBOL
from benchmarks.corpus.noise import damage, misread
from benchmarks.corpus.pages import PAGES, WORDS, generate_dossier, outlines
from config.codes import parse_case_code

COUNT = 120


def pages(seed: int = 7, noise: float = 0.02) -> list[GeneratedPage]:
    return list(generate_pages(seed, COUNT, noise))


def test_the_same_seed_gives_the_same_pages_and_another_gives_others() -> None:
    assert pages() == pages()
    assert pages()[0].truth != pages(seed=8)[0].truth


def test_more_pages_begin_with_the_same_ones() -> None:
    whole = list(outlines(7, COUNT))[:-1]
    more = list(generate_pages(7, 2 * COUNT))
    assert pages()[: whole[-1].first + whole[-1].pages - 1] == more[: whole[-1].first + whole[-1].pages - 1]


def test_a_dossier_is_made_alike_without_those_before_it() -> None:
    outline = list(outlines(7, COUNT))[3]
    assert list(generate_dossier(7, outline)) == pages()[outline.first - 1 : outline.first - 1 + outline.pages]


def test_pages_are_numbered_through_and_dossiers_have_five_to_twenty() -> None:
    made = pages()
    assert [page.number for page in made] == list(range(1, COUNT + 1))
    sizes = [len(list(group)) for _, group in groupby(made, key=lambda page: page.dossier)]
    assert all(PAGES[0] <= size <= PAGES[1] for size in sizes[:-1])


def test_a_page_has_450_to_550_words_in_nfc_and_none_of_the_stand_ins() -> None:
    for page in pages():
        words = page.truth.split()
        assert WORDS[0] <= len(words) <= WORDS[1]
        assert not {NUMBER, SYMBOL} & set(words)
        assert unicodedata.is_normalized("NFC", page.text)


def test_a_page_bears_what_is_said_of_it() -> None:
    for page in pages(noise=0):
        flat = page.truth.replace("\n", " ")
        assert page.person in flat and page.symbol in flat and page.applicant in flat
        assert page.text == page.truth


def test_codes_are_dossier_codes_and_every_dossier_has_its_own() -> None:
    of_code = defaultdict(set)
    for page in generate_pages(7, 2000):
        if page.case:
            of_code[page.case].add(page.dossier)
    assert all(parse_case_code(code) for code in of_code)
    assert all(len(dossiers) == 1 for dossiers in of_code.values())


def test_two_words_of_a_hundred_are_misread() -> None:
    random = Random(1)
    words = ["Nguyễn", "đường", "thương", "mại", "2024"] * 2000
    assert 150 <= sum(damage([word], 0.02, random) != [word] for word in words) <= 250


def test_a_misread_word_is_another_word_in_nfc() -> None:
    random = Random(3)
    for word in ("tiến", "phường", "Đông", "0583", "Hòa", "m", "biển"):
        for _ in range(50):
            wrong = misread(word, random)
            assert wrong != word or word == "m"
            assert unicodedata.is_normalized("NFC", wrong)
            assert not any(unicodedata.combining(ch) for ch in wrong)
